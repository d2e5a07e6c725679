// The protocol of the M4 competition: of each series one forecast of `horizon` rows from its end, in units of its own seasonal steps.
//
//   MASE = mean |y - f| / s      s = mean |y_t - y_(t - m)| over the rows known, m the season
//   MSIS = mean (u - l + 2 / a (l - y) [y < l] + 2 / a (y - u) [y > u]) / s      for intervals [l, u] of level 1 - a
//
// All are means over series. Source: Makridakis, Spiliotis and Assimakopoulos 2020, Int. J. of Forecasting 36(1).
import { mase, naiveScale, smape } from "recurra/evaluation";
import { cpuSeconds } from "./cpu.mjs";

export const LEVEL = 0.95;

/** Name of a series -> its values. A line has a name, then values; shorter ones end in empty cells. The first line is a head. */
export function readRows(text) {
  const lines = text.trim().split(/\r?\n/).slice(1);
  return new Map(
    lines.map((line) => {
      const [name, ...cells] = line.split(",").map((cell) => cell.trim().replaceAll('"', ""));
      return [name, Float64Array.from(cells.filter((cell) => cell !== "" && cell !== "NA").map(Number))];
    }),
  );
}

/**
 * For each series the rows that methods see and those that score: with `test` the rows of that file, without it the last ones of `train`. Series that
 * keep no whole season are left out.
 */
export function cutSeries(train, test, { horizon, season, count = train.size }) {
  const names = [...train.keys()];
  const chosen = Array.from(
    { length: Math.min(count, names.length) },
    (_, i) => names[Math.floor((i * names.length) / count)],
  );
  return chosen
    .map((name) => {
      const all = train.get(name);
      if (test === undefined) return { name, known: all.slice(0, -horizon), truth: all.slice(-horizon) };
      const truth = test.get(name)?.slice(0, horizon);
      if (truth?.length !== horizon)
        throw new Error(`${name}: the test file has ${truth?.length ?? 0} rows of it, not ${horizon}.`);
      return { name, known: all.slice(), truth };
    })
    .filter(({ known, truth }) => truth.length === horizon && naiveScale(known, season) !== null);
}

/** The mean scaled interval score of one series. */
export function msis(actual, lower, upper, scale, level) {
  const alpha = 1 - level;
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const [y, l, u] = [actual[i], lower[i], upper[i]];
    sum += u - l + (2 / alpha) * (Math.max(0, l - y) + Math.max(0, y - u));
  }
  return sum / (actual.length * scale);
}

/** A method's scores over all series; undefined where it forecasts none. */
export async function scoreSeries(method, parts, { horizon, seasons, settings = {} }) {
  if (method.forecastSeries === undefined) return undefined;
  // Copies, so that no view leads from what is known to what is not.
  const series = parts.map(({ known }) => known.slice());
  const { value: found, seconds } = await cpuSeconds(() =>
    method.forecastSeries({ series, horizon, seasons, level: LEVEL, settings }),
  );
  const sums = { mase: 0, smape: 0, msis: 0, held: 0 };
  let [count, bounded] = [0, 0];
  parts.forEach(({ known, truth }, at) => {
    const forecast = found[at];
    if (forecast === undefined) return;
    const scale = naiveScale(known, seasons[0].rows);
    count++;
    sums.mase += mase(truth, forecast.values, scale);
    sums.smape += smape(truth, forecast.values);
    if (forecast.lower === undefined) return;
    bounded++;
    sums.msis += msis(truth, forecast.lower, forecast.upper, scale, LEVEL);
    sums.held += truth.filter((y, i) => forecast.lower[i] <= y && y <= forecast.upper[i]).length / horizon;
  });
  if (count === 0) return undefined;
  return {
    ...{ method: method.name, series: count, mase: sums.mase / count, smape: sums.smape / count },
    ...(bounded === count ? { msis: sums.msis / count, coverage: sums.held / count } : {}),
    seconds,
  };
}
