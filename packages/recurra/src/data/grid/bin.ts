// The bins that times are put into: steps of a length, or of months.

import { median } from "../../statistics/median.ts";
import { civilFromDays, DAY, daysFromCivil, floorMod, HOUR, MINUTE } from "../time/calendar.ts";

/** A step and its bins. */
export interface Bin {
  /** "1h", as it was asked for. */
  readonly text: string;
  /** Milliseconds from one bin to the next; of months, about. */
  readonly length: number;
  readonly unit: "time" | "day" | "month";
  /** The start of the bin that a time lies in. */
  startOf(time: number): number;
  /** The start of the bin after the one that starts at `start`. */
  after(start: number): number;
}

const LENGTHS: Readonly<Record<string, number>> = { s: 1000, min: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };
const MONTH = 30.4375 * DAY;
/** Weeks start on Monday: 1969-12-29. */
const MONDAY = -3 * DAY;

/** "15min", "1h", "1d", "1w" or "1mo" as bins; undefined for a text that is none. */
export function readBin(text: string): Bin | undefined {
  const [, digits, unit] = /^([1-9]\d{0,5})(s|min|h|d|w|mo)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const count = Number(digits);
  if (unit === "mo") return monthBin(text, count);
  const length = count * LENGTHS[unit];
  const origin = unit === "w" ? MONDAY : 0;
  return {
    text,
    length,
    unit: unit === "d" || unit === "w" ? "day" : "time",
    startOf: (time) => time - floorMod(time - origin, length),
    after: (start) => start + length,
  };
}

/** Months are counted from January of year 0, so that a quarter starts in January, April, July or October. */
function monthBin(text: string, count: number): Bin {
  const start = (ordinal: number) => daysFromCivil(Math.floor(ordinal / 12), floorMod(ordinal, 12) + 1, 1) * DAY;
  const ordinalOf = (time: number) => {
    const { year, month } = civilFromDays(Math.floor(time / DAY));
    return year * 12 + month - 1;
  };
  return {
    text,
    length: count * MONTH,
    unit: "month",
    startOf: (time) => start(ordinalOf(time) - floorMod(ordinalOf(time), count)),
    after: (from) => start(ordinalOf(from) + count),
  };
}

/** Steps that are offered, from short to long. */
const OFFERED = ["1s", "1min", "5min", "15min", "1h", "6h", "1d", "1w", "1mo"];

/** Steps without rows that an offered step leaves at most, as a share of all. */
const MOST_EMPTY = 0.1;

/** A step to put rows into, and how many of its steps then have none. */
interface BinOffer {
  readonly step: string;
  readonly starts: Float64Array;
  readonly empty: number;
}

/** The step of those in use that is nearest to the usual distance of rows, or the next longer one that leaves few steps without rows. */
export function offerBin(times: Float64Array): BinOffer {
  const sorted = times.toSorted();
  const usual = median(
    sorted
      .subarray(1)
      .map((time, i) => time - sorted[i])
      .filter((distance) => distance > 0),
  );
  const lengths = OFFERED.map((step) => readBin(step)?.length ?? 0);
  const farFrom = (length: number) => Math.max(length / usual, usual / length);
  const nearest = lengths.reduce((best, length, i) => (farFrom(length) < farFrom(lengths[best]) ? i : best), 0);
  let offer = putInto(OFFERED[nearest], sorted);
  for (const step of OFFERED.slice(nearest + 1)) {
    if (offer.empty <= MOST_EMPTY * (offer.starts.length + offer.empty)) break;
    offer = putInto(step, sorted);
  }
  return offer;
}

function putInto(step: string, times: Float64Array): BinOffer {
  const { startOf, length } = readBin(step) as Bin;
  const starts = Float64Array.from(new Set(Array.from(times, startOf)));
  const all = Math.round((starts[starts.length - 1] - starts[0]) / length) + 1;
  return { step, starts, empty: Math.max(0, all - starts.length) };
}
