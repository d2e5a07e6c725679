import { OptionError } from "../core/errors.ts";
import type { Forecaster } from "../forecast/index.ts";

/** What a fit finds where nothing is set, and keeps among its settings. */
const FOUND: readonly string[] = ["lookback", "skip", "batchSize", "segmentRows", "anchorSeason"];

/**
 * Throws OptionError EXPERIMENT_RESUME, naming the setting, when a fitted model is not one of an experiment: not of the settings that its
 * unfitted `own` forecaster has, or not of its rows.
 */
export function requireSameExperiment(fitted: Forecaster, own: Forecaster, rows: number): void {
  const ours: Readonly<Record<string, unknown>> = { ...own.settings, rows };
  const theirs: Readonly<Record<string, unknown>> = { ...fitted.settings, rows: fitted.training.rows };
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const differs = names.find(
    (name) =>
      !(ours[name] === undefined && FOUND.includes(name)) &&
      // For a linear path there may have been too few rows.
      !(ours[name] === true && name === "linear") &&
      JSON.stringify(ours[name]) !== JSON.stringify(theirs[name]),
  );
  if (differs === undefined) return;
  const [is, wanted] = [theirs[differs], ours[differs]].map((value) => JSON.stringify(value) ?? "none");
  throw new OptionError(
    "EXPERIMENT_RESUME",
    "experiment",
    `the model to go on with was fitted with ${differs} ${is}, but this experiment has ${wanted}`,
    { found: theirs[differs], remedies: ["resume with the series and settings that it was made with", "begin anew"] },
  );
}
