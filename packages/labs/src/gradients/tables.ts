// The tables of the lab of gradients.
import type { TableBlock } from "@recurra/report";
import { counted, percent } from "recurra/words";
import { STEPS_PER_EPOCH } from "./distance.ts";
import type { GradientsFound } from "./found.ts";
import { factorPerStep, firstOverLast } from "./norms.ts";
import { findFarthest, LEARNED } from "./reach.ts";
import { SYMBOLS } from "./tasks.ts";
import { formatScientific } from "./words.ts";

/** What is left of the gradient at the first step, for each length. */
export function tabulateInitial({ settings, networks, initial }: GradientsFound): TableBlock {
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
        ...initial[i].map(({ norms }) => formatScientific(firstOverLast(norms))),
        formatScientific(factorPerStep(initial[i].at(-1)!.norms)),
      ],
    })),
  };
}

/** "100%", or "24-100%" where seeds differ by more than rounding shows. */
function formatSpread(accuracies: readonly number[]): string {
  const low = percent(Math.min(...accuracies));
  const high = percent(Math.max(...accuracies));
  return low === high ? low : `${low.slice(0, -1)}-${high}`;
}

/** Accuracy by distance, chance first. */
export function tabulateReach({ settings, networks, learned }: GradientsFound): TableBlock {
  const { distances, seeds, epochs } = settings;
  const runs = seeds === 1 ? "one seed" : `lowest to highest of ${counted(seeds, "seed")}`;
  return {
    kind: "table",
    caption: `Accuracy after ${counted(epochs * STEPS_PER_EPOCH, "training step")}, by how many steps back the symbol is (${runs})`,
    columns: [{ title: "" }, ...distances.map((distance) => ({ title: `${distance}` })), { title: "farthest" }],
    rows: [
      { cells: ["guessing", ...distances.map(() => percent(1 / SYMBOLS)), "-"], role: "naive" },
      ...networks.map(({ name }, i) => ({
        cells: [
          name,
          ...learned[i].map(({ accuracies }) => formatSpread(accuracies)),
          findFarthest(learned[i]) === 0 ? "none" : `${findFarthest(learned[i])}`,
        ],
        best: learned[i].flatMap(({ median }, d) => (median >= LEARNED ? [d + 1] : [])),
      })),
    ],
  };
}
