// Sums of products over all windows of a series, for a linear forecast of the changes that follow the last value from those before it:
//
//   x_a = y_(t - a) - y_t, a = 1 ... L - 1        u_h = y_(t + h) - y_t, h = 1 ... H
//
// Both are sums of neighbouring differences d_t = y_t - y_(t - 1), and sums of products of differences hardly change from one pair of
// lags to the next (a Hankel structure): M(i + 1, j + 1) is M(i, j) with one product more and one less. So a window costs L + H
// multiply-adds instead of L squared, and a level, however high, costs no digits.

/** The windows whose last slot is one of [from, to]; they are whole and free of gaps. */
export interface WindowRun {
  readonly from: number;
  readonly to: number;
}

export interface WindowMoments {
  /** [L - 1, L - 1] sums of x_a x_b. */
  readonly inputs: Float64Array;
  /** [L - 1, H] sums of x_a u_h. */
  readonly targets: Float64Array;
  readonly windows: number;
}

export function windowMoments(
  values: Float64Array,
  runs: readonly WindowRun[],
  lookback: number,
  horizon: number,
): WindowMoments {
  const size = horizon + lookback - 1;
  const differences = new Float64Array(values.length);
  for (let t = 1; t < values.length; t++) differences[t] = values[t] - values[t - 1];
  const sums = new Float64Array(size * size);
  let windows = 0;
  for (const run of runs) {
    if (run.to < run.from) continue;
    windows += run.to - run.from + 1;
    addRun(sums, differences, run, horizon, size);
  }
  return { ...accumulate(sums, lookback - 1, horizon, size), windows };
}

/** Adds the sums of d_(t - i + H) d_(t - j + H), i <= j < size, over t of the run: lag i - H, negative for the future. */
function addRun(sums: Float64Array, d: Float64Array, { from, to }: WindowRun, horizon: number, size: number): void {
  const diagonal = new Float64Array(size);
  for (let t = from; t <= to; t++) {
    const newest = d[t + horizon];
    for (let j = 0; j < size; j++) diagonal[j] += newest * d[t + horizon - j];
  }
  for (let offset = 0; offset < size; offset++) {
    let sum = diagonal[offset];
    sums[offset] += sum;
    for (let i = 1; i + offset < size; i++) {
      const j = i + offset;
      const before = from + horizon - i;
      const last = to + 1 + horizon - i;
      sum += d[before] * d[before - offset] - d[last] * d[last - offset];
      sums[i * size + j] += sum;
    }
  }
}

/** Sums over lags make differences from the last value out of neighbouring ones. */
function accumulate(sums: Float64Array, inputs: number, horizon: number, size: number) {
  const at = (i: number, j: number) => (i <= j ? sums[i * size + j] : sums[j * size + i]);
  const inner = new Float64Array(inputs * inputs);
  for (let a = 0; a < inputs; a++) {
    let row = 0;
    for (let b = 0; b < inputs; b++) {
      row += at(horizon + a, horizon + b);
      inner[a * inputs + b] = row + (a > 0 ? inner[(a - 1) * inputs + b] : 0);
    }
  }
  const outer = new Float64Array(inputs * horizon);
  for (let a = 0; a < inputs; a++) {
    let row = 0;
    for (let h = 0; h < horizon; h++) {
      // u_h ends at lag -h, which is place horizon - h. Inputs look back: their differences count negative.
      row -= at(horizon - 1 - h, horizon + a);
      outer[a * horizon + h] = row + (a > 0 ? outer[(a - 1) * horizon + h] : 0);
    }
  }
  return { inputs: inner, targets: outer };
}
