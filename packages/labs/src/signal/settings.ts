// The options of the signal lab.

import { count, networkOptions, number, type SettingsOf, trainingOptions } from "../lab/options.ts";
import { teacherForcingOption } from "../network/encoder-decoder.ts";

export const options = {
  ...networkOptions({ cell: "lstm", hidden: 15, layers: 1 }),
  ...trainingOptions({ epochs: 50, batch: 5, learningRate: 0.01 }),
  inputSteps: count(5, "n", "points that the encoder reads"),
  outputSteps: count(2, "n", "points that the decoder writes"),
  teacherForcing: teacherForcingOption("always", "value"),
  noise: number(0.2, "size", "standard deviation of the noise"),
};

export type SignalSettings = SettingsOf<typeof options>;
