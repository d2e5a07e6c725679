// The options of the sound lab.
import { choice, count, networkOptions, number, type SettingsOf, trainingOptions } from "../lab/options.ts";

export const options = {
  ...networkOptions({ cell: "gru", hidden: 96, layers: 1 }),
  ...trainingOptions({ epochs: 60, batch: 16, learningRate: 3e-3 }),
  train: count(300, "n", "sounds to learn from", 3),
  test: count(60, "n", "sounds to test with", 3),
  snr: number(5, "dB", "how far the sound is above the noise", { least: -20, limit: 41 }),
  hop: count(128, "samples", "new samples of a step, which reads twice as many", 8, 512),
  filters: choice(["fourier", "random"], "fourier", "what the filters begin as"),
};

export type SoundSettings = SettingsOf<typeof options>;
