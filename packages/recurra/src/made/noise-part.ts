// What nobody can know ahead: noise of even or of heavy tails, quiet and loud times, outliers.

import { exp } from "../core/math.ts";
import type { Dice } from "./dice.ts";
import { returning } from "./walks.ts";

/**
 * Noise of spread about 1, independent from row to row. A third has heavy tails: each draw's size is itself drawn, as
 * Student's t has it. One in six has loud and quiet times; one in eight outliers, five to twenty times the noise.
 */
export function noisePart(dice: Dice, rows: number): Float64Array {
  const heavy = dice.chance(0.33) ? dice.uniform(0.3, 0.9) : 0;
  const noise = Float64Array.from({ length: rows }, () => {
    const value = dice.normal();
    return heavy === 0 ? value : value * exp(heavy * dice.normal() - heavy * heavy);
  });
  if (dice.chance(0.17)) {
    const spread = dice.uniform(0.3, 1);
    const loud = returning(dice, rows);
    for (let t = 0; t < rows; t++) noise[t] = noise[t]! * exp(spread * loud[t]! - spread * spread);
  }
  if (dice.chance(0.125)) {
    const count = dice.whole(1, Math.max(1, Math.floor(rows / 100)));
    for (let i = 0; i < count; i++) {
      const at = dice.whole(0, rows - 1);
      noise[at] = noise[at]! + dice.uniform(5, 20) * (dice.chance(0.5) ? 1 : -1);
    }
  }
  return noise;
}
