// The options of the denoising lab.
import { count, networkOptions, number, type SettingsOf, trainingOptions } from "../lab/options.ts";

export const options = {
  ...networkOptions({ cell: "gru", hidden: 30, layers: 1 }),
  ...trainingOptions({ epochs: 100, batch: 300, learningRate: 3e-4 }),
  train: count(8000, "n", "sequences to learn from"),
  test: count(4000, "n", "sequences to test with"),
  noise: number(0.35, "size", "noise is drawn evenly from -size to size", { open: true }),
};

export type DenoiseSettings = SettingsOf<typeof options>;
