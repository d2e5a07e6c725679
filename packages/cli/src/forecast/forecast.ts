// `recurra forecast FILE`: read, run the protocol of the library on one series or many, show and keep what it finds.

import { resolve } from "node:path";
import { openTableFile } from "../input/table-file.ts";
import { Checkpoints } from "../run/checkpoints.ts";
import { runInterruptible } from "../run/interrupt.ts";
import { checkOutFolder } from "../run/out-folder.ts";
import { RunFolder } from "../run/run-folder.ts";
import { runFiles } from "../run/run-form.ts";
import { say } from "../terminal/failure.ts";
import { optionsToKeep } from "./kept-options.ts";
import type { ForecastOptionTexts } from "./option-texts.ts";
import { PreparedRun } from "./prepared-run.ts";
import { forecastSettings } from "./settings.ts";
import { stopAtStep } from "./stop-step.ts";

/** Runs the command; resolves to the exit code. */
export async function forecast(file: string, texts: ForecastOptionTexts): Promise<number> {
  const settings = forecastSettings(file, texts);
  if (texts.stopStep !== undefined) return stopAtStep(settings, texts.stopStep);
  if (settings.out !== undefined) checkOutFolder(settings.out);
  const prepared = await PreparedRun.of(settings, await openTableFile(file));
  const base = file === "-" ? "stdin" : file.replace(/^.*[\\/]/, "").replace(/(\.[^.]*)?(\.gz|\.zip)?$/i, "");
  const name = `${base}-${prepared.target}`;
  // A run goes on from anywhere.
  const { futureFile } = texts;
  const kept = futureFile === undefined ? texts : { ...texts, futureFile: resolve(futureFile) };
  const facts = prepared.facts(optionsToKeep(kept));
  const whole = await runInterruptible((interruption) => {
    const folder = RunFolder.begin({ files: runFiles.forecast, name, facts, out: settings.out, resumes: true });
    return prepared.run(folder, new Checkpoints(folder, say), interruption);
  });
  return prepared.show(whole);
}
