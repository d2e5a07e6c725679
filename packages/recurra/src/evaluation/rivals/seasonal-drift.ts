import { hasKnown, type Rival, type RivalSeason } from "./rival.ts";
import { shortName } from "./season-name.ts";
import { findSeasonsAgo } from "./seasonal-naive.ts";

/**
 * The last season with its change: y_(t - k m) + k c, where c is the mean of y_s - y_(s - m) over the pairs that are known before the
 * origin. Source: Hyndman and Athanasopoulos, FPP3, 9.9: the seasonal random walk with drift, ARIMA(0,0,0)(0,1,0)m with a constant.
 */
export function seasonalDriftRival(season: RivalSeason): Rival {
  const name = shortName(season);
  const { rows } = season;
  const lag = Math.round(rows);
  return {
    name: `seasonal drift (${name})`,
    kind: "naive",
    words: `repeating the last ${name} with its drift`,
    season,
    fit({ values, fitted, horizon }) {
      if (fitted <= rows || !hasKnown(values, fitted)) return undefined;
      return {
        forecast(given, origins) {
          const forecasts = new Float64Array(origins.length * horizon);
          let last = 0;
          let change = 0;
          let pairs = 0;
          let slot = 0;
          for (let i = 0; i < origins.length; i++) {
            for (; slot < origins[i]; slot++) {
              if (Number.isNaN(given[slot])) continue;
              last = given[slot];
              const rise = slot < lag ? Number.NaN : last - given[slot - lag];
              if (!Number.isNaN(rise)) change += (rise - change) / ++pairs;
            }
            for (let step = 0; step < horizon; step++) {
              const from = findSeasonsAgo(given, origins[i], origins[i] + step, rows);
              forecasts[i * horizon + step] = from === undefined ? last : given[from.slot] + from.seasons * change;
            }
          }
          return forecasts;
        },
      };
    },
  };
}
