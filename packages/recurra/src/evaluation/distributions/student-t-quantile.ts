import { exp, pow } from "../../core/math.ts";
import { number, POSITIVE, requireArguments } from "../../core/option-rules.ts";
import { normalQuantile } from "./normal-quantile.ts";

const SHARE = number({ least: 0, most: 1 });

/**
 * The value below which Student's t distribution with `df` >= 2 degrees of freedom, a whole number or not, has the given share, for shares above 0 and
 * below 1; relative error below 1e-3, below 1e-5 from 5 degrees on.
 *
 * Source: Hill 1970, Algorithm 396: Student's t-quantiles, Communications of the ACM 13(10).
 */
export function studentTQuantile(share: number, df: number): number {
  requireArguments("studentTQuantile", { share: SHARE, df: POSITIVE }, share, df);
  const both = 2 * Math.min(share, 1 - share);
  const size = both === 1 ? 0 : Math.sqrt(df * squareOver(both, df));
  return share < 0.5 ? -size : size;
}

/** The square of the quantile of both tails together, over df. */
function squareOver(both: number, df: number): number {
  if (df === 2) return 1 / (both * (2 - both)) - 1;
  const a = 1 / (df - 0.5);
  const b = 48 / (a * a);
  let c = (((20700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * df;
  const near = pow(d * both, 2 / df);
  if (near <= 0.05 + a) {
    const tail = 1 / (((df + 6) / (df * near) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4);
    return ((tail * near - 1) * (df + 1)) / (df + 2) + 1 / near;
  }
  const x = normalQuantile(both / 2);
  const y = x * x;
  if (df < 5) c += 0.3 * (df - 4.5) * (x + 0.6);
  c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b;
  const z = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
  const square = a * z * z;
  return square > 0.002 ? exp(square) - 1 : 0.5 * square * square + square;
}
