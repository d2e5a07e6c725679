// Inputs that know the future of the target: a column made with shift(-1), a change or a centred mean that reaches past its row. Such
// columns are found by the arithmetic that made them, checked on every row, and, where noise or rounding lies over them, by changes that go
// together almost entirely. What equally holds with the target's past is no leak: the hour of the day is itself one day later.

import { quoteCell } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { SeriesView } from "../table/series-view.ts";
import { changesOf, isLine, type Match, matchRows } from "./column-match.ts";
import type { Finding } from "./finding.ts";
import { withoutMarks } from "./sentinel.ts";
import { moved, rowsAhead, sourcesOf } from "./target-sources.ts";
import { nearlyFollows, TOGETHER } from "./together.ts";

/** Rows ahead that are looked at, and at least a season. */
const AHEAD = 30;
const LONGEST_SEASON = 400;

/**
 * Inputs that follow the target's future, and inputs that are the target itself: of kind "follows-target", which a verdict repeats, and of
 * kind "copy", which only says that the column tells nothing new.
 */
export function findLeaks(series: SeriesView, target: string, inputs: readonly string[]): Finding[] {
  const times = series.times.values();
  if (times.some((time, row) => time <= times[row - 1])) return [];
  const values = withoutMarks(series.column(target));
  const season = series.times.seasonLength() ?? 0;
  const most = Math.min(Math.floor(series.length / 4), Math.max(AHEAD, season > LONGEST_SEASON ? 0 : season));
  return inputs.filter((input) => input !== target).flatMap((input) => findLeak(series, input, target, values, most));
}

/** More columns than this are too many to compare each with each. */
const MOST_COLUMNS = 50;

/** Leaks between all columns of a series, whichever is the target; of two that are the same, one is named. */
export function findAllLeaks(series: SeriesView): Finding[] {
  const columns = series.columns.slice(0, MOST_COLUMNS);
  const copies = new Set<string>();
  return columns.flatMap((target) => {
    if (copies.has(target)) return [];
    const found = findLeaks(series, target, columns).filter(({ column }) => !copies.has(column as string));
    for (const { kind, column } of found) if (kind === "copy") copies.add(column as string);
    return found;
  });
}

function findLeak(series: SeriesView, input: string, target: string, y: Float64Array, most: number): Finding[] {
  const x = withoutMarks(series.column(input));
  const changes = changesOf(x);
  if (changes === undefined || isLine(x) || isLine(y)) return [];
  const same = matchRows(x, changes, moved(y, 0));
  if (same !== undefined) {
    const message = `${quoteCell(input)} is ${quoteCell(target)}${same.unit} in ${rowWords(same)}: beside it, it tells nothing new`;
    return [{ kind: "copy", column: input, rows: [], count: same.matched, message }];
  }
  for (const source of sourcesOf(y, most)) {
    const match = matchRows(x, changes, source);
    if (match === undefined || knownBefore(x, y, most)) continue;
    const words = `${source.words(quoteCell(input), quoteCell(target))}${match.unit}`;
    const message = `${words} in ${rowWords(match)}: a forecast cannot know it`;
    return [{ kind: "follows-target", column: input, rows: [], count: match.matched, message }];
  }
  const near = nearlyFollows(x, y, most);
  if (near === undefined) return [];
  const message = `${quoteCell(input)} changes as ${quoteCell(target)} does ${rowsAhead(near)} later (correlation above ${TOGETHER}): a forecast cannot know it`;
  return [{ kind: "follows-target", column: input, rows: [], count: series.length - near, message }];
}

function rowWords({ matched, rows }: Match): string {
  return matched === rows ? `all ${counted(rows, "row")}` : `${grouped(matched)} of ${counted(rows, "row")}`;
}

/** Whether x also is the target of an earlier row: then nothing in it is of the future. */
function knownBefore(x: Float64Array, y: Float64Array, most: number): boolean {
  for (let behind = 0; behind <= most; behind++) {
    const shifted = x.subarray(behind);
    const changes = changesOf(shifted);
    if (changes && matchRows(shifted, changes, moved(y.subarray(0, shifted.length), 0)) !== undefined) return true;
  }
  return false;
}
