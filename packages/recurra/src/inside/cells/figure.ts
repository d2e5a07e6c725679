/** A number in TeX, with four digits: "0.8731", "-2.5 \\cdot 10^{-7}". */
export function figure(value: number): string {
  if (Number.isNaN(value)) return "\\text{NaN}";
  if (!Number.isFinite(value)) return value < 0 ? "-\\infty" : "\\infty";
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.0005 || size >= 100_000)) {
    const [digits, power] = value.toExponential(2).split("e");
    return `${Number(digits)} \\cdot 10^{${Number(power)}}`;
  }
  return String(Number(value.toFixed(size < 10 ? 4 : 2)));
}

/** The same as a factor or behind a sign: a negative one in brackets. */
export function bracketed(value: number): string {
  const written = figure(value);
  return written.startsWith("-") || written.includes("cdot") ? `(${written})` : written;
}
