import type { Rival, RivalSeason } from "./rival.ts";
import { fitSmoothing } from "./smoothing-fit.ts";

/**
 * Damped smoothing with a trend and, where one was found, an additive season (Holt and Winters), rounded to whole slots. Source: Winters
 * 1960; Gardner and McKenzie 1985 for the damping; FPP3, 8.3.
 */
export function holtWintersRival(season: RivalSeason | undefined): Rival {
  const places = season === undefined ? 0 : Math.round(season.rows);
  const seasonal = places >= 2;
  return {
    name: seasonal ? "Holt-Winters" : "damped Holt",
    kind: "simple",
    words: seasonal ? "damped Holt-Winters smoothing" : "damped Holt smoothing",
    fit(history) {
      if (seasonal && history.fitted < 2 * places) return undefined;
      return fitSmoothing(history, { trend: "damped", places: seasonal ? places : 0 });
    },
  };
}
