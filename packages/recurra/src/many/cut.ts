// Where the backtest of each series begins: at one time for all where that leaves nearly all of them room, else each in its own last part.

import { DataError } from "../core/errors.ts";
import { listNames } from "../core/nearest-names.ts";
import type { SeriesSet } from "../data/index.ts";
import { bisect } from "../statistics/bisect.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";

/** A time for all is taken where so many of the series that have room for a test of their own have it then too. */
const sharedShare = 0.9;

export interface Cut {
  /** Of each series the first row of its test. Its length where it has none: too short, or all of it lies before. */
  readonly starts: Uint32Array;
  /** Of each series the rows that may be learnt from: those before the cut; of one without a test, all that no test of another could know of. */
  readonly learn: Uint32Array;
  /** The time of the cut, where it is one for all. */
  readonly time: string | null;
}

/**
 * `test` is a share of the rows, a number of rows, or the time at which the test begins. A series that has no `horizon` rows behind the cut,
 * or no more rows than that before it, is not tested. Throws DataError TEST_PART where that leaves no series to test.
 */
export function cutSet(set: SeriesSet, test: number | string, horizon: number): Cut {
  requireLength(set, horizon);
  const cut =
    typeof test === "string" ? cutAt(set, test, test, horizon) : sharedCut(set, ownStarts(set, test, horizon), horizon);
  if (cut.starts.some((start, index) => start < set.lengthAt(index))) return cut;
  throw new DataError(
    "TEST_PART",
    set.name,
    [
      { option: "test", value: test },
      ` leaves no series with ${counted(horizon, "row")} to test on and as many before them`,
    ],
    {
      found: test,
      remedies: [
        ["test on another part with ", { option: "test" }],
        ["shorten the ", { option: "horizon" }],
      ],
    },
  );
}

/** Throws DataError SERIES_TOO_SHORT where the longest series has no room for a forecast and its backtest. */
function requireLength(set: SeriesSet, horizon: number): void {
  let longest = 0;
  for (let index = 0; index < set.size; index++) longest = Math.max(longest, set.lengthAt(index));
  const needed = 2 * horizon + 1;
  if (longest >= needed) return;
  const shorter = (longest - 1) >> 1;
  throw new DataError(
    "SERIES_TOO_SHORT",
    set.name,
    `the longest of ${counted(set.size, "series", "series")} by ${listNames(set.idColumns)} has ${counted(longest, "row")}, and forecasting ${grouped(horizon)} of them takes ${grouped(needed)}: ${grouped(horizon)} to test on and more before them`,
    {
      found: longest,
      remedies: [
        ...(shorter >= 1 ? [["shorten the horizon to ", { option: "horizon", value: shorter }]] : []),
        ["name other columns that tell series apart with ", { option: "series" }],
      ],
    },
  );
}

/** The rows that the tests of the series begin with, each its own last part, or their lengths. */
function ownStarts(set: SeriesSet, test: number, horizon: number): Uint32Array {
  return Uint32Array.from({ length: set.size }, (_, index) => {
    const length = set.lengthAt(index);
    const kept = test < 1 ? Math.max(horizon, Math.round(test * length)) : test;
    return room(length - kept, length, horizon);
  });
}

function room(start: number, length: number, horizon: number): number {
  return start > horizon && length - start >= horizon ? start : length;
}

/** The first row of a series at a time or later. */
function firstFrom(set: SeriesSet, index: number, time: string | number): number {
  const { times } = set.at(index);
  const from = typeof time === "string" ? times.parse(time) : time;
  const values = times.values();
  return bisect(values.length, (row) => values[row] >= from);
}

/** One time for all, the middle one of their own; their own where that would cost tests, and where rows are the clock. */
function sharedCut(set: SeriesSet, own: Uint32Array, horizon: number): Cut {
  const apart = { starts: own, learn: own, time: null };
  if (set.at(0).times.kind === "row") return apart;
  const tested: { time: number; label: string }[] = [];
  own.forEach((start, index) => {
    if (start === set.lengthAt(index)) return;
    const { times } = set.at(index);
    tested.push({ time: times.at(start), label: times.label(start) });
  });
  if (tested.length === 0) return apart;
  tested.sort((a, b) => a.time - b.time);
  const { time, label } = tested[tested.length >> 1];
  const cut = cutAt(set, time, label, horizon);
  const kept = cut.starts.reduce((count, start, index) => count + (start < set.lengthAt(index) ? 1 : 0), 0);
  return kept >= sharedShare * tested.length ? cut : apart;
}

function cutAt(set: SeriesSet, time: string | number, label: string, horizon: number): Cut {
  const learn = new Uint32Array(set.size);
  for (let index = 0; index < set.size; index++) learn[index] = firstFrom(set, index, time);
  return { starts: learn.map((row, index) => room(row, set.lengthAt(index), horizon)), learn, time: label };
}
