// Why gates exist: what is left of the gradient of a loss on its way back through time, in new networks and in trained ones,
// and how far back each kind of network learns.

import type { CellName } from "recurra/words";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { Watched } from "../lab/watched.ts";
import { program } from "../programs/gradients.generated.ts";
import { trainExploding } from "./clipping.ts";
import { measureDepth, stackKinds } from "./depth.ts";
import { type Learned, learnDistance } from "./distance.ts";
import type { GradientsFound } from "./found.ts";
import { measureGains, measureLengths, measurePlainRadius } from "./initial.ts";
import { dial, NetworksNow } from "./now.ts";
import { groupByDistance } from "./reach.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { type GradientsSettings, options } from "./settings.ts";
import { checkCells, makeSubjects } from "./subjects.ts";

/** What a run goes by, once it is checked. */
type Checked = GradientsSettings & { readonly cells: readonly CellName[] };

const sortDistinct = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);

async function* run(settings: Checked, context: LabContext): AsyncGenerator<LabProgress, LabResult, undefined> {
  const watched = new Watched(context, dial);
  try {
    return { ...(yield* measure(settings, context, watched)), ...watched.handOver() };
  } finally {
    watched.dispose();
  }
}

async function* measure(
  settings: Checked,
  context: LabContext,
  watched: Watched,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const networks = makeSubjects(settings, settings.cells);
  const now = watched.isWatched ? watched.keep(new NetworksNow(networks, settings, context.mode)) : undefined;
  if (now)
    watched.show(
      (length) => now.draw(length),
      (length, which) => now.open(length, which),
    );
  const radius = measurePlainRadius(networks[0], settings);

  // New networks, back through time, and with other recurrent weights.
  const initial = [];
  for (const network of networks) initial.push(yield* measureLengths(network, settings, context));
  const scaled = [];
  for (const network of networks) {
    scaled.push(yield* measureGains(network, settings, context, (gain) => now?.renew(network, gain)));
    now?.renew(network);
  }

  // In depth, layers take the place of steps.
  const depth = stackKinds.map((kind) => measureDepth(kind, settings.depth, settings.seed, context.mode));

  // Gradients that explode, and what clipping does about it.
  const unclipped = yield* trainExploding(Number.POSITIVE_INFINITY, settings, context);
  const clipped = yield* trainExploding(settings.clip, settings, context);

  // How far back each network learns, with the same steps on the same sequences.
  // The short distances come first, so that whoever watches sees all networks learn before the long ones take their time.
  const runs = new Map<string, Learned[]>(networks.map(({ id }) => [id, []]));
  for (const distance of settings.distances) {
    for (const network of networks) {
      for (let i = 0; i < settings.seeds; i++) {
        const own = { ...settings, seed: settings.seed + i };
        runs.get(network.id)!.push(yield* learnDistance(network, distance, own, context, now));
      }
    }
  }
  now?.rest();
  const learned = networks.map(({ id }) => groupByDistance(runs.get(id)!));

  const found: GradientsFound = { settings, networks, radius, initial, scaled, depth, unclipped, clipped, learned };
  return {
    results: describeResults(found),
    scores: listScores(found),
    summary: summarize(found),
    report: writeReport(found),
  };
}

export const gradients: Lab<typeof options> = {
  name: "gradients",
  title: "Why gates exist",
  about: "gradients that vanish and explode on their way back, and how far back each cell learns",
  dial,
  code: { text: program, files: [] },
  options,
  start(settings, context = {}) {
    checkStart(options, settings, context);
    const { cells, lengths, distances } = settings;
    checkCells(cells);
    return run({ ...settings, cells, lengths: sortDistinct(lengths), distances: sortDistinct(distances) }, context);
  },
};
