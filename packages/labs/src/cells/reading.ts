// What the heat maps of a cell show, in sentences made of its numbers.
import type { DocumentVerdict } from "@recurra/report";
import { cellTitle } from "recurra/words";
import { compareErrors } from "../lab/advantage.ts";
import { probability } from "../lab/probability.ts";
import type { CellsFound, Opened } from "./found.ts";
import { openings } from "./openings.ts";
import { isGated } from "./settings.ts";

/** What unit 1 does. The correlation's sign only says which way round the unit holds the value. */
export function describeUnit({ cell, inside }: Opened): string {
  const follows = `Unit 1 follows the stored value most closely (correlation ${inside.correlations[0].toFixed(2)})`;
  return `${follows}${openings[cell].describe(inside)}`;
}

/** The networks that are not better than the best answer without a memory, by more than chance. */
function listUnproven(judged: readonly Opened[], naive: CellsFound["naive"]): string[] {
  const best = naive.reduce((least, one) => (one.loss < least.loss ? one : least));
  return judged.flatMap(({ name, inside }) => {
    const { outcome, p } = compareErrors(inside.errors, best.errors);
    if (outcome === "better") return [];
    return [`${name} ${outcome === "even" ? "is within chance of that" : "is worse than that"} (${probability(p)})`];
  });
}

/** Whether gates and errors are what the task needs, and what notations make of it. */
export function judge({ opened, naive, compared }: CellsFound): DocumentVerdict {
  const floor = Math.min(...naive.map(({ loss }) => loss));
  // A plain cell beside gated ones is there to compare with.
  const gated = opened.filter(({ cell }) => isGated(cell));
  const judged = gated.length > 0 ? gated : opened;
  const losses = judged.map(({ inside }) => inside.loss);
  const errors = opened.map(({ name, inside }) => `${name}: ${inside.loss.toFixed(4)}`).join("; ");
  const difference = (id: string) => compared.find((one) => one.id === id)!.difference;
  const unproven = listUnproven(judged, naive);
  const sentences = [
    `Mean squared error: ${errors}. Without a memory the best answer has ${floor.toFixed(4)}${unproven.length === 0 ? "" : `: ${unproven.join("; ")}`}.`,
    ...gated.map((one) => `${one.name}. ${describeUnit(one)}`),
    `z and 1 - z are two notations of one GRU: with the update weights negated, the largest difference is ${difference("zNegated").toExponential(0)}. ` +
      `The reset gate before and after the product are two cells: with the same weights they differ by up to ${difference("reset").toFixed(2)}.`,
  ];
  if (unproven.length === 0 && losses.every((loss) => loss < floor / 4)) {
    const verbs = judged.length === 1 ? "stores the value and holds it" : "store the value and hold it";
    return {
      tone: "good",
      outcome: `The ${judged.map(({ cell }) => cellTitle(cell)).join(" and the ")} ${verbs}`,
      sentences,
    };
  }
  return unproven.length === 0
    ? { tone: "even", outcome: "Better than without a memory, but not reliable", sentences }
    : { tone: "bad", outcome: "No better than without a memory", sentences };
}
