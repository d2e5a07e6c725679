// The whole honest protocol in one call: cut by time, fit, score on what the fit has not seen, fit again, forecast. What it tells is
// plain data, and its result is the one that `recurra forecast` prints with --json. Reads a file of this repository, so run it from
// its root.
import { readFileSync } from "node:fs";
import { type ExperimentResult, type ExperimentSettings, experiment, Series } from "recurra";

/** Forecasts the five trading days that follow the file. */
export async function run(
  settings: ExperimentSettings,
  print: (line: string) => void = () => {},
): Promise<ExperimentResult> {
  const file = "examples/data/aapl.csv";
  const series = Series.fromCsv(readFileSync(file, "utf8"), { name: file });
  for await (const event of experiment(series, { target: "Close", horizon: 5, ...settings })) {
    if (event.type === "phase") print(`${event.phase}, at most ${event.epochs} epochs`);
    if (event.type === "epoch") print(`epoch ${event.epoch.epoch}  training loss ${event.epoch.trainLoss.toFixed(4)}`);
    if (event.type !== "result") continue;
    print(event.result.verdict.sentence);
    for (const { time, value } of event.result.forecast) print(`${time}  ${value.toFixed(2)}`);
    return event.result;
  }
  throw new Error("an experiment ends with a result, or throws");
}

if (process.argv[1]?.endsWith("14-experiment.js")) await run({ epochs: 20, seed: 7 }, console.log);
