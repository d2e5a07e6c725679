// The same sums for a state whose season's places are solved for, too. Where no value is missing, what a unit of one place makes is what a unit of the first makes, so many
// slots later: one place is smoothed instead of all, and sums of products are those of one series with itself, lag by lag, ended where the later one ends.

import { type Gains, smooth } from "./smoothing.ts";

/** Lags that are summed together. */
const TOGETHER = 4;

interface PlaceSums {
  /** [columns, columns] sums of products of what units make, lower triangle: level, trend where there is one, places. */
  readonly normal: Float64Array;
  /** [columns] of these and of the errors of the values. */
  readonly own: Float64Array;
}

/** `values` without a missing one, smoothed from level and trend 0 and these places. */
export function placeSums(gains: Gains, places: Float64Array, values: Float64Array, withTrend: boolean): PlaceSums {
  const m = places.length;
  const zeros = new Float64Array(values.length);
  /** What the errors are from a state whose only number stands at `at`. */
  const unit = (at: number): Float64Array => {
    const state = new Float64Array(2 + m);
    state[at] = 1;
    const errors = new Float64Array(values.length);
    smooth(gains, state, zeros, errors);
    return errors;
  };
  const initial = new Float64Array(2 + m);
  initial.set(places, 2);
  const errors = new Float64Array(values.length);
  smooth(gains, initial, values, errors);
  const others = withTrend ? [unit(0), unit(1)] : [unit(0)];
  const place = unit(2);
  const first = others.length;
  const count = first + m;
  const normal = new Float64Array(count * count);
  const own = new Float64Array(count);
  others.forEach((one, i) => {
    for (let j = 0; j <= i; j++) normal[i * count + j] = dot(one, others[j]);
    own[i] = dot(one, errors);
    laggedDots(place, one, m, (lag, sum) => {
      normal[(first + lag) * count + i] = sum;
    });
  });
  laggedDots(place, errors, m, (lag, sum) => {
    own[first + lag] = sum;
  });
  selfDots(place, m, (row, column, sum) => {
    normal[(first + row) * count + first + column] = sum;
  });
  return { normal, own };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** sum_t a[t - lag] b[t] for each lag below `count`. */
function laggedDots(a: Float64Array, b: Float64Array, count: number, each: (lag: number, sum: number) => void): void {
  const n = b.length;
  let lag = 0;
  for (; lag + TOGETHER <= count && count <= n; lag += TOGETHER) {
    const end = n - lag - 3;
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let t = 0; t < end; t++) {
      const x = a[t];
      p += x * b[t + lag];
      q += x * b[t + lag + 1];
      r += x * b[t + lag + 2];
      s += x * b[t + lag + 3];
    }
    each(lag, p + a[end] * b[n - 3] + a[end + 1] * b[n - 2] + a[end + 2] * b[n - 1]);
    each(lag + 1, q + a[end] * b[n - 2] + a[end + 1] * b[n - 1]);
    each(lag + 2, r + a[end] * b[n - 1]);
    each(lag + 3, s);
  }
  for (; lag < count; lag++) {
    let sum = 0;
    for (let t = 0; t + lag < n; t++) sum += a[t] * b[t + lag];
    each(lag, sum);
  }
}

/** sum_t a[t - row] a[t - column] for all column <= row below `count`. */
function selfDots(a: Float64Array, count: number, each: (row: number, column: number, sum: number) => void): void {
  const n = a.length;
  /** What is summed for all rows: the last one has the fewest terms. */
  const shared = Math.max(0, n - count + 1);
  const sums = new Float64Array(TOGETHER);
  for (let lag = 0; lag < count; lag += TOGETHER) {
    const lags = Math.min(TOGETHER, count - lag);
    sums.fill(0);
    if (lags === TOGETHER) sumFour(a, lag, shared, sums);
    for (let k = 0; k < lags; k++) {
      const own = lag + k;
      let sum = sums[k];
      let t = lags === TOGETHER ? shared : 0;
      for (let row = count - 1; row >= own; row--) {
        for (; t + row < n; t++) sum += a[t] * a[t + own];
        each(row, row - own, sum);
      }
    }
  }
}

function sumFour(a: Float64Array, lag: number, end: number, sums: Float64Array): void {
  let [p, q, r, s] = [0, 0, 0, 0];
  for (let t = 0; t < end; t++) {
    const x = a[t];
    p += x * a[t + lag];
    q += x * a[t + lag + 1];
    r += x * a[t + lag + 2];
    s += x * a[t + lag + 3];
  }
  sums[0] = p;
  sums[1] = q;
  sums[2] = r;
  sums[3] = s;
}
