// Whether a linear path is worth more than repeating the last value, by windows that it has not seen: fitted on the first rows of a series, again
// and again on more of them, it forecasts those that follow. A random walk can only be made worse by what was fitted to it.

import { looksLikeWalk } from "../evaluation/estimation/random-walk.ts";
import type { ForecastPath } from "./forecast-path.ts";
import { isSurelyNearer, ONE_ERROR, TWO_ERRORS, type WindowTruth } from "./network-share.ts";

/** Of the rows, those before each of which a path is fitted. */
const CUTS = [0.4, 0.55, 0.7];
/** Where fewer windows share no rows the test can tell nothing, and the path has the benefit of the doubt, unless the values look like a random walk. */
const LEAST_APART = 20;
/** Windows of a cut that are forecast, at most. */
const MOST_WINDOWS = 1000;

/** The rows of a trial. */
export interface PathTrial<P extends ForecastPath = ForecastPath> {
  /** The target's values. */
  readonly values: Float64Array;
  /** The columns that are known ahead. */
  readonly ahead?: readonly Float64Array[];
  /** The path fitted on the rows before this one; undefined where they are too few. */
  readonly fitBefore: (row: number) => P | undefined;
  /** The first forecast rows from one row on whose windows end before another one, for a path that looks back so far. */
  readonly originsIn: (from: number, to: number, lookback: number) => Uint32Array;
  /** The last value, and the same with a drift where there are rows enough to see one. */
  readonly still: P;
  readonly drift: P | undefined;
  /** The last value where windows are too few to tell, or to size intervals on. */
  readonly walk: P;
}

/**
 * `path`, fitted on the rows before `end`, whose validation windows start at `validation`, where it is nearer than the last value by two standard
 * errors there, or by one on them and earlier windows, or where windows are too few to tell and nothing looks like a random walk. Else the last value, with a drift where that is nearer by one.
 */
export function triedPath<P extends ForecastPath>(
  trial: PathTrial<P>,
  path: P,
  end: number,
  validation: Uint32Array,
): P {
  const { fitBefore, originsIn, still, drift } = trial;
  const last = { path, origins: validation };
  if (!path.isSimple) {
    const seen = [forecastsIn(trial, last)];
    if (isDecided(seen) && isNearer(seen, TWO_ERRORS)) return path;
  }
  const before = CUTS.map((share, i) => ({
    from: Math.round(share * end),
    to: Math.round((CUTS[i + 1] ?? 1) * end),
  })).flatMap(({ from, to }) => {
    const early = fitBefore(from);
    return early === undefined ? [] : [{ path: early, origins: originsIn(from, to, early.lookback) }];
  });
  const cuts = [...before, last];
  const fitted = cuts.map((cut) => forecastsIn(trial, cut));
  // Where windows tell nothing, the values themselves do.
  if (!isDecided(fitted)) return looksLikeWalk(trial.values.subarray(0, end)) === true ? trial.walk : path;
  if (!path.isSimple && isNearer(fitted, ONE_ERROR)) return path;
  if (drift === undefined) return still;
  return isNearer(
    cuts.map((cut) => forecastsIn(trial, { ...cut, path: drift })),
    ONE_ERROR,
  )
    ? drift
    : still;
}

/** What a path and the last value say of some windows. */
interface TrialForecasts extends WindowTruth {
  readonly path: Float64Array;
  readonly still: Float64Array;
}

function forecastsIn(
  { values, ahead, still }: PathTrial,
  { path, origins: given }: { readonly path: ForecastPath; readonly origins: Uint32Array },
): TrialForecasts {
  const { horizon } = path;
  const every = Math.ceil(given.length / MOST_WINDOWS);
  const origins = given.filter((origin, i) => origin >= path.lookback && i % every === 0);
  const truth = new Float64Array(origins.length * horizon);
  for (const [i, origin] of origins.entries()) truth.set(values.subarray(origin, origin + horizon), i * horizon);
  return {
    truth,
    still: still.forecast(values, origins),
    path: path.forecast(values, origins, ahead),
    origins,
    horizon,
  };
}

/** Whether enough windows share no row, taken from the first on, for a test to tell anything. */
function isDecided(parts: readonly TrialForecasts[]): boolean {
  let apart = 0;
  let end = 0;
  for (const { origins, horizon } of parts) {
    for (const origin of origins) {
      if (origin < end) continue;
      apart++;
      end = origin + horizon;
    }
  }
  return apart >= LEAST_APART;
}

function isNearer(parts: readonly TrialForecasts[], chance: number): boolean {
  const numbers = (key: "truth" | "path" | "still") => Float64Array.from(parts.flatMap((part) => [...part[key]]));
  const [{ horizon }] = parts;
  const origins = Uint32Array.from(parts.flatMap((part) => [...part.origins]));
  return isSurelyNearer({ truth: numbers("truth"), origins, horizon }, numbers("path"), numbers("still"), chance);
}
