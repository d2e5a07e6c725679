// The series of a set for which conditions on ids and static columns hold.

import { DataError } from "../../core/errors.ts";
import { quoteCell, suggestNames } from "../../core/nearest-names.ts";
import type { SetParts } from "./set-parts.ts";

/** The `members` for which each of `conditions` ("Store=3") holds. Throws DataError COLUMN_UNKNOWN, and WHERE_NO_ROWS where none is left. */
export function matchMembers(parts: SetParts, members: Uint32Array, conditions: readonly string[]): Uint32Array {
  return conditions.reduce((kept, condition) => {
    const { column, value, textOf } = readCondition(parts, condition);
    const number = value === "" ? Number.NaN : Number(value);
    const matches = (text: string) =>
      text === value || (!Number.isNaN(number) && text !== "" && Number(text) === number);
    const found = kept.filter((member) => matches(textOf(member)));
    if (found.length > 0) return found;
    throw new DataError("WHERE_NO_ROWS", parts.rows.name, `no series has ${quoteCell(value)} in ${quoteCell(column)}`, {
      place: { column, said: true },
      found: value,
      context: suggestNames(value, [...new Set(Array.from(kept.subarray(0, 10_000), textOf))]),
    });
  }, members);
}

function readCondition(parts: SetParts, condition: string) {
  const texts = new Map<string, (member: number) => string>(
    parts.idColumns.map((column, at) => [column, (member) => parts.keys[at][member]]),
  );
  for (const [name, column] of parts.statics) {
    if (column.kind === "numbers") texts.set(name, (member) => String(column.values[member]));
    else texts.set(name, (member) => column.names[column.codes[member]] ?? "");
  }
  for (let at = condition.lastIndexOf("="); at > 0; at = condition.lastIndexOf("=", at - 1)) {
    const column = condition.slice(0, at).trim();
    const textOf = texts.get(column);
    if (textOf !== undefined) return { column, value: condition.slice(at + 1).trim(), textOf };
  }
  const column = condition.split("=")[0].trim();
  throw new DataError("COLUMN_UNKNOWN", parts.rows.name, `there is no id and no static column ${quoteCell(column)}`, {
    place: { column, said: true },
    context: suggestNames(column, [...texts.keys()]),
  });
}
