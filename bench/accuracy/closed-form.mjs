// Ridge regression of what follows a window on the window, its last value taken off both, written out plainly:
//
//   W = (X'X + lambda s^2 I)^-1 (X'Y + lambda s^2 E)      forecast_h = y_t + sum_a W_(a,h) (y_(t-a) - y_t), a = 1 ... L - 1
//
// with s the root mean square of X, and E what no evidence leaves: 0, or 1 at the value a season before the target. Values should lie
// around 0 with spread 1.

/** Sums of products over all windows of all channels whose targets end before row `end`. */
export class RidgeSums {
  constructor(channels, lookback, horizon, end) {
    const size = lookback - 1;
    Object.assign(this, {
      size,
      horizon,
      inputs: new Float64Array(size * size),
      targets: new Float64Array(size * horizon),
    });
    this.windows = 0;
    for (const values of channels) this.#add(values, lookback, end);
  }

  #add(values, lookback, end) {
    const { size, horizon } = this;
    const [from, to] = [lookback - 1, end - horizon - 1];
    if (to < from) return;
    this.windows += to - from + 1;
    // products[p, q] = sum_t y_(t + H - p) y_(t + H - q): along a diagonal one product comes and one goes.
    const places = lookback + horizon;
    const products = new Float64Array(places * places);
    for (let offset = 0; offset < places; offset++) {
      let sum = 0;
      for (let t = from; t <= to; t++) sum += values[t + horizon] * values[t + horizon - offset];
      for (let p = 0; p + offset < places; p++) {
        const q = p + offset;
        products[p * places + q] = products[q * places + p] = sum;
        if (q + 1 === places) break;
        sum +=
          values[from - 1 + horizon - p] * values[from - 1 + horizon - q] -
          values[to + horizon - p] * values[to + horizon - q];
      }
    }
    const at = (i, j) => products[(i + horizon) * places + j + horizon];
    for (let a = 1; a <= size; a++) {
      for (let b = 1; b <= size; b++) this.inputs[(a - 1) * size + b - 1] += at(a, b) - at(0, a) - at(0, b) + at(0, 0);
      for (let h = 1; h <= horizon; h++) {
        this.targets[(a - 1) * horizon + h - 1] += at(a, -h) - at(a, 0) - at(0, -h) + at(0, 0);
      }
    }
  }
}

/** E [lookback - 1, horizon]: 1 at the value whole seasons before each target; season 0: the last value alone. */
export function anchorWeights(lookback, horizon, season) {
  const weights = new Float64Array((lookback - 1) * horizon);
  for (let h = 1; h <= horizon && season > 0; h++) {
    const ago = Math.ceil(h / season) * season - h;
    if (ago > 0) weights[(ago - 1) * horizon + h - 1] = 1;
  }
  return weights;
}

/** W [lookback - 1, horizon]. */
export function solveRidge({ size, horizon, inputs, targets, windows }, lambda, anchor) {
  let trace = 0;
  for (let a = 0; a < size; a++) trace += inputs[a * size + a];
  const penalty = (lambda * trace) / (windows * size);
  if (!(penalty > 0)) return anchor;
  const factor = inputs.slice();
  for (let a = 0; a < size; a++) factor[a * size + a] += penalty;
  const solved = targets.map((value, at) => value + penalty * anchor[at]);
  cholesky(factor, size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) subtract(solved, i, k, factor[i * size + k], horizon);
    scale(solved, i, 1 / factor[i * size + i], horizon);
  }
  for (let i = size - 1; i >= 0; i--) {
    scale(solved, i, 1 / factor[i * size + i], horizon);
    for (let k = 0; k < i; k++) subtract(solved, k, i, factor[i * size + k], horizon);
  }
  return solved;
}

/** Adds `share` of the forecast from `origin` to `out` [horizon]. */
export function forecastLinear({ lookback, weights }, values, origin, out, share) {
  const horizon = out.length;
  const last = values[origin - 1];
  for (let h = 0; h < horizon; h++) out[h] += share * last;
  for (let a = 1; a < lookback; a++) {
    const x = share * (values[origin - 1 - a] - last);
    for (let h = 0, at = (a - 1) * horizon; h < horizon; h++) out[h] += x * weights[at + h];
  }
}

/** In place, the lower triangle: A = L L'. */
function cholesky(a, n) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / a[j * n + j];
    }
  }
}

function subtract(b, to, from, factor, count) {
  for (let c = 0; c < count; c++) b[to * count + c] -= factor * b[from * count + c];
}

function scale(b, row, factor, count) {
  for (let c = 0; c < count; c++) b[row * count + c] *= factor;
}
