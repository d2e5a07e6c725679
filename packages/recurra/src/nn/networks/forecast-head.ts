// What the outputs of a Forecaster's network are: a value for each row, or the numbers of a distribution around one.

import { concat, type Tensor } from "../../tensor/index.ts";
import { NonCrossing, StudentT } from "../layers/heads.ts";

/** "point": a value; "quantile": quantiles that do not cross, at {@link HEAD_QUANTILES}; "studentT": df, loc and scale of Student's t distribution. */
export type Distribution = "point" | "quantile" | "studentT";

/** Shares of the truths below the quantiles of a head. */
export const HEAD_QUANTILES: readonly number[] = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975];

/** Numbers for each row, and which of them is the forecast. */
export const HEAD_NUMBERS: Readonly<Record<Distribution, { readonly count: number; readonly centre: number }>> = {
  point: { count: 1, centre: 0 },
  quantile: { count: HEAD_QUANTILES.length, centre: 4 },
  studentT: { count: 3, centre: 1 },
};

/**
 * The distribution of each row, from the numbers x [B, horizon, K] of a linear layer and what is added to the forecast, [B, horizon], if anything.
 *
 *   quantile   r = NonCrossing(x), q_k = x_1 + added + r_k - r_5: the median is x_1 + added, the others rise from it and fall from it
 *   studentT   StudentT(x) with loc = x_2 + added
 *
 * Where x is zero, the forecast is what is added. Shapes: -> [B, horizon, K].
 */
export function distributionOf(kind: Exclude<Distribution, "point">, x: Tensor, added: Tensor | undefined): Tensor {
  const [batch, horizon] = x.shape;
  const { count, centre } = HEAD_NUMBERS[kind];
  const column = (of: Tensor, at: number): Tensor => of.slice(2, at, at + 1);
  const shift = added?.reshape([batch, horizon, 1]);
  if (kind === "studentT") {
    const t = new StudentT().forward(x);
    if (shift === undefined) return t;
    return concat([column(t, 0), column(t, 1).add(shift), column(t, 2)], 2);
  }
  const rises = new NonCrossing().forward(x);
  const middle = shift === undefined ? column(x, 0) : column(x, 0).add(shift);
  const from = middle.sub(column(rises, centre));
  return concat(
    Array.from({ length: count }, (_, k) => (k === centre ? middle : column(rises, k).add(from))),
    2,
  );
}
