// Tables with a series in each row and a time in each column: turned, so that each series is a column.

import { DataError } from "../../core/errors.ts";
import { listNames } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { CellColumn } from "../columns/cell-column.ts";
import { dissectTime, isTimeCell } from "../time/time-cell.ts";
import { rowOf, type Table } from "./table.ts";

/** Columns named by times, or numbered, that make a table wide. */
const leastColumns = 5;

interface Wide {
  /** The columns that are steps. */
  readonly steps: readonly number[];
  /** Whether their names are times. */
  readonly dated: boolean;
  /** The columns that tell the rows apart. */
  readonly ids: readonly number[];
}

/** What makes a table a wide one; undefined for others. */
function findWide(table: Table): Wide | undefined {
  const { header } = table;
  const years = (name: string) => dissectTime(name) !== undefined;
  const dates = indices(header, (name) => isTimeCell(name) || /^\d{1,2}\/\d{1,2}\/\d{2}$/.test(name));
  const yearly = dates.length >= leastColumns ? dates : indices(header, (name) => /^\d{4}$/.test(name) && years(name));
  const dated = yearly.length >= leastColumns && yearly.length * 2 > header.length;
  const steps = dated ? yearly : numbered(table);
  if (steps.length < leastColumns) return undefined;
  const isStep = new Set(steps);
  const others = indices(header, (_, i) => !isStep.has(i));
  if (others.some((index) => every(table, index, isTimeCell))) return undefined;
  const texts = others.filter(
    (index) => !every(table, index, (cell) => isMissing(cell) || parseNumber(cell, ".") !== undefined),
  );
  if (!dated && texts.length === 0) return undefined;
  return { steps, dated, ids: idsOf(table, texts.length > 0 ? texts : others) };
}

/** The columns V2 to V961 beside one text that names each row, all steps of one series: more of them than anything else. */
function numbered({ header, columns, length }: Table): number[] {
  const match = /^(\D*)(\d+)$/.exec(header.at(-1) ?? "");
  if (match === null || header.length < 50) return [];
  const last = header.length - 1;
  const steps: number[] = [];
  for (let i = last; i > 0 && header[i] === match[1] + String(Number(match[2]) - (last - i)); i--) steps.push(i);
  steps.reverse();
  const named = steps[0] === 1 && columns[0].distinct() === length;
  return named ? steps : [];
}

function every(table: Table, index: number, test: (cell: string) => boolean): boolean {
  for (const cell of table.columns[index]) if (!test(cell)) return false;
  return true;
}

function indices(header: readonly string[], test: (name: string, i: number) => boolean): number[] {
  return header.flatMap((name, i) => (test(name, i) ? [i] : []));
}

/** One column that differs in all rows, or the first two, or all of them. */
function idsOf({ columns, length }: Table, others: readonly number[]): readonly number[] {
  const apart = (ids: readonly number[]) => {
    const keys = Array.from({ length }, (_, row) => ids.map((i) => columns[i].at(row)).join("\0"));
    return new Set(keys).size === length;
  };
  const one = others.find((index) => apart([index]));
  if (one !== undefined) return [one];
  return apart(others.slice(0, 2)) ? others.slice(0, 2) : others;
}

/**
 * A wide table turned, each of its rows a column; other tables as they are. Throws DataError WIDE_TABLE where there are several rows and
 * `chosen` none of them.
 */
export function turnWide(table: Table, chosen: boolean): Table {
  const wide = findWide(table);
  if (wide === undefined) return table;
  const { steps, dated, ids } = wide;
  const names = Array.from({ length: table.length }, (_, row) =>
    ids
      .map((i) => table.columns[i].at(row))
      .filter((cell) => cell !== "")
      .join(" "),
  );
  const how = `${counted(steps.length, "column")} are ${dated ? "named by dates" : `numbered (${table.header[steps[0]]} to ${table.header[steps.at(-1) ?? 0]})`}`;
  if (!chosen && table.length > 1) {
    const row = rowOf(table, 0);
    const id = ids.length > 0 ? `, by ${listNames(ids.map((i) => table.header[i]))} (${listNames(names, 3)})` : "";
    const conditions = ids.filter((i) => row[i] !== "");
    throw new DataError(
      "WIDE_TABLE",
      table.name,
      `${how} and there are ${counted(table.length, "row")}: one series per row${id}`,
      {
        place: { line: table.lines[0], said: true },
        remedies: [
          conditions.length > 0
            ? [
                "choose one with ",
                ...conditions.flatMap((i, at) => [
                  at > 0 ? " " : "",
                  { option: "where", value: `${table.header[i]}=${row[i]}` },
                ]),
              ]
            : "turn the table, so that each series is a column",
        ],
      },
    );
  }
  let end = steps.length;
  while (end > 1 && every(table, steps[end - 1], isMissing)) end--;
  const used = steps.slice(0, end);
  const time = dated ? ["time"] : [];
  const unique = names.map((name, i) =>
    name === "" || name === "time" || names.indexOf(name) !== i ? `row ${i + 1} ${name}`.trim() : name,
  );
  const without = end < steps.length ? `; ${steps.length - end} of them empty at the end` : "";
  return {
    ...table,
    header: [...time, ...unique],
    columns: [
      ...(dated ? [CellColumn.of(used.map((step) => table.header[step]))] : []),
      ...names.map((_, row) => CellColumn.of(used.map((step) => table.columns[step].at(row)))),
    ],
    length: used.length,
    lines: new Uint32Array(used.length).fill(table.lines[0]),
    numbers: undefined,
    notes: [
      ...table.notes,
      `${how}: turned, ${listNames(unique, 3)} ${unique.length === 1 ? "is a column" : "are columns"}${without}`,
    ],
  };
}
