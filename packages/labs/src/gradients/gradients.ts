// Why gates exist: what is left of the gradient of a loss on its way back through time, in new networks and in trained ones,
// and how far back each kind of network learns.

import type { Lab, LabContext, LabProgress, LabResult } from "../lab.ts";
import { count, counts, number, type SettingsOf, trainingOptions, unitsOption } from "../options.ts";
import { trainExploding } from "./clipping.ts";
import { measureDepth, stackKinds } from "./depth.ts";
import { type Learned, learnDistance } from "./distance.ts";
import { measureGains, measureLengths, measurePlainRadius } from "./initial.ts";
import { groupByDistance } from "./reach.ts";
import { gradientsReport } from "./report.ts";
import { gradientsResults, gradientsSummary } from "./results.ts";
import { makeSubjects } from "./subjects.ts";

const options = {
  ...trainingOptions({ epochs: 10, batch: 32, learningRate: 0.005 }),
  epochs: count(10, "n", "times 50 training steps for each distance"),
  hidden: unitsOption(24, "units of each recurrent network"),
  lengths: counts([10, 50, 100, 200, 500], "n,n,...", "lengths to measure gradients of new networks through", 2),
  gain: number(1, "factor", "what the recurrent weights are multiplied by before training", { open: true }),
  depth: count(30, "layers", "layers of the feed-forward stacks", 2),
  clip: number(1, "norm", "gradients are scaled down to this norm", { open: true }),
  distances: counts([5, 10, 20, 30, 50, 100], "n,n,...", "steps back that networks are trained for"),
  forgetBias: number(1, "bias", "what the second LSTM's forget gate has more in its bias"),
  updateBias: number(3, "bias", "what the second GRU's update gate has more in its bias"),
  seeds: count(3, "n", "runs of each training, with seeds that follow each other"),
};

export type GradientsSettings = SettingsOf<typeof options>;

const ascending = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);

async function* run(
  settings: GradientsSettings,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const networks = makeSubjects(settings);
  const radius = measurePlainRadius(networks[0], settings);

  // New networks, back through time, and with other recurrent weights.
  const initial = [];
  for (const network of networks) initial.push(yield* measureLengths(network, settings, context));
  const scaled = [];
  for (const network of networks) scaled.push(yield* measureGains(network, settings, context));

  // In depth, layers take the place of steps.
  const depth = stackKinds.map((kind) => measureDepth(kind, settings.depth, settings.seed, context.mode));

  // Gradients that explode, and what clipping does about it.
  const unclipped = yield* trainExploding(Number.POSITIVE_INFINITY, settings, context);
  const clipped = yield* trainExploding(settings.clip, settings, context);

  // How far back each network learns, with the same steps on the same sequences.
  const learned = [];
  for (const network of networks) {
    const runs: Learned[] = [];
    for (const distance of settings.distances) {
      for (let i = 0; i < settings.seeds; i++) {
        runs.push(yield* learnDistance(network, distance, { ...settings, seed: settings.seed + i }, context));
      }
    }
    learned.push(groupByDistance(runs));
  }

  const found = { settings, networks, radius, initial, scaled, depth, unclipped, clipped, learned };
  return { results: gradientsResults(found), summary: gradientsSummary(found), report: gradientsReport(found) };
}

export const gradients: Lab<typeof options> = {
  name: "gradients",
  title: "Why gates exist",
  about: "gradients that vanish and explode on their way back, and how far back each cell learns",
  options,
  start(settings, context = {}) {
    const { lengths, distances } = settings;
    return run({ ...settings, lengths: ascending(lengths), distances: ascending(distances) }, context);
  },
};
