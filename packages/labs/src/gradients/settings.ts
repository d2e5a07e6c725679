// The options of the lab of gradients.
import { count, counts, number, type SettingsOf, trainingOptions, unitsOption, words } from "../lab/options.ts";
import { usualCells } from "./subjects.ts";

export const options = {
  ...trainingOptions({ epochs: 10, batch: 32, learningRate: 0.005 }),
  epochs: count(10, "n", "times 50 training steps for each distance"),
  cells: words(usualCells, "names", "the gated cells to compare with plain ones"),
  hidden: unitsOption(24, "units of each recurrent network"),
  lengths: counts([10, 50, 100, 200, 500], "n,n,...", "lengths to measure gradients of new networks through", 2),
  gain: number(1, "factor", "what the recurrent weights are multiplied by before training", { open: true }),
  depth: count(30, "layers", "layers of the feed-forward stacks", 2),
  clip: number(1, "norm", "gradients are scaled down to this norm", { open: true }),
  distances: counts([5, 10, 20, 30, 50, 100, 200], "n,n,...", "steps back that networks are trained for"),
  forgetBias: number(1, "bias", "what the second LSTM's forget gate has more in its bias"),
  updateBias: number(3, "bias", "what the second GRU's update gate has more in its bias"),
  seeds: count(3, "n", "runs of each training, with seeds that follow each other"),
};

export type GradientsSettings = SettingsOf<typeof options>;
