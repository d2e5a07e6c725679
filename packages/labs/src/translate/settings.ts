// The options of the lab that reads dates.
import { cellOption, choice, count, number, type SettingsOf, trainingOptions, unitsOption } from "../lab/options.ts";

export const options = {
  cell: cellOption("gru"),
  hidden: unitsOption(64, "units of the encoder, in each direction, and of the decoder"),
  embedding: count(24, "n", "numbers that stand for a character", 1, 1024),
  directions: choice(["both", "forwards"], "both", "how the encoder reads"),
  attention: choice(
    ["both", "on", "off"],
    "both",
    "whether the decoder looks at each character of the input, or one network of each",
  ),
  ...trainingOptions({ epochs: 10, batch: 64, learningRate: 5e-3 }),
  train: count(9000, "n", "dates to learn from", 32, 30_000),
  test: count(2000, "n", "dates to test with, in known formats, and as many in unknown ones", 10, 4000),
  typos: number(0.1, "share", "share of the texts with words in which one has a typing error", { limit: 1 }),
};

export type TranslateSettings = SettingsOf<typeof options>;
