// Numbers of a shape as nested brackets, as PyTorch prints a tensor.

/** Above as many numbers only the edges of each dimension are shown. */
const MOST_NUMBERS = 1000;
const EDGE = 3;

/**
 * The numbers, row-major, as "[[1, 2], [3, 4]]" over lines that `indent` signs stand before: whole numbers as such, others with 4 decimals,
 * or as powers of ten where they are large, small or far apart; all of one width. Of more than 1,000 the edges.
 */
export function nestedNumbers(values: ArrayLike<number>, shape: readonly number[], indent = 0): string {
  const whole = values.length > MOST_NUMBERS;
  const shown: number[] = [];
  collect(0, 0);
  const write = formOf(shown);
  const width = shown.reduce((most, value) => Math.max(most, write(value).length), 0);
  return nest(0, 0);

  function collect(depth: number, start: number): void {
    if (depth === shape.length) {
      shown.push(values[start]);
      return;
    }
    for (const i of places(shape[depth])) if (i >= 0) collect(depth + 1, start * shape[depth] + i);
  }

  function nest(depth: number, start: number): string {
    if (depth === shape.length) return write(values[start]).padStart(width);
    const parts = places(shape[depth]).map((i) => (i < 0 ? "..." : nest(depth + 1, start * shape[depth] + i)));
    if (depth === shape.length - 1) return `[${parts.join(", ")}]`;
    const lines = "\n".repeat(shape.length - 1 - depth);
    return `[${parts.join(`,${lines}${" ".repeat(indent + depth + 1)}`)}]`;
  }

  /** Indices of a dimension of n, -1 for what is left out. */
  function places(n: number): number[] {
    const all = Array.from({ length: n }, (_, i) => i);
    return whole && n > 2 * EDGE ? [...all.slice(0, EDGE), -1, ...all.slice(-EDGE)] : all;
  }
}

/** How the numbers are written, all in one form. */
function formOf(values: readonly number[]): (value: number) => string {
  const sizes = values.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const isWhole = sizes.every(Number.isInteger);
  const far = sizes.length > 0 && (most >= 1e8 || (!isWhole && (least < 1e-4 || most / least > 1000)));
  return (value) => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    if (far) return value.toExponential(4);
    return isWhole ? String(value) : value.toFixed(4);
  };
}
