// The lab of gradients in numbers and tables.
import type { TableBlock } from "@recurra/report";
import type { LabResult } from "../lab.ts";
import { counted, percent } from "../numbers.ts";
import { ALWAYS_ONE, type ClippedRun, explosion } from "./clipping.ts";
import { stackKinds } from "./depth.ts";
import { STEPS_PER_EPOCH } from "./distance.ts";
import type { GradientsSettings } from "./gradients.ts";
import { gainLength, gains } from "./initial.ts";
import { factorPerStep, firstOverLast, type Measured } from "./norms.ts";
import { farthest, LEARNED, type Reached } from "./reach.ts";
import type { Subject } from "./subjects.ts";
import { SYMBOLS } from "./tasks.ts";

/** All that a run found; lists of networks are in the order of `networks`. */
export interface Gradients {
  readonly settings: GradientsSettings;
  readonly networks: readonly Subject[];
  /** Of a new plain network's recurrent weights. */
  readonly radius: number;
  /** One for each length. */
  readonly initial: readonly (readonly Measured[])[];
  /** One for each gain. */
  readonly scaled: readonly (readonly Measured[])[];
  /** One list for each kind of stack, the layer next to the input first. */
  readonly depth: readonly Float64Array[];
  readonly unclipped: ClippedRun;
  readonly clipped: ClippedRun;
  /** One for each distance. */
  readonly learned: readonly (readonly Reached[])[];
}

/** Null for what is no number that JSON knows. */
function plain(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** 0.63, 1.2e-9, 3.4e+6; "0" for what is less than float32 can hold. */
export function scientific(value: number): string {
  if (!Number.isFinite(value)) return "not finite";
  if (value === 0) return "0";
  return value >= 0.01 && value < 1000 ? value.toPrecision(2) : value.toExponential(1);
}

export function gradientsResults(found: Gradients): LabResult["results"] {
  const { settings, networks } = found;
  const byNetwork = <T>(of: (i: number) => T) => Object.fromEntries(networks.map(({ id }, i) => [id, of(i)]));
  const run = ({ losses, norms, failedAt }: ClippedRun) => ({ losses, norms, failedAt: failedAt ?? null });
  return {
    initial: {
      lengths: settings.lengths,
      firstOverLast: byNetwork((i) => found.initial[i].map(({ norms }) => plain(firstOverLast(norms)))),
      factorPerStep: byNetwork((i) => plain(factorPerStep(found.initial[i].at(-1)!.norms))),
      norms: byNetwork((i) => Array.from(found.initial[i].at(-1)!.norms, plain)),
    },
    scaled: {
      length: gainLength,
      gains,
      plainSpectralRadius: found.radius,
      factorPerStep: byNetwork((i) => found.scaled[i].map(({ norms }) => plain(factorPerStep(norms)))),
    },
    depth: Object.fromEntries(stackKinds.map(({ id }, i) => [id, Array.from(found.depth[i], plain)])),
    clipping: { unclipped: run(found.unclipped), clipped: run(found.clipped), alwaysOne: ALWAYS_ONE },
    distance: {
      distances: settings.distances,
      chance: 1 / SYMBOLS,
      accuracy: byNetwork((i) => found.learned[i].map(({ accuracies }) => accuracies)),
      farthestLearned: byNetwork((i) => farthest(found.learned[i])),
      firstOverLastBefore: byNetwork((i) =>
        found.learned[i].map(({ first }) => plain(firstOverLast(first.normsBefore))),
      ),
      firstOverLastAfter: byNetwork((i) => found.learned[i].map(({ first }) => plain(firstOverLast(first.normsAfter)))),
    },
    settings,
  };
}

/** What is left of the gradient at the first step, for each length. */
export function initialTable({ settings, networks, initial }: Gradients): TableBlock {
  return {
    kind: "table",
    caption: "New networks: the norm of dLoss/dh at the first step, as a share of that at the last",
    columns: [
      { title: "" },
      ...settings.lengths.map((length) => ({ title: counted(length, "step") })),
      { title: "factor a step" },
    ],
    rows: networks.map(({ name }, i) => ({
      cells: [
        name,
        ...initial[i].map(({ norms }) => scientific(firstOverLast(norms))),
        scientific(factorPerStep(initial[i].at(-1)!.norms)),
      ],
    })),
  };
}

/** "100%", or "24-100%" where seeds differ by more than rounding shows. */
function spread(accuracies: readonly number[]): string {
  const low = percent(Math.min(...accuracies), 0);
  const high = percent(Math.max(...accuracies), 0);
  return low === high ? low : `${low.slice(0, -1)}-${high}`;
}

/** Accuracy by distance, chance first. */
export function reachTable({ settings, networks, learned }: Gradients): TableBlock {
  const { distances, seeds, epochs } = settings;
  const runs = seeds === 1 ? "one seed" : `lowest to highest of ${seeds} seeds`;
  return {
    kind: "table",
    caption: `Accuracy after ${counted(epochs * STEPS_PER_EPOCH, "training step")}, by how many steps back the symbol is (${runs})`,
    columns: [{ title: "" }, ...distances.map((distance) => ({ title: `${distance}` })), { title: "farthest" }],
    rows: [
      { cells: ["guessing", ...distances.map(() => percent(1 / SYMBOLS, 0)), "-"], role: "naive" },
      ...networks.map(({ name }, i) => ({
        cells: [
          name,
          ...learned[i].map(({ accuracies }) => spread(accuracies)),
          farthest(learned[i]) === 0 ? "none" : `${farthest(learned[i])}`,
        ],
        best: learned[i].flatMap(({ median }, d) => (median >= LEARNED ? [d + 1] : [])),
      })),
    ],
  };
}

/** How a run with exploding gradients went, in words that follow "without clipping". */
export function clippingWords({ losses, norms, failedAt }: ClippedRun): string {
  if (failedAt !== undefined)
    return `the loss or its gradient is no finite number at step ${failedAt}, which ends the training`;
  const [norm, worst, last] = [Math.max(...norms), Math.max(...losses), losses.at(-1)!].map(scientific);
  return `the gradient's norm goes up to ${norm} and the loss to ${worst}; after ${explosion.steps} steps the loss is ${last}`;
}

/** Both runs, and what an answer without a network scores. */
export function explosionWords({ settings, unclipped, clipped }: Gradients): string {
  return (
    `Exploding gradients: without clipping, ${clippingWords(unclipped)}. Clipped to ${settings.clip}, ${clippingWords(clipped)}. ` +
    `Always answering 1 has a loss of ${scientific(ALWAYS_ONE)}.`
  );
}

export function gradientsSummary(found: Gradients): LabResult["summary"] {
  return [initialTable(found), reachTable(found)];
}
