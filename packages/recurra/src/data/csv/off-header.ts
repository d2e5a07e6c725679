// Headers with one name less or more than the lines below them have cells.

import { areNames } from "./cell-kind.ts";

export interface OffHeader {
  readonly names: readonly string[];
  readonly note: string;
}

/**
 * The header above the lines [start, end), where it is off by one: R leaves out the name of its row names, a delimiter may stand behind each
 * row or behind the names alone. Undefined where it is none of these.
 */
export function offHeader(records: readonly (readonly string[])[], start: number, end: number): OffHeader | undefined {
  const names = records[start - 1];
  if (names === undefined || end - start < 2 || !areNames(names)) return undefined;
  const rows = records.slice(start, end);
  const width = rows[0].length;
  if (names.length === width + 1 && names.at(-1) === "")
    return { names: names.slice(0, -1), note: "a delimiter stands behind the names alone" };
  if (names.length !== width - 1 || width < 3 || names.includes("")) return undefined;
  if (rows.every((row) => row.at(-1) === ""))
    return { names: [...names, ""], note: "a delimiter stands behind each row" };
  const firsts = new Set(rows.map(([first]) => first));
  if (firsts.size < rows.length || firsts.has("")) return undefined;
  return {
    names: ["", ...names],
    note: "rows have one cell more than the header, as R writes them: their names come first",
  };
}
