// Empty lines inside a table: none of its rows, but a missing cell where the table has one column.

import { counted } from "../../words/counted.ts";
import { listed } from "../../words/listed.ts";

/** Puts the empty lines inside a file of one column back as rows, unless every other line is empty; says what was done. */
export function settleEmptyLines(
  records: string[][],
  lines: number[],
  empty: readonly number[],
  from: number,
  notes: string[],
): void {
  const inside = empty.filter((above) => above > from && above < records.length);
  if (inside.length === 0) return;
  const rows = records.length - from;
  if (records[from].length > 1 || inside.length >= rows - 1) {
    const where = [...new Set(inside)].slice(0, 3).map((above) => String(lines[above - 1]));
    const more = new Set(inside).size > 3 ? " and others" : "";
    notes.push(
      `${counted(inside.length, "empty line")} inside the table left out, below ${where.length === 1 ? "line" : "lines"} ${listed(where, "and")}${more}`,
    );
    return;
  }
  const whole: string[][] = records.slice(0, from);
  const places = lines.slice(0, from);
  let next = empty.findIndex((above) => above > from);
  for (let i = from; i < records.length; i++) {
    let line = lines[i] - countAt(empty, next, i);
    for (; next < empty.length && empty[next] === i; next++) {
      if (i === from) continue;
      whole.push([""]);
      places.push(line++);
    }
    whole.push(records[i]);
    places.push(lines[i]);
  }
  records.splice(0, records.length);
  lines.splice(0, lines.length);
  for (const [i, record] of whole.entries()) {
    records.push(record);
    lines.push(places[i]);
  }
  notes.push(`${counted(inside.length, "empty line")} inside the one column read as missing`);
}

function countAt(empty: readonly number[], from: number, at: number): number {
  let count = 0;
  while (from + count < empty.length && empty[from + count] === at) count++;
  return count;
}
