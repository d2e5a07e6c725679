// The options of the sentiment lab.
import { count, networkOptions, type SettingsOf, trainingOptions } from "../lab/options.ts";

export const options = {
  ...networkOptions({ cell: "gru", hidden: 32, layers: 1 }),
  embedding: count(16, "n", "numbers that stand for a word", 1, 4096),
  ...trainingOptions({ epochs: 40, batch: 32, learningRate: 0.005 }),
  train: count(800, "n", "sentences to learn from", 100),
  validation: count(300, "n", "sentences that choose the epoch and the rival", 50),
  test: count(1000, "n", "sentences to test with", 50),
};

export type SentimentSettings = SettingsOf<typeof options>;
