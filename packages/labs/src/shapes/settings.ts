// The options of the lab of shapes.
import { cellOption, type SettingsOf, trainingOptions, unitsOption } from "../lab/options.ts";

export const options = {
  cell: cellOption("gru"),
  hidden: unitsOption(24),
  ...trainingOptions({ epochs: 60, batch: 25, learningRate: 0.005 }),
};

export type ShapesSettings = SettingsOf<typeof options>;
