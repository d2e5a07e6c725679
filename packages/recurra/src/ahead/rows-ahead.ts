// One rule for the rows ahead: they follow the last known row without a hole, and have every column that is known ahead. Whoever breaks
// it is told which span is needed, which is given, all that is missing, and gets the rows as a table to fill in.

import { DataError, type ErrorDetails } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import type { Series } from "../data/index.ts";
import { counted } from "../words/counted.ts";
import { listed, listedFirst } from "../words/listed.ts";

interface Span {
  readonly future: readonly string[];
  readonly horizon: number;
}

/** Faults that are named one by one; of more the number is told. */
const MOST_NAMED = 4;

/** The first `horizon` rows of those behind the known ones, once nothing is missing in them. */
export function requireRowsAhead(known: Series, behind: Series, span: Span): Series {
  behind.requireOrdered();
  const { horizon, future } = span;
  const faults = [...columnFaults(known, behind, future), ...timeFaults(known, behind, horizon)];
  const there = Math.min(behind.length, horizon);
  const rows = behind.slice(0, there);
  if (faults.length === 0) faults.push(...cellFaults(rows, future));
  if (there < horizon && faults.every(({ gap }) => !gap)) {
    const missing = counted(horizon - there, "row");
    faults.push({ words: `${missing} ${horizon - there === 1 ? "is" : "are"} missing at the end` });
  }
  if (faults.length > 0) throw refusal(known, behind, span, faults);
  return rows;
}

/** A thing that is missing or wrong; `gap`: times are missing within. */
interface Fault {
  readonly words: string;
  readonly gap?: true;
}

/** A column that the past rows lack is refused with its nearest names; one that the rows ahead lack is missing. */
function columnFaults(known: Series, behind: Series, future: readonly string[]): Fault[] {
  for (const name of future) known.column(name);
  const lacking = behind.length === 0 ? [] : future.filter((name) => !behind.columns.includes(name));
  return lacking.map((name) => ({ words: `there is no column ${quoteCell(name)} in them` }));
}

function timeFaults(known: Series, behind: Series, horizon: number): Fault[] {
  const { times } = behind;
  if (behind.length === 0) return [];
  if ((times.kind === "row") !== (known.times.kind === "row")) {
    const words = times.kind === "row" ? "they have no times" : "they have times, and the rows before them have none";
    return [{ words, gap: true }];
  }
  if (known.times.kind === "row") return [];
  const label = (time: number) => known.times.format(time);
  const end = known.length - 1;
  if (times.at(0) <= known.times.at(end)) {
    const words = `they begin at ${label(times.at(0))}, and not behind ${known.times.label(end)}, the last row with a value`;
    return [{ words, gap: true }];
  }
  const count = Math.min(horizon, behind.length);
  const expected = known.times.next(count);
  const joined = known.times.derive(Float64Array.from([...known.times.values(), ...times.values().subarray(0, count)]));
  for (let i = 0; i < count; i++) {
    const before = i === 0 ? known.times.at(end) : expected[i - 1];
    // Holidays may make a row later than the clock's step would have it, and nothing makes one much earlier.
    if (!known.times.irregular && times.at(i) < (before + expected[i]) / 2) {
      const words = `the step of the rows is ${known.times.step}, but ${label(times.at(i))} follows ${label(joined.at(end + i))}`;
      return [{ words, gap: true }];
    }
    const missed = joined.missedAfter(end + i);
    if (missed === 0) continue;
    const all = `${counted(missed, "row")} ${missed === 1 ? "is" : "are"} missing between`;
    return [{ words: `${all} ${label(joined.at(end + i))} and ${label(times.at(i))}`, gap: true }];
  }
  return [];
}

function cellFaults(rows: Series, future: readonly string[]): Fault[] {
  return future.flatMap((name) => {
    const values = rows.column(name);
    const empty: string[] = [];
    values.forEach((value, row) => {
      if (Number.isNaN(value)) empty.push(rows.times.kind === "row" ? rows.place(row) : rows.times.label(row));
    });
    if (empty.length === 0) return [];
    return [{ words: `${quoteCell(name)} is empty in ${listedFirst(empty, MOST_NAMED)}` }];
  });
}

function refusal(known: Series, behind: Series, { future, horizon }: Span, faults: readonly Fault[]): DataError {
  const { times } = known;
  const next = times.next(horizon);
  const prefix = times.kind === "row" ? "row " : "";
  const span = (first: number, last: number) =>
    first === last
      ? `${prefix}${times.format(first)}`
      : `${prefix}${times.format(first)} to ${prefix}${times.format(last)}`;
  const quoted = future.map(quoteCell);
  const names = quoted.length > MOST_NAMED ? listedFirst(quoted, MOST_NAMED) : listed(quoted);
  const needed = `a forecast of ${counted(horizon, "row")} needs ${names} for ${span(next[0], next[horizon - 1])}`;
  const given =
    behind.length === 0
      ? `behind ${prefix}${times.label(known.length - 1)}, the last row with a value, there is no row`
      : `given ${behind.length === 1 ? "is" : "are"} ${counted(behind.length, "row")}, ${behind.span()}`;
  const wrong = behind.length === 0 ? [] : faults.map(({ words }) => words);
  const [table, added] = rowsToAdd(known, behind, { future, horizon }, next);
  const details: ErrorDetails = {
    found: behind.length,
    remedies: [
      added > 0
        ? `add ${added === 1 ? "this row" : `these ${counted(added, "row")}`} and fill in what is empty`
        : "correct them",
      ["leave out of ", { option: "future" }, " what is not known ahead"],
    ],
    ...(added > 0 && { table }),
  };
  const error = new DataError("AHEAD_ROWS", known.name, [needed, given, ...wrong].join("; "), details);
  if (added > 0) error.message += `\n${table}`;
  return error;
}

/** The rows that are missing or not whole, as CSV: their times, and what is known of them. */
function rowsToAdd(known: Series, behind: Series, { future }: Span, next: readonly number[]): [string, number] {
  const clock = known.times.kind !== "row";
  const places = new Map([...behind.times.values()].map((time, row) => [time, row]));
  const lines: string[] = [];
  next.forEach((time, i) => {
    const row = clock ? places.get(time) : i < behind.length ? i : undefined;
    const cells = future.map((name) => {
      const value = row !== undefined && behind.columns.includes(name) ? behind.column(name)[row] : Number.NaN;
      return Number.isNaN(value) ? "" : String(value);
    });
    if (row !== undefined && cells.every((cell) => cell !== "")) return;
    lines.push([...(clock ? [known.times.format(time)] : []), ...cells].join(","));
  });
  const head = [...(clock ? [known.times.name] : []), ...future].map(csvName).join(",");
  return [[head, ...lines].join("\n"), lines.length];
}

function csvName(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
