// The options of the lab of shapes.
import { choice, type SettingsOf, trainingOptions, unitsOption } from "../lab/options.ts";

export const options = {
  cell: choice(["rnn", "lstm", "gru"], "gru", "recurrent cell"),
  hidden: unitsOption(24),
  ...trainingOptions({ epochs: 60, batch: 25, learningRate: 0.005 }),
};

export type ShapesSettings = SettingsOf<typeof options>;
