// The options of the comparison.
import { count, flag, number, type SettingsOf, text, trainingOptions, unitsOption, words } from "../lab/options.ts";
import { usualNetworks } from "./networks.ts";

export const options = {
  column: text("High", "name", "the column of prices"),
  trainFrom: text("", "date", "first day of training (default: five years before the test)"),
  testFrom: text("", "date", "first day of the test (default: the last year with 60 days or more)"),
  testTo: text("", "date", "last day of the test (default: the end of the year in which it begins)"),
  validation: number(0.2, "share", "share of the days before the test, the last ones, that choose the epoch", {
    open: true,
    limit: 1,
  }),
  lookback: count(3, "days", "days that a network reads to predict the next"),
  networks: words(usualNetworks, "names", "the networks to compare"),
  hidden: unitsOption(32),
  layers: count(2, "n", "recurrent layers"),
  dropout: number(0, "share", "share of outputs dropped between layers while training", { limit: 1 }),
  ...trainingOptions({ epochs: 100, batch: 10, learningRate: 1e-3 }),
  patience: count(20, "epochs", "stop after so many epochs without a lower validation loss"),
  relative: flag("measure the prices of a window from its last one"),
};

export type CompareSettings = SettingsOf<typeof options>;
