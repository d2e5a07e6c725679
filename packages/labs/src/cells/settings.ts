// The options of the lab of cells.
import { choice, count, number, type SettingsOf, trainingOptions, unitsOption } from "../lab/options.ts";

/** Training steps that count as an epoch: every step has sequences of its own. */
export const STEPS_PER_EPOCH = 50;

/** In the order in which they are opened. */
export const cellNames = ["lstm", "gru", "rnn"] as const;
export type CellName = (typeof cellNames)[number];

export const options = {
  ...trainingOptions({ epochs: 30, batch: 64, learningRate: 0.02 }),
  epochs: count(30, "n", "times 50 training steps"),
  cell: choice(["all", ...cellNames], "all", "cell to train and open"),
  hidden: unitsOption(6, "units of the cell"),
  length: count(60, "steps", "steps of a sequence", 2),
  marks: number(0.05, "share", "share of the steps that are marked", { least: 0.01, limit: 1 }),
};

export type CellsSettings = SettingsOf<typeof options>;
