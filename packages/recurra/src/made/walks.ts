// Levels that move by chance.

import { cos, sin } from "../core/math.ts";
import type { Dice } from "./dice.ts";
import { standardised } from "./standardised.ts";

const TURN = 6.283185307179586;

/** A random walk, or a smooth one whose steps wander themselves; spread 1 over all rows. */
export function walk(dice: Dice, rows: number, smooth: boolean): Float64Array {
  const values = new Float64Array(rows);
  const keep = smooth ? 1 - dice.factor(0.005, 0.3) : 0;
  let step = 0;
  for (let t = 1; t < rows; t++) {
    step = keep * step + dice.normal();
    values[t] = values[t - 1]! + step;
  }
  return standardised(values);
}

/** An autoregression of order one around nothing, x_t = phi x_(t-1) + e_t, phi from .3 to .998; spread 1 in the long run. */
export function returning(dice: Dice, rows: number): Float64Array {
  const phi = 1 - dice.factor(0.002, 0.7);
  const kick = Math.sqrt(1 - phi * phi);
  const values = new Float64Array(rows);
  let value = dice.normal();
  for (let t = 0; t < rows; t++) {
    value = phi * value + kick * dice.normal();
    values[t] = value;
  }
  return values;
}

/**
 * A wave whose phase and size wander: a stochastic cycle (Harvey 1989), z_t = rho R(2 pi / period) z_(t-1) + e_t, its first
 * coordinate; spread 1 in the long run. `sharp` ones rise faster than they fall, as sunspots do.
 */
export function cycle(dice: Dice, rows: number): Float64Array {
  const period = dice.factor(6, Math.max(12, rows * 0.8));
  const rho = 1 - dice.factor(0.0005, 0.05);
  const [c, s] = [rho * cos(TURN / period), rho * sin(TURN / period)];
  const kick = Math.sqrt(1 - rho * rho);
  const values = new Float64Array(rows);
  let [x, y] = [dice.normal(), dice.normal()];
  const lean = dice.chance(0.4) ? dice.uniform(-0.5, 0.5) : 0;
  for (let t = 0; t < rows; t++) {
    [x, y] = [c * x + s * y + kick * dice.normal(), c * y - s * x + kick * dice.normal()];
    // The second harmonic of the same phase leans the wave to one side.
    const size = Math.sqrt(x * x + y * y) + 1e-9;
    values[t] = x + (lean * 2 * x * y) / size;
  }
  return values;
}
