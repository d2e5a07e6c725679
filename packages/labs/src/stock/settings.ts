// The options of the stock lab.

import { count, flag, networkOptions, type SettingsOf, text, trainingOptions } from "../lab/options.ts";
import { teacherForcingOption } from "../network/encoder-decoder.ts";

export const options = {
  column: text("Close", "name", "the column of prices"),
  lookback: count(20, "days", "days that the encoder reads"),
  horizon: count(5, "days", "days that the decoder writes"),
  testDays: count(100, "days", "days at the end that are predicted and never learnt from"),
  ...networkOptions({ cell: "lstm", hidden: 32, layers: 1 }),
  ...trainingOptions({ epochs: 50, batch: 64, learningRate: 3e-3 }),
  teacherForcing: teacherForcingOption("half", "price"),
  relative: flag("measure the prices of a window from its last known one"),
};

export type StockSettings = SettingsOf<typeof options>;
