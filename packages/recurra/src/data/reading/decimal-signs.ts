// Which sign stands before the decimals, found from the cells: of each column, and of the file where a column does not show it.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Decimal } from "../cells/bare-number.ts";
import { type DecimalEvidence, weighDecimal } from "../cells/number-cell.ts";
import { FormAnswers } from "../columns/form-answers.ts";
import { COMMA, INTEGER, POINT } from "../columns/templates.ts";
import type { Table } from "../csv/table.ts";

export interface DecimalSigns {
  readonly of: (column: number) => Decimal;
  /** That of most columns that show one. */
  readonly file: Decimal;
}

/**
 * The signs of the columns that are `read`. Throws DECIMAL_AMBIGUOUS for a column in which every cell reads both ways, where nothing in
 * the file shows which, or two columns show different signs; with `doubt`, that is told of it, and a point is taken.
 */
export function findDecimals(
  table: Table,
  read: (column: number) => boolean,
  given: Decimal | undefined,
  notes: string[],
  doubt?: (column: number, error: DataError) => void,
): DecimalSigns {
  if (given !== undefined) return { of: () => given, file: given };
  const own = table.header.map((_, index) => (read(index) ? evidenceOf(table, index) : undefined));
  const open = own.some(
    (evidence, index) => evidence && signOf(evidence) === undefined && doubtful(evidence, table, index),
  );
  // What is not read may still show how the file was written.
  const columns = open ? own.map((evidence, index) => evidence ?? evidenceOf(table, index)) : own;
  const points = columns.filter((evidence) => evidence !== undefined && signOf(evidence) === ".").length;
  const commas = columns.filter((evidence) => evidence !== undefined && signOf(evidence) === ",").length;
  const shown = commas > 0 && points > 0 ? undefined : commas > 0 ? "," : points > 0 ? "." : undefined;
  const file = shown ?? (commas > points ? "," : ".");
  const signs = columns.map((evidence, index): Decimal => {
    const sign = evidence && signOf(evidence);
    if (evidence === undefined || sign !== undefined) return sign ?? file;
    const either = doubtful(evidence, table, index);
    if (!read(index) || either === undefined || shown !== undefined) return shown ?? ".";
    // In a file cut by commas, a comma within a quoted number groups its thousands.
    if (either === evidence.either && table.delimiter === ",") return ".";
    const error = new DataError(
      "DECIMAL_AMBIGUOUS",
      table.name,
      `${quoteCell(either)} may be written with a decimal ${either.includes(",") ? "comma" : "point"} or with grouped thousands, and no cell shows which`,
      { found: either, remedies: [["say which with ", { option: "decimal", value: [",", "."] }]] },
    );
    if (doubt === undefined) throw error;
    doubt(index, error);
    return ".";
  });
  if (shown === undefined && points > 0 && commas > 0) {
    const withComma = table.header.filter((_, index) => read(index) && signs[index] === ",").map(quoteCell);
    notes.push(`decimal comma in ${withComma.join(", ")}, decimal point elsewhere`);
  }
  return { of: (column) => signs[column], file };
}

function signOf({ point, comma }: DecimalEvidence): Decimal | undefined {
  if (point !== undefined) return ".";
  return comma === undefined ? undefined : ",";
}

/**
 * A cell that reads both ways. A point is the usual decimal sign, except where semicolons cut the cells, or where three digits stand behind
 * every point, numbers below 1,000 have none and numbers above have one: 950, 1.050.
 */
function doubtful({ either, eitherPoint }: DecimalEvidence, table: Table, index: number): string | undefined {
  if (either !== undefined || eitherPoint === undefined || table.delimiter === ";") return either ?? eitherPoint;
  let small = false;
  const cells = table.columns[index];
  for (let row = 0; row < cells.length; row++) {
    const kind = cells.kind(cells.codeAt(row));
    if (kind === POINT || kind === COMMA) continue;
    const digits = /^[^\d.,]*(\d+)(?![\d.,])/.exec(cells.at(row))?.[1];
    if (digits === undefined) continue;
    if (digits.length > 3) return undefined;
    small ||= Number(digits) > 0;
  }
  return small ? eitherPoint : undefined;
}

function evidenceOf(table: Table, index: number): DecimalEvidence {
  const evidence: DecimalEvidence = {};
  const column = table.columns[index];
  for (let code = 0; code < column.forms; code++) {
    // With two or four digits behind it, a point is no sign between groups.
    const point = column.kind(code) === POINT && column.decimals(code) !== 3 && column.count(code) > 0;
    if (point) return { point: column.pattern(code) };
  }
  const answers = new FormAnswers(column, whatShows);
  for (let row = 0; row < column.length; row++) {
    const code = column.codeAt(row);
    const kind = column.kind(code);
    // Whole numbers say nothing, nor do words, nor a further point or comma.
    if (!column.varies(code) || kind === INTEGER || (kind === POINT && evidence.point !== undefined)) continue;
    if (kind === COMMA && evidence.comma !== undefined) continue;
    const shown = answers.at(row);
    if (shown !== "nothing" && evidence[shown] === undefined) weighDecimal(column.at(row), evidence);
  }
  return evidence;
}

/** What a cell alone is evidence of. */
function whatShows(cell: string): keyof DecimalEvidence | "nothing" {
  const evidence: DecimalEvidence = {};
  weighDecimal(cell, evidence);
  for (const shown of ["comma", "point", "either", "eitherPoint"] as const)
    if (evidence[shown] !== undefined) return shown;
  return "nothing";
}
