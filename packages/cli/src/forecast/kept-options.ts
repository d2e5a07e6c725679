// The options of a forecast as run.json keeps them, and back: as the texts that were asked for, so that they go through the same
// checks as those of a command line.

import type { Command } from "commander";
import type { KeptOption, RunRecord } from "../run/run-record.ts";
import { UsageError } from "../terminal/failure.ts";
import type { ForecastOptionTexts } from "./option-texts.ts";

/** What is not of the run, but of who watches it. */
const NOT_KEPT: readonly string[] = ["out", "quiet", "json", "resume", "narrowVectors"];

/** What may stand beside --resume. None of it changes what comes out. */
const BESIDE: readonly string[] = ["resume", "threads", "checkpoint", "quiet", "json", "narrowVectors"];

/** The options to keep, defaults included: those of another version may be others. */
export function optionsToKeep(texts: ForecastOptionTexts): Record<string, KeptOption> {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !NOT_KEPT.includes(name)));
}

/** The type of an option: `--where`, which may be given again, has a list of texts. */
function kindOf(value: KeptOption): string {
  return Array.isArray(value) ? "string" : typeof value;
}

/** A run that does not tell what it takes to go on. */
export function tooOld(folder: string): UsageError {
  const problem = "this run was made by an older version, which did not keep what is needed to go on";
  return new UsageError("RESUME_VERSION", folder, problem, { remedies: ["start it anew"] });
}

/** The options of a run that goes on, with those of this command line that may stand beside --resume. Throws UsageError. */
export function restoreOptions({ folder, options }: RunRecord, command: Command): ForecastOptionTexts {
  const here = command.opts<Record<string, string | boolean>>();
  const given = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === "cli");
  const refused = given.filter((option) => !BESIDE.includes(option.attributeName())).map(({ long }) => long);
  if (refused.length > 0) {
    const problem = `--resume goes on with the options of the run, so ${refused.join(", ")} cannot be set`;
    throw new UsageError("USAGE_CONFLICT", "", problem, {
      remedies: [`leave ${refused.length === 1 ? "it" : "them"} out`, "start a new run"],
    });
  }
  if (options === undefined) {
    throw tooOld(folder);
  }
  for (const [name, value] of Object.entries(options)) {
    const known = command.options.filter((one) => one.attributeName() === name && !NOT_KEPT.includes(name));
    if (!known.some((option) => kindOf(value) === (option.required ? "string" : "boolean"))) {
      const found = `the option ${JSON.stringify(name)} with ${JSON.stringify(value)}`;
      throw new UsageError("RESUME_VERSION", folder, `run.json has ${found}, which this version does not know`, {
        found: value,
        remedies: ["go on with the version that wrote it"],
      });
    }
  }
  const overrides = given.map((option) => [option.attributeName(), here[option.attributeName()]]);
  const defaults = command.options
    .filter((option) => option.defaultValue !== undefined)
    .map((option) => [option.attributeName(), option.defaultValue as string]);
  return Object.fromEntries([...defaults, ...Object.entries(options), ...overrides]) as unknown as ForecastOptionTexts;
}
