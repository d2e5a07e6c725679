// The options of the direction lab.
import {
  choice,
  count,
  counts,
  networkOptions,
  number,
  type SettingsOf,
  text,
  trainingOptions,
  words,
} from "../lab/options.ts";

export const options = {
  columns: words(["Volume", "Open", "Close"], "names", "columns that the network reads"),
  target: text("Close", "name", "the column whose rise is predicted"),
  features: choice(
    ["levels", "changes"],
    "levels",
    "what is read of a column, its values or their relative changes from day to day",
  ),
  lengths: counts([3, 4], "days", "days in a window; a network for each length"),
  validation: number(0.15, "share", "share of the days, before the test, that chooses the epoch", {
    open: true,
    limit: 1,
  }),
  test: number(0.2, "share", "share of the days, at the end, that is predicted and never learnt from", {
    open: true,
    limit: 1,
  }),
  ...networkOptions({ cell: "lstm", hidden: 32, layers: 1 }),
  ...trainingOptions({ epochs: 100, batch: 32, learningRate: 1e-3 }),
  patience: count(10, "n", "stop after so many epochs without a lower validation loss"),
};

export type DirectionSettings = SettingsOf<typeof options>;
