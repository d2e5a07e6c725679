// Inputs that know the future of the target: a column made with shift(-1), a change or a centred mean that reaches past its row. Such
// columns are found by the arithmetic that made them, checked on every row, as exactly as the columns' rounding allows, and, where noise lies
// over them, by changes that go together almost entirely. What equally holds with the target's past is no leak: the hour of the day is itself one day later.

import { quoteCell } from "../../core/nearest-names.ts";
import { names, requireArguments, requireOption, TEXT } from "../../core/option-rules.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { SERIES } from "../table/series-rule.ts";
import type { SeriesView } from "../table/series-view.ts";
import { type Changes, changesOf, isLine, type Match, matchRows } from "./column-match.ts";
import type { Finding } from "./finding.ts";
import { matchRounded, type Rounded, roundedColumns } from "./rounded-match.ts";
import { withoutMarks } from "./sentinel.ts";
import { moved, pastSources, rowsAhead, type Source, sourcesOf } from "./target-sources.ts";
import { nearlyFollows, TOGETHER } from "./together.ts";

/** Rows ahead that are looked at, and at least a season. */
const AHEAD = 30;
const LONGEST_SEASON = 400;

/**
 * Inputs that follow the target's future, and inputs that are the target itself: of kind "follows-target", which a verdict repeats, and of
 * kind "copy", which only says that the column tells nothing new.
 */
export function findLeaks(series: SeriesView, target: string, inputs: readonly string[]): Finding[] {
  requireArguments("findLeaks", { series: SERIES, target: TEXT, inputs: names }, series, target, inputs);
  return leaksInto(series, target, inputs).map(({ finding }) => finding);
}

/** A finding of an input; and where it is the target of later rows, how many rows, and on which rows. */
interface Leak {
  readonly input: string;
  readonly finding: Finding;
  readonly later?: Match & { readonly ahead: number };
}

function leaksInto(series: SeriesView, target: string, inputs: readonly string[]): Leak[] {
  const times = series.times.values();
  if (times.some((time, row) => time <= times[row - 1])) return [];
  const values = withoutMarks(series.column(target));
  const season = series.times.seasonLength() ?? 0;
  const most = Math.min(Math.floor(series.length / 4), Math.max(AHEAD, season > LONGEST_SEASON ? 0 : season));
  return inputs.flatMap((input) => (input === target ? [] : (findLeak(series, input, target, values, most) ?? [])));
}

/** More columns than this are too many to compare each with each. */
const MOST_COLUMNS = 50;

/**
 * Leaks between all columns of a series, whichever is the target. Of two that are the same, or the same some rows later, one is named, and
 * what others have to do with it is not said twice.
 */
export function findAllLeaks(series: SeriesView): Finding[] {
  requireOption("findAllLeaks", "series", SERIES, series);
  const columns = series.columns.slice(0, MOST_COLUMNS);
  const copies = new Set<string>();
  const made = new Set<string>();
  return columns.flatMap((target) => {
    if (made.has(target)) return [];
    const found = leaksInto(series, target, columns).filter(({ input }) => !copies.has(input));
    const lag = found.find((leak) => isLag(series, target, leak, columns));
    if (lag !== undefined) return [lagFinding(lag, target)];
    for (const { input, finding, later } of found) {
      if (finding.kind === "copy") copies.add(input);
      if (finding.kind === "copy" || later !== undefined) made.add(input);
    }
    return found.map(({ finding }) => finding);
  });
}

/**
 * Whether of a target and an input that is the same some rows later, the target is the one that was made: then its first rows had nothing
 * to be made from, or else the input's last rows. Where neither shows, the column on the left was there first.
 */
function isLag(series: SeriesView, target: string, { input, later }: Leak, columns: readonly string[]): boolean {
  if (later === undefined) return false;
  const [lagging, leading] = [series.column(target), series.column(input)];
  const { ahead } = later;
  const isFiller = (rows: Float64Array, beside: number) =>
    rows.every((value) => Number.isNaN(value)) || rows.every((value) => value === beside);
  const atStart = isFiller(lagging.subarray(0, ahead), lagging[ahead]);
  const atEnd = isFiller(leading.subarray(-ahead), leading[leading.length - ahead - 1]);
  return atStart === atEnd ? columns.indexOf(input) < columns.indexOf(target) : atStart;
}

/** A lagged column is harmless where the other one is forecast. */
function lagFinding({ input, finding, later }: Leak, target: string): Finding {
  const { ahead, ...match } = later as Match & { readonly ahead: number };
  const what = `${quoteCell(target)} is ${quoteCell(input)} ${rowsAhead(ahead)} earlier${match.unit} in ${rowWords(match)}`;
  return { ...finding, message: `${what}: to forecast ${quoteCell(target)}, leave ${quoteCell(input)} out` };
}

function findLeak(series: SeriesView, input: string, target: string, y: Float64Array, most: number): Leak | undefined {
  const x = withoutMarks(series.column(input));
  const changes = changesOf(x);
  if (changes === undefined || isLine(x) || isLine(y)) return undefined;
  const rounded = roundedColumns(x, changes, y);
  const same = matchSource(x, changes, rounded, moved(y, 0));
  const names = [quoteCell(input), quoteCell(target)] as const;
  const leak = (kind: Finding["kind"], count: number, message: string): Leak => ({
    input,
    finding: { kind, column: input, rows: [], count, message },
  });
  if (same !== undefined) {
    const words = `${names[0]} is ${names[1]}${same.unit} in ${rowWords(same)}`;
    return leak("copy", same.matched, `${words}: beside it, it tells nothing new`);
  }
  for (const source of sourcesOf(y, most)) {
    const match = matchSource(x, changes, rounded, source);
    if (match === undefined || knownBefore(x, y, most, rounded)) continue;
    const words = `${source.words(...names)}${match.unit} in ${rowWords(match)}`;
    const found = leak("follows-target", match.matched, `${words}: a forecast cannot know it`);
    return source.isMoved ? { ...found, later: { ...match, ahead: source.ahead } } : found;
  }
  const near = nearlyFollows(x, y, most);
  if (near === undefined) return undefined;
  const words = `${names[0]} changes as ${names[1]} does ${rowsAhead(near)} later (correlation above ${TOGETHER})`;
  return leak("follows-target", series.length - near, `${words}: a forecast cannot know it`);
}

/** As exact as the numbers are, or as their rounding is. */
function matchSource(
  x: Float64Array,
  changes: Changes,
  rounded: Rounded | undefined,
  source: Source,
): Match | undefined {
  return matchRows(x, changes, source) ?? (rounded && matchRounded(rounded, source));
}

function rowWords({ matched, rows }: Match): string {
  return matched === rows ? `all ${counted(rows, "row")}` : `${grouped(matched)} of ${counted(rows, "row")}`;
}

/** Whether x also is the target of an earlier row, or, as far as rounding shows, made of such: then nothing in it is of the future. */
function knownBefore(x: Float64Array, y: Float64Array, most: number, rounded: Rounded | undefined): boolean {
  for (let behind = 0; behind <= most; behind++) {
    const shifted = x.subarray(behind);
    const changes = changesOf(shifted);
    if (changes && matchRows(shifted, changes, moved(y.subarray(0, shifted.length), 0)) !== undefined) return true;
  }
  if (rounded === undefined) return false;
  for (const source of pastSources(y, most)) if (matchRounded(rounded, source) !== undefined) return true;
  return false;
}
