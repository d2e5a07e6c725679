// Further lines of names or units below a header, as loggers and yfinance write them.

import { listNames } from "../../core/nearest-names.ts";
import { numberWithin } from "../cells/number-cell.ts";
import { filledCells, kindOf } from "./cell-kind.ts";

interface FullHeader {
  readonly names: readonly string[];
  /** How many lines below the first belong to it. */
  readonly further: number;
}

const mostLines = 3;
/** Rows that are asked what their columns hold. */
const sampleRows = 20;

/** The names of the columns, from the header and the lines below it that hold no value in a column of values. */
export function readFullHeader(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  lines: readonly number[],
  notes: string[],
): FullHeader {
  let further = 0;
  while (further < mostLines && isFurther(rows, further, header.length)) further++;
  if (further === 0) return { names: header, further };
  const below = rows.slice(0, further);
  const names = joinNames(header, below);
  for (const [i, row] of below.entries()) {
    const cells = row.filter((cell) => cell !== "");
    notes.push(`line ${lines[i]} (${listNames(cells, 3)}) holds no number and no time: taken as part of the header`);
  }
  return { names, further };
}

function isFurther(rows: readonly (readonly string[])[], at: number, width: number): boolean {
  const row = rows[at];
  const next = rows.slice(at + 1, at + 1 + sampleRows).filter((one) => one.length === width);
  if (width < 2 || row?.length !== width || next.length < 2 || row.some((cell) => kindOf(cell) === "value"))
    return false;
  const rest = next.slice(mostLines - at);
  const plain = row.map((_, i) => rest.some((other) => kindOf(other[i]) === "value"));
  const dressed = row.map((_, i) => !plain[i] && areDressed(rest, i));
  // Texts above values, and none of them a text like those below it.
  if (row.some((cell, i) => dressed[i] && holdsNumber(cell))) return false;
  return row.some((cell, i) => (plain[i] || dressed[i]) && kindOf(cell) === "text");
}

/** Whether a column holds numbers with something around them, such as 12.3K or 5 kWh. */
function areDressed(rows: readonly (readonly string[])[], index: number): boolean {
  const filled = rows.map((row) => row[index]).filter((cell) => kindOf(cell) !== "empty");
  return filled.length > 0 && filled.every(holdsNumber);
}

function holdsNumber(cell: string): boolean {
  return (numberWithin(cell, ".") ?? numberWithin(cell, ",")) !== undefined;
}

/** A name is completed where it stands above several columns; a line with its first cell alone names the first column. */
function joinNames(header: readonly string[], below: readonly (readonly string[])[]): string[] {
  const names = [...header];
  const counts = new Map<string, number>();
  for (const name of header) counts.set(name, (counts.get(name) ?? 0) + 1);
  const parts = below.filter((row) => filledCells(row) > 1);
  for (let i = 1; i < names.length; i++) {
    if (names[i] !== "" && counts.get(names[i]) === 1) continue;
    names[i] = [names[i], ...parts.map((row) => row[i])].filter((part) => part !== "").join(" ");
  }
  const first = below.find((row) => filledCells(row) === 1 && row[0] !== "");
  if (first !== undefined) names[0] = first[0];
  return names;
}
