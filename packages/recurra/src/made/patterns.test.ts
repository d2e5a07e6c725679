import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Dice } from "./dice.ts";
import { pattern } from "./patterns.ts";

test("a turn of a season has mean 0 and spread 1, for any number of rows from two", () => {
  for (const length of [2, 3, 4, 7, 24, 168]) {
    for (let i = 0; i < 40; i++) {
      const turn = pattern(new Dice(new Generator(5).stream("pattern", i)), length);
      const mean = turn.reduce((sum, value) => sum + value, 0) / length;
      const square = turn.reduce((sum, value) => sum + value * value, 0) / length;
      expect(mean).toBeCloseTo(0, 9);
      // Peaks that are far between, and half-waves, may be flat.
      expect(Math.abs(square - 1) < 1e-9 || square === 0, `${length} ${i} ${square}`).toBe(true);
    }
  }
});
