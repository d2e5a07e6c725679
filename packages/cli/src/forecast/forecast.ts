// `recurra forecast FILE`: read, learn on the earlier part, backtest on the last part, learn again on all rows, forecast. The
// mathematics is the library's; here it is called in order, shown and kept.

import type { ForecastResult } from "recurra/report";
import { readTextFile } from "../input/read-file.ts";
import { checkOutFolder } from "../output/out-folder.ts";
import { Checkpoints } from "../run/checkpoints.ts";
import { interruptible } from "../run/interrupt.ts";
import { RunFolder } from "../run/run-folder.ts";
import { runFiles } from "../run/run-form.ts";
import { exitCode, say } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import type { ForecastOptionTexts } from "./command.ts";
import { optionsToKeep } from "./forecast-options.ts";
import { factsOf, forecastPlan } from "./forecast-plan.ts";
import { ForecastRun } from "./forecast-run.ts";
import { forecastText } from "./forecast-text.ts";
import { type ForecastSettings, forecastSettings } from "./settings.ts";

/** Runs the command; resolves to the exit code. */
export async function forecast(file: string, texts: ForecastOptionTexts): Promise<number> {
  const settings = forecastSettings(file, texts);
  if (settings.out !== undefined) checkOutFolder(settings.out);
  const plan = await forecastPlan(settings, await readTextFile(file));
  const name = `${file.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "")}-${plan.source.target}`;
  const facts = factsOf(plan, optionsToKeep(texts));
  const result = await interruptible((interruption) => {
    const folder = RunFolder.begin({ files: runFiles.forecast, name, facts, out: settings.out, resumes: true });
    return new ForecastRun(plan, folder, new Checkpoints(plan.library, folder, say)).finish(interruption);
  });
  return shown(result, settings);
}

/** Prints a result; the exit code. */
export async function shown(result: ForecastResult, { json }: Pick<ForecastSettings, "json">): Promise<number> {
  const { remarksOn, toJson } = await import("recurra/report");
  const text = json ? `${toJson(result)}\n` : forecastText(result, remarksOn(result.data), terminalWidth());
  process.stdout.write(text);
  return exitCode.done;
}
