// The rows of a file as a chart of so many pixels shows them, and where its findings lie on it.
import type { Series } from "recurra";
import { type Finding, findLeaks, findPlaces, seasonWords, thinSeries, wordFinding } from "recurra/data";
import { tickRoom, ticksOf } from "recurra/drawing";
import type { FileChart, FileFinding, FileFindings, FileQuestion } from "../engine/file-answers.ts";
import { wording } from "../engine/wording.ts";
import { curesOf } from "./refusals.ts";

/** Places of a finding that are marked; more could not be told apart. */
const MOST_PLACES = 300;
/** What is about all rows. */
const WHOLE: readonly string[] = ["counter", "copy", "follows-target", "irregular", "reversed"];

/** Whether no row is earlier than the one before: else the rows themselves are the axis. */
function isOrdered(series: Series): boolean {
  const times = series.times.values();
  for (let row = 1; row < times.length; row++) if (times[row] < times[row - 1]) return false;
  return true;
}

/** Where a row stands on the axis. */
function placesOf(series: Series): (row: number) => number {
  if (!isOrdered(series)) return (row) => row + 1;
  const times = series.times.values();
  return (row) => times[row];
}

/** What the axis shows. */
function axisOf({ times }: Series, ordered: boolean, domain: readonly [number, number], width: number) {
  const dated = ordered && times.kind !== "row";
  const finest = {
    date: "day",
    month: "month",
    quarter: "month",
    year: "year",
    datetime: "second",
    row: "second",
  } as const;
  const axis = { type: dated ? "utc" : "linear", domain, whole: true, finest: finest[times.kind] } as const;
  const { ticks, tickFormat = String } = ticksOf(axis, tickRoom(axis, width));
  const at = typeof ticks === "number" ? evenly(domain, ticks) : ticks;
  return at.map((one) => ({ at: one, text: tickFormat(one) }));
}

/** Round numbers, about so many. */
function evenly([low, high]: readonly [number, number], count: number): number[] {
  const least = Math.max(1, (high - low) / Math.max(1, count));
  const power = Number(`1e${String(Math.floor(least)).length - 1}`);
  const step = [1, 2, 5, 10].map((n) => n * power).find((one) => one >= least) ?? 10 * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, i) => (first + i) * step);
}

/** The rows of a chart, never more than two values of a column for each stretch. */
export function chartOf(read: Series, question: Extract<FileQuestion, { about: "chart" }>): FileChart {
  const series = question.sort ? read.sorted() : read;
  const columns = question.columns.filter((name) => series.columns.includes(name));
  const start = Math.min(question.start ?? 0, Math.max(0, series.length - 2));
  const end = Math.max(start, Math.min(question.end ?? series.length, series.length));
  const thin = thinSeries(series, { columns, stretches: question.stretches, start, end });
  const { first, last } = thin;
  const ordered = isOrdered(series);
  const place = placesOf(series);
  const from = Float64Array.from(first, place);
  const to = Float64Array.from(last, place);
  const label = (row: number): string => series.times.label(row);
  return {
    ...{ start, end, rows: series.length, first, last, from, to },
    axis: ordered && series.times.kind !== "row" ? series.times.name : "row",
    words: Array.from(first, (row, at) => [label(row), label(last[at])] as const),
    columns: thin.columns.map(({ name, least, greatest, missing }) => {
      const values = series.column(name);
      const value = (row: number): number => (row < 0 ? Number.NaN : values[row]);
      const unit = series.parts.units?.get(name);
      return {
        ...{ name, missing, least: Float64Array.from(least, value), greatest: Float64Array.from(greatest, value) },
        ...(unit !== undefined && { unit }),
      };
    }),
    ticks: end > start ? axisOf(series, ordered, [place(start), place(end - 1)], question.width) : [],
  };
}

/** What a series holds does not hang on what is forecast of it. */
const found = new WeakMap<Series, FileFindings>();

/** What may need attention, the seasons of each column, and inputs that know the target's future. Of several series below each other, neighbours say nothing. */
export function findingsOf(
  series: Series,
  {
    target,
    inputs,
    several,
  }: { readonly target: string; readonly inputs: readonly string[]; readonly several: boolean },
): FileFindings {
  if (several) return { findings: [], seasons: {} };
  const known = found.get(series) ?? {
    findings: placed(series, series.check()),
    seasons: isOrdered(series) ? seasonsOf(series) : {},
  };
  found.set(series, known);
  const here = [target, ...inputs].every((name) => series.columns.includes(name));
  const leaks = here ? placed(series, findLeaks(series, target, inputs)) : [];
  return { ...known, findings: [...known.findings, ...leaks] };
}

/** Findings with all their places, in the words of the page. */
function placed(series: Series, findings: readonly Finding[]): FileFinding[] {
  const place = placesOf(series);
  return findings.map((finding): FileFinding => {
    const { kind, column, count, remedies = [], problem, message } = wordFinding(finding, wording);
    const lies = findPlaces(series, kind, column, finding.rows[0]);
    // Of rows out of order, those that the message names.
    const all = lies.length > 0 || WHOLE.includes(kind) ? lies : finding.rows.map((row) => [row, row] as const);
    const every = Math.ceil(all.length / MOST_PLACES);
    const places = all.filter((_, at) => at % every === 0);
    return {
      ...{ kind, message: problem ?? message, places, count },
      spans: places.map(([first, last]) => [place(first), place(last)] as const),
      ...(column !== undefined && { column }),
      cures: curesOf(remedies),
    };
  });
}

function seasonsOf(series: Series): FileFindings["seasons"] {
  const { times, length } = series;
  const slots = times.slots();
  const span = length < 2 ? 0 : (times.at(length - 1) - times.at(0)) / Math.max(1, slots[length - 1]);
  return Object.fromEntries(
    series.columns.map((name) => [
      name,
      series.seasons(name).map((season) => ({
        words: seasonWords([season]),
        rows: season.rows,
        span: season.rows * span,
      })),
    ]),
  );
}
