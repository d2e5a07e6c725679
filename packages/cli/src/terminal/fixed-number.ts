// Numbers of a column under each other, with as many decimals as their errors deserve.

/** The most decimals of a number without an exponent. */
const most = 8;

/** Decimals that show an error of this size with four digits; more than `most` where it is tiny. */
export function decimalsFor(size: number): number {
  if (!(size > 0)) return 2;
  return Math.max(0, 3 - Math.floor(Math.log10(size)));
}

/** "1,234.50"; "-" for what is absent; an exponent where there would be more digits than a number has, or none that count. */
export function fixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined) return "-";
  const size = Math.abs(value);
  if (size >= 1e15) return value.toExponential(3);
  if (decimals > most && size > 0 && size < 1e-4) {
    const digits = decimals + Math.floor(Math.log10(size));
    return value.toExponential(Math.min(15, Math.max(0, digits)));
  }
  const shown = size === 0 && decimals > most ? 0 : Math.min(most, decimals);
  return value.toLocaleString("en-US", { minimumFractionDigits: shown, maximumFractionDigits: shown });
}
