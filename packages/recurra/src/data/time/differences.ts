// Differences between neighbouring times, and what is usual among them.

import { DAY, HOUR, MINUTE } from "./calendar.ts";

/** The most frequent value, the smallest of equals, and its share. */
export function mode(values: readonly number[]): { value: number; share: number } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = values[0];
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most || (count === most && value < best)) {
      best = value;
      most = count;
    }
  }
  return { value: best, share: most / values.length };
}

export function differences(values: ArrayLike<number>): number[] {
  const result: number[] = [];
  for (let i = 1; i < values.length; i++) result.push(values[i] - values[i - 1]);
  return result;
}

/** "15 minutes", "1 hour", "2 days", "1 week"; without commas between thousands, since `stepLength` reads it back. */
export function describeDuration(milliseconds: number): string {
  const units: readonly (readonly [number, string])[] = [
    [7 * DAY, "week"],
    [DAY, "day"],
    [HOUR, "hour"],
    [MINUTE, "minute"],
    [1000, "second"],
    [1, "millisecond"],
  ];
  const [size, noun] = units.find(([size]) => milliseconds % size === 0) ?? [1, "millisecond"];
  const n = milliseconds / size;
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
