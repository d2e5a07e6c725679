// `recurra lab NAME`: check, start, train, show, keep. The experiment is the lab's; here it is called in order.

import { fileURLToPath } from "node:url";
import type { Lab } from "@recurra/labs";
import { libraryFor, modeOf } from "../input/mode.ts";
import { threadCount } from "../input/option-values.ts";
import { readTextFile } from "../input/read-file.ts";
import { checkOutFolder } from "../output/out-folder.ts";
import { interruptible } from "../run/interrupt.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import type { LabOptionTexts } from "./command.ts";
import { type LabData, LabRun } from "./lab-run.ts";
import { labText } from "./lab-text.ts";
import { labSettings, withFlags } from "./settings.ts";

/** Runs the lab; resolves to the exit code. */
export async function runLab(lab: Lab, texts: LabOptionTexts): Promise<number> {
  const settings = labSettings(lab.options, texts);
  if (texts.out !== undefined) checkOutFolder(texts.out);
  const data = lab.data === undefined ? undefined : await readData(texts.data);
  const threads = threadCount("--threads", texts.threads ?? "auto");
  const mode = modeOf(texts);
  const library = await libraryFor(mode);
  const { document, result } = await withFlagsInErrors(library, lab, () => {
    const quiet = texts.quiet || texts.json || false;
    const parts = { lab, settings, mode, threads, data, out: texts.out, quiet };
    return interruptible((interruption) => new LabRun(parts, interruption).finish());
  });
  if (texts.json) {
    const { toJson } = await import("@recurra/report");
    process.stdout.write(`${toJson(document)}\n`);
  } else {
    process.stdout.write(labText(result, Object.values(document.files), terminalWidth()));
  }
  return exitCode.done;
}

/** Runs `work`; an error about an option names it as the command line does. */
async function withFlagsInErrors<T>(
  { OptionError, DataError }: typeof import("recurra"),
  lab: Lab,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OptionError || error instanceof DataError)) throw error;
    throw new UsageError(withFlags(error.message, lab), { cause: error });
  }
}

/** The user's file, or the one that comes with the labs. */
async function readData(path: string | undefined): Promise<LabData> {
  if (path !== undefined) return { name: path, ...(await readTextFile(path)) };
  const bundled = fileURLToPath(import.meta.resolve("@recurra/labs/aapl.csv"));
  return { name: "aapl.csv (bundled)", ...(await readTextFile(bundled)) };
}
