// A forecast with a verdict: the last tenth of a series is kept apart, a forecaster is fitted on the rest, and its forecasts
// are scored beside those of methods that learn nothing. Reads a file of this repository, so run it from its root.
import { readFileSync } from "node:fs";
import { type BacktestReport, backtest, Forecaster, type ForecastRow, Series } from "recurra";

/** Fits on the rows before 2018, scores on those after, and forecasts the five trading days that follow the file. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ report: BacktestReport; next: ForecastRow[] }> {
  const series = Series.fromCsv(readFileSync("examples/data/aapl.csv", "utf8"), { name: "aapl.csv", time: "Date" });
  const forecaster = new Forecaster({ target: "Close", lookback: 30, horizon: 5, seed: 7 });
  for await (const { epoch, trainLoss, validationLoss } of forecaster.fit(series.before("2018-01-01"), { epochs })) {
    print(`epoch ${epoch}  training loss ${trainLoss.toFixed(4)}  validation loss ${validationLoss?.toFixed(4)}`);
  }
  const report = await backtest(forecaster, series, { from: "2018-01-01", refit: "never" });
  for (const { name, mae, mase } of report.scores) print(`${name}: MAE ${mae.toFixed(2)}, MASE ${mase?.toFixed(2)}`);
  print(report.verdict.sentence);
  const next = forecaster.predict(series);
  for (const { time, value } of next) print(`${time}  ${value.toFixed(2)}`);
  forecaster.dispose();
  return { report, next };
}

if (process.argv[1]?.endsWith("01-forecast.js")) await run(20, console.log);
