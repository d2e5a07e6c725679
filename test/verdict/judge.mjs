// What is said of a model on the rows that are known, beside the truth: its error and its rivals' over many further windows.
import { makeSeries } from "./kinds.mjs";

/** Rows that are known, the share kept for the backtest, and the windows that are the truth. */
export const PLAN = { rows: 500, test: 100, horizon: 3, further: 5000 };

/** The best of a kind by mean absolute error. */
const best = (scores, kind) => scores.filter((score) => score.kind === kind).reduce((a, b) => (b.mae < a.mae ? b : a));

/**
 * Fits a Forecaster with default settings on the rows before the test part, as an experiment does, and compares what the backtest says
 * with the truth. A "better" is wrong where the truth does not have it: beside the naive forecasts or beside the simple methods.
 */
export async function judge(recurra, kind, seed, { rows, test, horizon, further } = PLAN, settings = {}) {
  const { backtest, Forecaster } = recurra;
  const series = makeSeries(recurra, kind, seed, rows + further + horizon + 600);
  const known = series.slice(0, rows);
  const forecaster = new Forecaster({ target: "y", horizon, seed, ...settings });
  const fit = forecaster.fit(series.slice(0, rows - test), { threads: 1 });
  while (!(await fit.next()).done);
  const said = await backtest(forecaster, known, { from: rows - test });
  const truth = await backtest(forecaster, series.slice(0, rows + further + horizon - 1), { from: rows });
  forecaster.dispose();
  const [model, naive] = [truth.scores[0].mae, best(truth.scores, "naive")];
  const simple = truth.scores.some((score) => score.kind === "simple") ? best(truth.scores, "simple") : undefined;
  const { verdict } = said;
  const claims = { naive: verdict.outcome === "better", simple: verdict.simple?.outcome === "better" };
  return {
    kind,
    seed,
    windows: said.windows.count,
    claims,
    // The network is said to be better than simple methods only where it is better than naive ones.
    wrong: claims.naive && (model >= naive.mae || (claims.simple && simple !== undefined && model >= simple.mae)),
    right: claims.naive && claims.simple && model < naive.mae && (simple === undefined || model < simple.mae),
    truth: { model, naive: [naive.name, naive.mae], simple: simple && [simple.name, simple.mae] },
    headline: verdict.headline,
  };
}

/**
 * How often an oracle that errs 0.9 times as much as the best forecast of a random walk, which is its last value, is called better: of
 * `draws` walks with `windows` forecasts of one row.
 */
export async function oraclePower(recurra, draws, windows = 200, rows = 600) {
  const { backtest } = recurra;
  const called = { naive: 0, simple: 0 };
  for (let seed = 0; seed < draws; seed++) {
    const series = makeSeries(recurra, "walk", 2 * seed, rows);
    const from = rows - windows;
    const oracle = {
      ...{ name: "oracle", target: "y", horizon: 1, lookback: 1 },
      predictAt(given, origins) {
        const y = given.column("y");
        return Float64Array.from(origins, (row) => 0.9 * y[row - 1] + 0.1 * y[row]);
      },
    };
    const { verdict } = await backtest(oracle, series, { from });
    if (verdict.outcome !== "better") continue;
    called.naive++;
    if (verdict.simple === null || verdict.simple.outcome === "better") called.simple++;
  }
  return called;
}
