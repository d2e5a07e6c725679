// The options of the lab of made series.
import { cellOption, count, type SettingsOf, text, trainingOptions, unitsOption } from "../lab/options.ts";

/** Training steps that count as an epoch: every step has series of its own. */
export const STEPS_PER_EPOCH = 50;

export const options = {
  ...trainingOptions({ epochs: 80, batch: 64, learningRate: 0.004 }),
  epochs: count(80, "n", `times ${STEPS_PER_EPOCH} training steps`),
  batch: count(64, "n", "made series in a training step"),
  cell: cellOption("gru"),
  hidden: unitsOption(48, "units of the network"),
  unseen: count(120, "n", "made series of the test", 3),
  column: text("", "name", "column of the file to look at (default: the last one of numbers)"),
};

export type MadeSeriesSettings = SettingsOf<typeof options>;
