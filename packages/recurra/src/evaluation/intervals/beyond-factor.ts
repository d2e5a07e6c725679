// How much wider an interval is past the horizon, from what was measured there: beyond.ts has the equation.

import { pow } from "../../core/math.ts";

export interface Beyond {
  /** One for each row after the horizon, as far as they were measured: whole blocks of the horizon. */
  readonly factor: readonly number[];
  readonly exponent: number;
}

/** What a radius of a step in the first block is multiplied with at a step from 0 on; 1 within the horizon. */
export function factorAt({ factor, exponent }: Beyond, step: number, horizon: number): number {
  if (step < horizon) return 1;
  const measured = horizon + factor.length;
  if (step < measured) return factor[step - horizon];
  const like = measured - horizon + (step % horizon);
  return factor[like - horizon] * pow((step + 1) / (like + 1), exponent);
}
