import { cos, sin } from "../../core/math.ts";

/** Waves that go `count` times, 2 count times, ... through one season: sines and cosines of its harmonics. */
export interface Harmonics {
  /** [slots] of the season; may be fractional. */
  readonly rows: number;
  /** Which harmonics; harmonic k has a period of rows / k. */
  readonly orders: readonly number[];
}

const TWO_PI = 6.283185307179586;

/** How many columns the harmonics have: two each, one where sin(pi t) would be 0 throughout. */
export function countColumns({ rows, orders }: Harmonics): number {
  return orders.reduce((sum, order) => sum + (isFastest(rows, order) ? 1 : 2), 0);
}

function isFastest(rows: number, order: number): boolean {
  return 2 * order === rows;
}

/** Writes cos(2 pi k t / rows), sin(2 pi k t / rows) for each harmonic k from `at` on; returns the place after them. */
export function writeHarmonics({ rows, orders }: Harmonics, slot: number, out: Float64Array, at: number): number {
  // The place within the season is taken first, so that the angle stays small however long the series is.
  const angle = (TWO_PI * (slot - Math.floor(slot / rows) * rows)) / rows;
  const stepCos = cos(angle);
  const stepSin = sin(angle);
  let c = 1;
  let s = 0;
  let order = 0;
  for (const wanted of orders) {
    for (; order < wanted; order++) {
      const next = c * stepCos - s * stepSin;
      s = s * stepCos + c * stepSin;
      c = next;
    }
    out[at++] = c;
    if (!isFastest(rows, wanted)) out[at++] = s;
  }
  return at;
}
