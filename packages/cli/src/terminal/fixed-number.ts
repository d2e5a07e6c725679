// Numbers of a column under each other, with as many decimals as their errors deserve.

/** Decimals that show an error of this size with four digits. */
export function decimalsFor(size: number): number {
  if (!(size > 0)) return 2;
  return Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(size))));
}

/** "1,234.50"; "-" for what is absent; an exponent where there would be more digits than a number has. */
export function fixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined) return "-";
  const huge = Math.abs(value) >= 1e15;
  return huge
    ? value.toExponential(3)
    : value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
