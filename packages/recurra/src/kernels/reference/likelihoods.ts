// Losses that are made of operations, with their values in float64: tests take the gradients by central differences.

/** The mean of (log v + (y - x)^2 / v) / 2. */
export function gaussianNllLoss(x: Float64Array, y: Float64Array, variance: Float64Array): number {
  return mean(x.map((v, i) => (Math.log(variance[i]!) + (y[i]! - v) ** 2 / variance[i]!) / 2));
}

/** The mean of e^x - y x. */
export function poissonNllLoss(x: Float64Array, y: Float64Array): number {
  return mean(x.map((v, i) => Math.exp(v) - y[i]! * v));
}

/** The mean of -log p(y) under negative binomial distributions of which x [.., 2] has mean and dispersion: a product over the counts. */
export function negativeBinomialNllLoss(x: Float64Array, y: Float64Array): number {
  return mean(
    y.map((count, i) => {
      const [m, a] = [x[2 * i]!, x[2 * i + 1]!];
      const n = 1 / a;
      let logarithm = n * Math.log(n / (n + m));
      for (let k = 0; k < count; k++) logarithm += Math.log(((n + k) / (k + 1)) * (m / (n + m)));
      return -logarithm;
    }),
  );
}

/** The mean of y (log y - x), 0 where y is 0. */
export function klDivLoss(x: Float64Array, y: Float64Array): number {
  return mean(x.map((v, i) => (y[i]! > 0 ? y[i]! * (Math.log(y[i]!) - v) : 0)));
}

/** The mean over rows of a, b [rows, columns] of 1 - cos where the target is 1, max(0, cos - margin) elsewhere. */
export function cosineEmbeddingLoss(
  a: Float64Array,
  b: Float64Array,
  target: ArrayLike<number>,
  margin: number,
): number {
  const rows = target.length;
  const columns = a.length / rows;
  const losses = Float64Array.from({ length: rows }, (_, r) => {
    const [x, y] = [a, b].map((all) => all.subarray(r * columns, (r + 1) * columns));
    const dot = (p: Float64Array, q: Float64Array): number => p.reduce((sum, v, i) => sum + v * q[i]!, 0);
    const cosine = dot(x!, y!) / Math.sqrt(dot(x!, x!) * dot(y!, y!));
    return target[r] === 1 ? 1 - cosine : Math.max(0, cosine - margin);
  });
  return mean(losses);
}

/** -log of the sum over every way to fill the steps of logp [steps, classes] that reads as the target, blank 0: all are tried. */
export function ctcLoss(logp: Float64Array, classes: number, target: readonly number[]): number {
  const steps = logp.length / classes;
  let total = 0;
  for (let way = 0; way < classes ** steps; way++) {
    const path = Array.from({ length: steps }, (_, t) => Math.floor(way / classes ** t) % classes);
    const read = path.filter((symbol, t) => symbol !== 0 && symbol !== path[t - 1]);
    if (read.length !== target.length || read.some((symbol, i) => symbol !== target[i])) continue;
    total += Math.exp(path.reduce((sum, symbol, t) => sum + logp[t * classes + symbol]!, 0));
  }
  return -Math.log(total);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
