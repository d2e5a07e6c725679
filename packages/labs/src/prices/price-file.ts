// A daily price file as the labs use it: the columns asked for, oldest day first, each day once and with its prices.
import { DataError, Series } from "recurra";
import { partsOf } from "recurra/core";
import { counted, listedFirst } from "recurra/words";
import type { LabFile } from "../lab/lab.ts";

const day = 86_400_000;

/** What was read, and what was left out on the way. */
export interface PriceFile {
  readonly file: LabFile;
  /** Only the columns asked for; no cell is missing and no day stands twice. */
  readonly series: Series;
  /** The columns' names in the file, in the order asked for: "Close" may be "Close/Last" there. */
  readonly columns: readonly string[];
  /** Rows of the file. */
  readonly rows: number;
  /** Rows left out because one of the columns has no value there. */
  readonly missing: number;
  /** Rows left out because an earlier row has the same day and the same values. */
  readonly duplicates: number;
}

/**
 * Reads a file with one row a day. A column is found by its name without regard to case; "Close" also finds "Close/Last".
 * `options` are those of the lab by which other columns are asked for.
 *
 * Throws DataError, naming the file: no such column, no numbers in it, no dates, rows that are not days, or two rows of one
 * day with different values.
 */
export function readPrices(file: LabFile | undefined, wanted: readonly string[], options = ["column"]): PriceFile {
  if (file === undefined)
    throw new DataError("LAB_FILE", "", "the lab needs a file of daily prices, but none was given");
  const columns = findColumns(file, wanted, options);
  const series = readSeries(file, columns);
  requireDays(series);
  const duplicates = countDuplicates(series, columns);
  const kept = series.repair("drop");
  return {
    file,
    series: kept,
    columns,
    rows: series.length,
    missing: series.length - kept.length - duplicates,
    duplicates,
  };
}

function readSeries(file: LabFile, columns: readonly string[]): Series {
  try {
    return Series.fromCsv(file.text, { name: file.name, columns, sort: true });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    // The reader's remedies are options of its own that labs do not have.
    const { remedies = [], ...details } = error.details;
    if (error.code === "CELL_NOT_A_NUMBER") {
      const own = remedies.filter((remedy) => !partsOf(remedy).some((part) => typeof part === "object"));
      throw new DataError(error.code, error.subject, error.problem, { ...details, remedies: own, cause: error });
    }
    if (error.code !== "TIME_NOT_READ") throw error;
    const need = "A lab needs one row a day, with its date";
    const context = details.context === undefined ? need : [...partsOf(details.context), ". ", need];
    throw new DataError(error.code, error.subject, error.problem, { ...details, context, cause: error });
  }
}

/** Columns with missing cells, and how many: of all columns of numbers, or, when a cell spoils another one, of those asked for. */
export function countMissing(prices: PriceFile): Record<string, number> {
  const missing = readWholeFile(prices)
    .check()
    .filter(({ kind }) => kind === "missing");
  return Object.fromEntries(missing.map(({ column = "", count }) => [column, count]));
}

/** Throws DataError when a column has one value on all training days: nothing can be learnt, or scaled, by it. */
export function requireChange(training: Series, column: string): void {
  const values = training.column(column);
  if (values.some((value) => value !== values[0])) return;
  const found = `"${column}" is ${values[0]} on all ${counted(training.length, "training day")} (${training.span()})`;
  throw new DataError("LAB_CONSTANT", training.name, `the lab needs prices that change, but ${found}`, {
    remedies: [["name another column with ", { option: "column" }]],
  });
}

function readWholeFile({ file: { text, name }, columns }: PriceFile): Series {
  try {
    return Series.fromCsv(text, { name });
  } catch (error) {
    if (error instanceof DataError) return Series.fromCsv(text, { name, columns });
    throw error;
  }
}

function findColumns(file: LabFile, wanted: readonly string[], options: readonly string[]): string[] {
  // Reading no column gives the file's names: a cell that spoils another column is none of the lab's business.
  const unread = readSeries(file, []);
  const names = [...unread.parts.leftOut].filter(([, { kind }]) => kind !== "times").map(([name]) => name);
  return wanted.map((name) => {
    const found = findName(names, name);
    if (found !== undefined) return found;
    const quoted = names.map((other) => JSON.stringify(other.slice(0, 40)));
    const there = names.length === 0 ? "no column beside its times" : listedFirst(quoted, 8);
    throw new DataError("LAB_COLUMN", file.name, `the lab needs a column "${name}", but the file has ${there}`, {
      found: name,
      remedies: [
        ["name another with ", ...options.flatMap((option, i) => (i === 0 ? [{ option }] : [" or ", { option }]))],
      ],
    });
  });
}

function findName(names: readonly string[], wanted: string): string | undefined {
  const key = wanted.trim().toLowerCase();
  const spelt = names.find((name) => name === wanted) ?? names.find((name) => name.toLowerCase() === key);
  return spelt ?? names.find((name) => name.toLowerCase().split("/")[0].trim() === key);
}

function requireDays(series: Series): void {
  const needs = "the lab needs one row a day with its date";
  if (series.times.kind === "row") {
    throw new DataError("LAB_DATES", series.name, `${needs}, but no column holds dates`, {
      remedies: ["add one, such as Date with 2018-05-31"],
    });
  }
  const times = series.times.values();
  const steps = times.subarray(1).map((time, i) => time - times[i]);
  const usual = steps.filter((step) => step > 0).sort();
  if (usual.length > 0 && Math.round(usual[usual.length >> 1] / day) === 1) return;
  const found = usual.length === 0 ? `there is one day (${series.span()})` : `its rows are ${series.times.step} apart`;
  throw new DataError("LAB_DATES", series.name, `${needs}, but ${found}`, {
    remedies: ["give a file of daily prices"],
  });
}

/** Rows that repeat the day and the values of the row before. Throws DataError where the values differ. */
function countDuplicates(series: Series, columns: readonly string[]): number {
  const times = series.times.values();
  const held = columns.map((name) => series.column(name));
  let duplicates = 0;
  let last = -1;
  for (let row = 0; row < series.length; row++) {
    if (held.some((values) => Number.isNaN(values[row]))) continue;
    if (last >= 0 && times[row] === times[last]) {
      const differs = held.findIndex((values) => values[row] !== values[last]);
      if (differs >= 0) {
        const [here, there] = [held[differs][row], held[differs][last]];
        const rows = `${series.place(last)} and ${series.place(row)} are both ${series.times.label(row)}`;
        const values = `${there} and ${here} in "${columns[differs]}"`;
        throw new DataError("LAB_DATES", series.name, `${rows}, but have ${values}`, {
          remedies: ["keep the right one"],
        });
      }
      duplicates++;
    } else last = row;
  }
  return duplicates;
}
