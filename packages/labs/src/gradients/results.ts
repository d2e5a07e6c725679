// The lab of gradients in numbers.

import { counted } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { accuracyMeasure, type LabScore, scoreModel, scoreNaive } from "../lab/scores.ts";
import { ALWAYS_ONE, type ExplosionHistory } from "./clipping.ts";
import { stackKinds } from "./depth.ts";
import { TEST_SEQUENCES } from "./distance.ts";
import type { GradientsFound } from "./found.ts";
import { gainLength, gains } from "./initial.ts";
import { factorPerStep, firstOverLast } from "./norms.ts";
import { findFarthest } from "./reach.ts";
import { SYMBOLS } from "./tasks.ts";

/** Null for what is no number that JSON knows. */
function toPlain(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function describeResults(found: GradientsFound): LabResult["results"] {
  const { settings, networks } = found;
  const byNetwork = <T>(of: (i: number) => T) => Object.fromEntries(networks.map(({ id }, i) => [id, of(i)]));
  const history = ({ losses, norms, failedAt }: ExplosionHistory) => ({ losses, norms, failedAt: failedAt ?? null });
  return {
    initial: {
      lengths: settings.lengths,
      firstOverLast: byNetwork((i) => found.initial[i].map(({ norms }) => toPlain(firstOverLast(norms)))),
      factorPerStep: byNetwork((i) => toPlain(factorPerStep(found.initial[i].at(-1)!.norms))),
      norms: byNetwork((i) => Array.from(found.initial[i].at(-1)!.norms, toPlain)),
    },
    scaled: {
      length: gainLength,
      gains,
      plainSpectralRadius: found.radius,
      factorPerStep: byNetwork((i) => found.scaled[i].map(({ norms }) => toPlain(factorPerStep(norms)))),
    },
    depth: Object.fromEntries(stackKinds.map(({ id }, i) => [id, Array.from(found.depth[i], toPlain)])),
    clipping: { unclipped: history(found.unclipped), clipped: history(found.clipped), alwaysOne: ALWAYS_ONE },
    distance: {
      distances: settings.distances,
      chance: 1 / SYMBOLS,
      accuracy: byNetwork((i) => found.learned[i].map(({ accuracies }) => accuracies)),
      farthestLearned: byNetwork((i) => findFarthest(found.learned[i])),
      firstOverLastBefore: byNetwork((i) =>
        found.learned[i].map(({ first }) => toPlain(firstOverLast(first.normsBefore))),
      ),
      firstOverLastAfter: byNetwork((i) =>
        found.learned[i].map(({ first }) => toPlain(firstOverLast(first.normsAfter))),
      ),
    },
    settings,
  };
}

/** One for each distance: the median of the seeds. None of them sums up the run. */
export function listScores({ settings, networks, learned }: GradientsFound): readonly LabScore[] {
  const { seeds } = settings;
  return settings.distances.map((distance, d) => ({
    task: `name the symbol ${counted(distance, "step")} back`,
    over: `${counted(TEST_SEQUENCES, "test sequence")}, ${seeds === 1 ? "one seed" : `median of ${counted(seeds, "seed")}`}`,
    samples: TEST_SEQUENCES * seeds,
    main: false,
    measures: [accuracyMeasure],
    methods: [
      ...networks.map(({ name }, i) => scoreModel(name, learned[i][d].median)),
      scoreNaive("guessing", 1 / SYMBOLS),
    ],
  }));
}
