// Round numbers along a linear axis: steps of 1, 2 or 5 times a power of ten.

/** About `count` steps between two numbers. */
function stepFor(low: number, high: number, count: number): number {
  const rough = (high - low) / Math.max(1, count);
  const power = Number(`1e${rough.toExponential().split("e")[1]}`);
  const share = rough / power;
  // As d3 rounds a step: from the square roots of 2, 10 and 50 on up.
  const times = share >= Math.sqrt(50) ? 10 : share >= Math.sqrt(10) ? 5 : share >= Math.SQRT2 ? 2 : 1;
  return times * power;
}

/** The multiples of a round step from `low` to `high`, about `count` of them. */
export function roundSteps(low: number, high: number, count: number): number[] {
  const step = stepFor(low, high, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // A division by the step's inverse gives 0.3, where a product gives 0.30000000000000004.
  const inverse = Math.round(1 / step);
  const at = (n: number): number => (step < 1 && inverse > 0 ? n / inverse : n * step) || 0;
  return Array.from({ length: Math.max(0, Math.min(1000, last - first + 1)) }, (_, n) => at(first + n));
}

/** The span, widened to round numbers. */
export function roundSpan(low: number, high: number, type: "linear" | "log"): readonly [number, number] {
  if (type === "log") return high / low < 10 ? [low / 1.1, high * 1.1] : [low, high];
  // A line that comes near to 0 is drawn above 0, so that its height can be seen.
  const least = low > 0 && low < high / 3 ? 0 : low;
  const step = stepFor(least, high, 5);
  const ends: readonly [number, number] = [
    Math.floor(least / step + 1e-9) * step,
    Math.ceil(high / step - 1e-9) * step,
  ];
  return Number.isFinite(ends[1] - ends[0]) && ends[0] < ends[1] ? ends : [low, high];
}
