import { Command } from "commander";
import { addCsvOptions, addRepairOptions } from "../input/csv-options.ts";
import { WITH_OPTION } from "../input/module-files.ts";
import { NARROW_OPTION } from "../input/wide-vectors.ts";
import type { PredictOptionTexts } from "./option-texts.ts";

const EXAMPLES = `
Examples:
  recurra predict runs/2024-05-01-prices-close-1a2b3c4/model.safetensors prices.csv
  recurra predict model.safetensors prices.csv --out next.csv
  recurra predict model.safetensors prices.csv --from 2024-04-01
  recurra predict model.safetensors prices.csv --horizon 60
  recurra predict model.safetensors prices.csv --json | jq .forecast

The model file says which columns it reads, how many rows it looks back on and how they are scaled; nothing else is needed. With
--from, the forecast is made as if the file ended before that row, and the true values stand beside it, marked where the
fit has seen them. With more rows by --horizon than the model was fitted for, it goes on from its own forecasts, block by block; those
rows are marked, and their intervals are as much wider as its backtest measured.

Exit codes: 0 done, 1 the work failed, 2 wrong usage or bad input.`;

/** `recurra predict MODEL FILE`. `done` is called with the exit code. */
export function predictCommand(done: (code: number) => void): Command {
  const command = new Command("predict")
    .description("Forecast the next rows of a CSV with a model that was fitted before.")
    .argument("<model>", "model file of recurra forecast, model.safetensors")
    .argument("<file>", "CSV file with the columns that the model reads")
    .option("--from <time>", "forecast as of an earlier row: the rows from this date on (without times: row number)")
    .option("--future-file <file>", "a second file with the columns that are known ahead, of the rows to forecast")
    .option("--horizon <n>", "rows to forecast; past the model's own horizon it goes on from its forecasts")
    .option("--any-step", "also for rows of another step in time than those of the fit");
  addRepairOptions(addCsvOptions(command));
  return command
    .option(...WITH_OPTION)
    .option(...NARROW_OPTION)
    .option("--out <file>", "write the forecast to this file, as CSV")
    .option("--json", "print one JSON document to stdout and nothing else")
    .addHelpText("after", EXAMPLES)
    .action(async (model: string, file: string, texts: PredictOptionTexts) => {
      const { predict } = await import("./predict.ts");
      done(await predict(model, file, texts));
    });
}
