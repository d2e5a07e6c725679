/** A number as everything that looks inside says it: four digits behind the point, fewer where there is little room or it is large. */
export function told(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return "no number";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size >= 1e5 || (size > 0 && size < 5 * 0.1 ** digits)) {
    return sign + size.toExponential(1).replace("e+", "e").replace("e-", "e−");
  }
  return sign + size.toFixed(size < 10 ? digits : size < 100 ? digits - 1 : digits - 2);
}
