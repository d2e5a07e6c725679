// What the heat maps of a cell show, in sentences made of its numbers.
import type { DocumentVerdict } from "@recurra/report";
import { compareErrors } from "../lab/advantage.ts";
import { probability } from "../lab/probability.ts";
import type { CellsFound, Opened } from "./found.ts";
import type { Inside } from "./inside.ts";

// A gate that differs by more than this between marks and other steps opens or closes there.
const CLEAR = 0.3;

/** A gate of unit 1 at marks and elsewhere: "its forget gate is 0.18 at a mark and 0.86 elsewhere". */
function describeGate({ gates }: Inside, name: string): string {
  const gate = gates.find((one) => one.name === name)!;
  return `its ${name} gate is ${gate.atMarks[0].toFixed(2)} at a mark and ${gate.elsewhere[0].toFixed(2)} elsewhere`;
}

/** One gate of unit 1 at marks less elsewhere. */
function measureRise({ gates }: Inside, name: string): number {
  const gate = gates.find((one) => one.name === name)!;
  return gate.atMarks[0] - gate.elsewhere[0];
}

/** What unit 1 does. The correlation's sign only says which way round the unit holds the value. */
export function describeUnit({ cell, inside }: Opened): string {
  const follows = `Unit 1 follows the stored value most closely (correlation ${inside.correlations[0].toFixed(2)})`;
  if (cell === "rnn") {
    return `${follows}. It has no gate that could hold it: at every step the whole state is computed anew.`;
  }
  if (cell === "gru") {
    const held =
      measureRise(inside, "update") < -CLEAR
        ? "it lets go of the old state at marks and keeps it otherwise"
        : "it does not tell marks from other steps clearly";
    return `${follows}: ${describeGate(inside, "update")}, where 1 keeps the old state; ${held}.`;
  }
  return `${follows}: ${describeGate(inside, "input")}, ${describeGate(inside, "forget")}; ${describeStoring(inside)}.`;
}

/** What an LSTM's unit 1 does at marks. */
function describeStoring(inside: Inside): string {
  const takes = measureRise(inside, "input") > CLEAR;
  const drops = measureRise(inside, "forget") < -CLEAR;
  if (takes && drops) return "at marks it takes in and drops what it had, otherwise it holds";
  if (drops) return "at marks it drops what it had, but its input gate does not open for them alone";
  return takes
    ? "at marks it takes in, but does not drop what it had"
    : "it does not tell marks from other steps clearly";
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
  const gated = opened.filter(({ cell }) => cell !== "rnn");
  const judged = gated.length > 0 ? gated : opened;
  const losses = judged.map(({ inside }) => inside.loss);
  const errors = opened.map(({ name, inside }) => `${name}: ${inside.loss.toFixed(4)}`).join("; ");
  const difference = (id: string) => compared.find((one) => one.cell === "GRU" && one.id === id)!.difference;
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
      outcome: `The ${judged.map(({ cell }) => cell.toUpperCase()).join(" and the ")} ${verbs}`,
      sentences,
    };
  }
  return unproven.length === 0
    ? { tone: "even", outcome: "Better than without a memory, but not reliable", sentences }
    : { tone: "bad", outcome: "No better than without a memory", sentences };
}
