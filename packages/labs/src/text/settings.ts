// The options of the text lab.
import {
  cellOption,
  count,
  number,
  numbers,
  type SettingsOf,
  text,
  trainingOptions,
  unitsOption,
} from "../lab/options.ts";

export const options = {
  cell: cellOption("lstm"),
  hidden: unitsOption(192),
  layers: count(1, "n", "recurrent layers", 1, 64),
  embedding: count(32, "n", "numbers that stand for a character", 1, 4096),
  dropout: number(0.2, "share", "share of the numbers before and behind the layers that are dropped while training", {
    limit: 1,
  }),
  ...trainingOptions({ epochs: 34, batch: 16, learningRate: 0.01 }),
  batch: count(16, "n", "places of the text that are read side by side"),
  length: count(64, "characters", "characters between two training steps, and as far as gradients reach back"),
  characters: count(500_000, "n", "characters of the text that are read, from its beginning", 100),
  test: number(0.1, "share", "share of the text, at its end, to test with; as much before it chooses", {
    open: true,
    limit: 0.4,
  }),
  order: count(8, "characters", "longest n-grams that are tried as rivals", 1, 20),
  temperatures: numbers([0.4, 0.7, 1, 1.3], "list", "temperatures to write at"),
  write: count(300, "characters", "characters of each piece that is written"),
  prompt: text("", "text", "what the pieces begin with (default: what stands before the test)"),
};

export type TextSettings = SettingsOf<typeof options>;
