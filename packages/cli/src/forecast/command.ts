import { Command } from "commander";
import { cellNames, listed } from "recurra/words";
import { addCsvOptions, addRepairOptions } from "../input/csv-options.ts";
import { NARROW_OPTION } from "../input/wide-vectors.ts";
import { missingArgument } from "../terminal/usage-error.ts";
import type { ForecastOptionTexts } from "./option-texts.ts";

const EXAMPLES = `
Examples:
  recurra forecast prices.csv --target Close --horizon 5
  recurra forecast prices.csv --target Close --inputs Close,Volume --lookback 60
  recurra forecast load.csv --target kW --horizon 24 --season 24,168 --test 2024-01-01
  recurra forecast prices.csv --target Close --instant
  recurra forecast prices.csv --target Close --json > result.json
  recurra forecast --resume runs/2026-01-31-prices-close-1a2b3c4

The last part of the file (--test) is kept for the backtest: the scores come from a model that has not seen it. The forecast
comes from a second model, fitted on all rows for the number of epochs that validation chose. Both are in the run folder.

A run that was interrupted (Ctrl-C, a crash, a full disk) goes on with --resume and the run folder alone: settings and data are
those of its run.json. It ends with the same bytes as without the interruption. FILE beside it: where the data are now.

Exit codes: 0 done, 1 the work failed, 2 wrong usage or bad input, 130 interrupted.`;

/** `recurra forecast FILE`. `done` is called with the exit code. */
export function forecastCommand(done: (code: number) => void): Command {
  const command = new Command("forecast")
    .description(
      "Forecast the next rows of a column of a table, with a backtest beside naive and simple rivals, and a verdict.",
    )
    .argument(
      "[file]",
      "CSV, also packed by gzip or zip, JSON, workbook or Parquet; - for standard input; may be left out with --resume",
    )
    .usage("[options] <file>")
    .option("--target <column>", "column to forecast (may be left out when the file has one column of numbers)")
    .option("--unit <text>", "what the target is measured in, for tables and charts: MW, °C")
    .option("--horizon <rows>", "rows to forecast", "5")
    .option("--lookback <rows>", "rows that a forecast looks back on (default: 30, or by the seasons found)")
    .option("--inputs <a,b>", "columns that the model reads, separated by commas (default: the target)")
    .option("--categories <a,b>", "columns of words among --inputs and --future: each word is a mark of its own")
    .option(
      "--future <a,b>",
      "columns that are known of the rows to forecast too, in rows behind the last value of the target",
    )
    .option("--future-file <file>", "a second file with these columns and the rows to forecast")
    .option("--calendar <features>", "what the model is told of the clock: hour,weekday,month,dayOfYear, or auto")
    .option(
      "--holidays <days>",
      "days that the model is told of: 2024-12-25,2024-12-26, or those of a country: US, DE-BY",
    );
  addRepairOptions(addCsvOptions(command));
  return command
    .option("--season <rows>", "rows in a season, or in several (24,168), or none (default: those that the rows show)")
    .option(
      "--min <value>",
      "forecasts and intervals stay at or above it; none: they may fall (default: 0 where the values end there)",
    )
    .option("--max <value>", "forecasts and intervals stay at or below it (default: none)")
    .option(
      "--model <model>",
      "stepwise: a network that reads row by row; segment: one that reads segments of rows, such as days of hours; seq2seq: an encoder that reads and a decoder that writes row by row; linear: the linear forecast alone; pretrained: a network that comes with recurra and knows how series behave, and a linear forecast, with nothing trained on the file; auto: segment, and the pretrained network as a further candidate (default: auto; stepwise with --cell, --hidden or --layers)",
    )
    .option("--instant", "the same as --model pretrained: an answer at once, with a backtest, a verdict and intervals")
    .option(
      "--fine-tune",
      "train the pretrained network further on the file first, as a copy; it is used where that lowers its error on rows that it has not seen",
    )
    .option("--cell <cell>", `${listed(cellNames, "or")} (default: lstm; gru with segments)`)
    .option("--teacher-forcing <share>", "of seq2seq: how often the decoder reads the truth at first (default: 1)")
    .option(
      "--teacher-forcing-decay <curve>",
      "of seq2seq: how that falls to 0: none, linear, exponential or inverseSigmoid (default: linear)",
    )
    .option("--attention", "of seq2seq: each row of the forecast looks at all rows of the window")
    .option(
      "--head <head>",
      "of stepwise and segment, what the network gives for each row: point, a value; quantile, quantiles; studentT, Student's t distribution (default: point)",
    )
    .option("--no-linear", "no linear forecast in closed form beside the network")
    .option("--hidden <units>", "units of a layer (default: 32; 64 with segments)")
    .option("--layers <n>", "recurrent layers", "1")
    .option("--dropout <share>", "share dropped between layers while training (default: 0; 0.3 with segments)")
    .option("--epochs <n>", "at most this many epochs (default: 150; 40 with segments)")
    .option(
      "--patience <n>",
      "stop after this many epochs without a better validation loss (default: 20; 10 with segments)",
    )
    .option("--batch <windows>", "windows in a training step (default: 8 to 64, to 256 with segments, by their number)")
    .option("--learning-rate <rate>", "step size of the optimizer (default: 0.003; 0.002 with segments)")
    .option(
      "--schedule <schedule>",
      "the learning rate over the epochs: constant, step, exponential, cosine, oneCycle or plateau (default: constant; a warm-up and cosine with segments)",
    )
    .option("--warm-up <epochs>", "of --schedule, but oneCycle: epochs in which the rate first rises (default: 0)")
    .option(
      "--schedule-decay <factor>",
      "of step, exponential and plateau: what the rate is multiplied by (default: 0.1, 0.95, 0.5)",
    )
    .option(
      "--schedule-every <epochs>",
      "of step: epochs between two decays (default: a third of all); of plateau: epochs without a better validation loss that are waited for (default: half of --patience)",
    )
    .option(
      "--optimizer <optimizer>",
      "adam, adamw, or sgd with a momentum of 0.9 (default: adam; adamw with segments)",
    )
    .option("--weight-decay <share>", "of the optimizer (default: 0; 0.0001 with segments)")
    .option(
      "--average <decay>",
      "what is kept of the average of the weights at each step; 0: no average (default: 0; 0.99 with segments)",
    )
    .option("--test <part>", "part kept for the backtest: a share (0.2), rows (250) or the date it starts at", "0.2")
    .option(
      "--auto-shorten",
      "shorten the lookback, and if need be the test part, of a file that is too short for them",
    )
    .option(
      "--level <shares>",
      "how often the true value is to lie within the interval; 0.8,0.95: two intervals",
      "0.9",
    )
    .option("--seed <n>", "the same seed gives the same model", "0")
    .option("--threads <n|auto>", "threads that train; the result is the same for any number", "auto")
    .option("--fast", "use relaxed SIMD: faster, but not the same bits on every machine")
    .option("--native", "multiply wide layers with this machine's BLAS (OpenBLAS, Accelerate, MKL; needs koffi)")
    .option(...NARROW_OPTION)
    .option(
      "--checkpoint <seconds>",
      "keep the state of training so often: what a crash costs at most; 0: after each batch",
      "5",
    )
    .option("--stop-step <n>", "print the hash of the weights after step n of the first fit, and keep nothing")
    .option("--resume <run>", "go on with the interrupted run of this folder")
    .option("--out <folder>", "run folder (default: a new one under runs/)")
    .option("--quiet", "no progress on stderr")
    .option("--json", "print one JSON document to stdout and nothing else")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string | undefined, texts: ForecastOptionTexts, command: Command) => {
      if (texts.resume !== undefined) {
        const { resumeForecast } = await import("./resume.ts");
        done(await resumeForecast(texts.resume, file, command));
        return;
      }
      if (file === undefined) throw missingArgument(command, "file");
      const { forecast } = await import("./forecast.ts");
      done(await forecast(file, texts));
    });
}
