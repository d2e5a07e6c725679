import { drift, lastValue, type NaiveMethod, naiveForecasts, seasonalNaive } from "./naive.ts";
import type { Rival, RivalHistory, RivalSeason } from "./rival.ts";

/** All rivals for a history, the naive ones first. */
export function rivals({ seasons }: RivalHistory): readonly Rival[] {
  return [
    naive("last value", "repeating the last value", lastValue),
    naive("drift", "a straight line (drift)", drift),
    ...seasons.map((season) => {
      const name = season.name.replace(/^an? /, "");
      return naive(`seasonal naive (${name})`, `repeating the last ${name}`, seasonalNaive(season.rows), season);
    }),
  ];
}

function naive(name: string, words: string, method: NaiveMethod, season?: RivalSeason): Rival {
  return {
    ...{ name, words, kind: "naive" },
    ...(season && { season }),
    fit: ({ horizon }) => ({ forecast: (values, origins) => naiveForecasts(method, values, origins, horizon) }),
  };
}
