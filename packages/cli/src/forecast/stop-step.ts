// `recurra forecast FILE --stop-step N`: the weights that the first fit has after so many steps, by their hash. It keeps nothing: it is there to
// compare runs, such as one of the studio's.

import { createHash } from "node:crypto";
import { type Phrase, readOption, whole } from "recurra/core";
import { bytesOfWeights } from "recurra/experiment";
import { prepareMode } from "../input/mode.ts";
import { openTableFile } from "../input/table-file.ts";
import { runInterruptible } from "../run/interrupt.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { prepareForecast } from "./prepared-forecast.ts";
import type { ForecastSettings } from "./settings.ts";

/** What ends the run when the step is there. */
class Reached extends Error {}

/** Runs to the step and prints the hash; resolves to the exit code. */
export async function stopAtStep(settings: ForecastSettings, text: string): Promise<number> {
  const step = readOption("", "stopStep", whole(1), text);
  await prepareMode(settings.experiment.mode ?? "strict");
  const { experiment } = await prepareForecast(settings, await openTableFile(settings.file));
  let steps = 0;
  let found: { readonly epoch: number; readonly batch: number; readonly sha256: string } | undefined;
  await runInterruptible(async ({ signal }) => {
    try {
      const run = experiment.run({
        signal,
        threads: settings.threads,
        onStep: ({ epoch, batch, weights }) => {
          if (++steps < step) return;
          const sha256 = createHash("sha256").update(bytesOfWeights(weights())).digest("hex");
          found = { epoch, batch, sha256 };
          throw new Reached();
        },
      });
      for await (const event of run) if (event.type === "fitted") break;
    } catch (error) {
      if (!(error instanceof Reached)) throw error;
    }
  });
  if (found === undefined) {
    const problem: Phrase = [
      { option: "stopStep", value: step },
      ` is behind the end: the first fit has ${steps} steps`,
    ];
    throw new UsageError("STEP_BEHIND", "", problem, { remedies: ["name an earlier one"] });
  }
  const { epoch, batch, sha256 } = found;
  const document = { format: "recurra-weights/1", step, epoch, batch, sha256 };
  const said = `recurra: weights after step ${step} (epoch ${epoch}, batch ${batch}): sha256 ${sha256}`;
  process.stdout.write(settings.json ? `${JSON.stringify(document)}\n` : `${said}\n`);
  return exitCode.done;
}
