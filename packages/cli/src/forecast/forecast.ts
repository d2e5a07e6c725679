// `recurra forecast FILE`: read, run the experiment of the library, show and keep what it finds.

import { resolve } from "node:path";
import type { ForecastResult } from "@recurra/report";
import { openTableFile } from "../input/table-file.ts";
import { Checkpoints } from "../run/checkpoints.ts";
import { runInterruptible } from "../run/interrupt.ts";
import { checkOutFolder } from "../run/out-folder.ts";
import { RunFolder } from "../run/run-folder.ts";
import { runFiles } from "../run/run-form.ts";
import { exitCode, say } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import { ForecastRun } from "./forecast-run.ts";
import { forecastText } from "./forecast-text.ts";
import { optionsToKeep } from "./kept-options.ts";
import type { ForecastOptionTexts } from "./option-texts.ts";
import { factsOf, prepareForecast } from "./prepared-forecast.ts";
import { type ForecastSettings, forecastSettings } from "./settings.ts";

/** Runs the command; resolves to the exit code. */
export async function forecast(file: string, texts: ForecastOptionTexts): Promise<number> {
  const settings = forecastSettings(file, texts);
  if (settings.out !== undefined) checkOutFolder(settings.out);
  const prepared = await prepareForecast(settings, await openTableFile(file));
  const { target } = prepared.experiment.outline;
  const base = file === "-" ? "stdin" : file.replace(/^.*[\\/]/, "").replace(/(\.[^.]*)?(\.gz|\.zip)?$/i, "");
  const name = `${base}-${target}`;
  // A run goes on from anywhere.
  const { futureFile } = texts;
  const kept = futureFile === undefined ? texts : { ...texts, futureFile: resolve(futureFile) };
  const facts = factsOf(prepared, optionsToKeep(kept));
  const result = await runInterruptible((interruption) => {
    const folder = RunFolder.begin({ files: runFiles.forecast, name, facts, out: settings.out, resumes: true });
    return new ForecastRun(prepared, folder, new Checkpoints(folder, say)).finish(interruption);
  });
  return showResult(result, settings);
}

/** Prints a result; the exit code. */
export async function showResult(result: ForecastResult, { json }: Pick<ForecastSettings, "json">): Promise<number> {
  const { remarksOn, toJson } = await import("@recurra/report");
  const text = json ? `${toJson(result)}\n` : forecastText(result, remarksOn(result.data), terminalWidth());
  process.stdout.write(text);
  return exitCode.done;
}
