import { hasKnown, type Rival, type RivalSeason } from "./rival.ts";
import { shortName } from "./season-name.ts";

/**
 * The value of the same place in the last season: y_(t - k m) with the smallest k that lies before the origin. Where that value is
 * missing it is the one a season earlier, at last the last known value. A fractional season is rounded at each k, so that it does not
 * wander. Source: Hyndman and Athanasopoulos, FPP3, 5.2, seasonal naive method.
 */
export function seasonalNaiveRival(season: RivalSeason): Rival {
  const name = shortName(season);
  return repeating(`seasonal naive (${name})`, `repeating the last ${name}`, season);
}

/** The same weekday a year ago: 364 days, which are 52 weeks. */
export function sameWeekdayRival(week: RivalSeason): Rival {
  const year = { rows: 52 * week.rows, name: "a year", found: week.found };
  return repeating("same weekday last year", "the same weekday last year", year);
}

function repeating(name: string, words: string, season: RivalSeason): Rival {
  const { rows } = season;
  return {
    name,
    kind: "naive",
    words,
    season,
    fit({ values, fitted, horizon }) {
      if (fitted < rows || !hasKnown(values, fitted)) return undefined;
      return {
        forecast(given, origins) {
          const forecasts = new Float64Array(origins.length * horizon);
          let last = 0;
          let slot = 0;
          for (let i = 0; i < origins.length; i++) {
            for (; slot < origins[i]; slot++) if (!Number.isNaN(given[slot])) last = given[slot];
            for (let step = 0; step < horizon; step++) {
              const from = findSeasonsAgo(given, origins[i], origins[i] + step, rows);
              forecasts[i * horizon + step] = from === undefined ? last : given[from.slot];
            }
          }
          return forecasts;
        },
      };
    },
  };
}

/** The last slot before `origin` with a known value that lies whole seasons before `slot`, and how many. */
export function findSeasonsAgo(
  values: Float64Array,
  origin: number,
  slot: number,
  rows: number,
): { slot: number; seasons: number } | undefined {
  for (let seasons = Math.max(1, Math.ceil((slot - origin) / rows)); ; seasons++) {
    const from = slot - Math.round(seasons * rows);
    if (from < 0) return undefined;
    if (from < origin && !Number.isNaN(values[from])) return { slot: from, seasons };
  }
}
