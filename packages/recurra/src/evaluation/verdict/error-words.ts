// Errors, their differences and probabilities as sentences have them.

import { grouped } from "../../words/grouped.ts";
import { percent } from "../../words/percent.ts";

/** "11% lower", "10 times as large": how far an error is from another one. */
export function relativeWords(error: number, other: number): string {
  if (other === 0) return error === 0 ? "both without error" : "the other is without error";
  const apart = Math.abs(error - other) / other;
  if (apart < 0.0005) return "less than 0.1% apart";
  if (apart >= 1e6) return "millions of times as large";
  if (apart >= 2) return `${grouped(Math.round(error / other))} times as large`;
  return `${percent(apart, apart < 0.1 ? 1 : 0)} ${error < other ? "lower" : "higher"}`;
}

export function probabilityWords(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${p < 0.1 ? p.toFixed(3) : p.toFixed(2)}`;
}

/** Four significant digits, without an exponent at the usual sizes. */
export function errorWords(value: number): string {
  if (value === 0) return "0";
  if (value >= 1e9 || value < 1e-4) return value.toExponential(3);
  return value >= 1000 ? grouped(Math.round(value)) : value.toPrecision(4);
}
