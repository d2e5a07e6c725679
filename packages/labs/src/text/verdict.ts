// Whether the network says what comes next better than counting does, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import type { Phrase } from "recurra/core";
import { counted } from "recurra/words";
import { probability } from "../lab/probability.ts";
import type { TextFound } from "./found.ts";
import { bitsOf } from "./score.ts";

/** "2.06". */
export function bits(value: number): string {
  return value.toFixed(3);
}

/** The orders between which the network lies. */
function placeAmong({ network, ngrams }: TextFound): string {
  const worse = ngrams.filter(({ test }) => test > network.bits);
  const least = ngrams.reduce((best, one) => (one.test < best.test ? one : best));
  if (worse.length === 0) return "Signs by how often each occurs are nearer: it has learnt nothing.";
  const longest = worse.reduce((most, one) => (one.test < most.test ? one : most));
  if (worse.length === ngrams.length)
    return `In the test part n-grams of ${counted(least.order, "character")} come nearest: ${bits(least.test)}.`;
  return `It is nearer than n-grams of ${counted(longest.order, "character")} (${bits(longest.test)}).`;
}

export function judge(found: TextFound): DocumentVerdict {
  const { name, network, rival, order, advantage, mixture, share, ngrams, passage } = found;
  const uniform = bitsOf(1 / passage.alphabet.length);
  const measured =
    `The ${name} needs ${bits(network.bits)} bits a character in the test part; n-grams of ${counted(order, "character")}, the best in the ` +
    `validation part, need ${bits(rival.bits)} (${probability(advantage.p)} where both were equally good). ${counted(passage.alphabet.length, "sign")} ` +
    `taken for equally probable would need ${bits(uniform)}.`;
  const both =
    mixture.bits < Math.min(network.bits, rival.bits)
      ? `Both together, ${Math.round(100 * share)} parts of the network and ${Math.round(100 - 100 * share)} of the n-grams, need ${bits(mixture.bits)}: they do not know the same things.`
      : `Mixing both does not help: ${bits(mixture.bits)}.`;
  const sentences = [measured, placeAmong(found), both];
  if (advantage.outcome === "better")
    return {
      tone: "good",
      outcome: `Better than n-grams of ${counted(order, "character")}, the best of up to ${ngrams.length}`,
      sentences,
    };
  if (advantage.outcome === "even")
    return { tone: "even", outcome: `Level with n-grams of ${counted(order, "character")}`, sentences };
  return { tone: "bad", outcome: `N-grams of ${counted(order, "character")} are nearer`, sentences };
}

/** What may help where counting is nearer. */
export function findRemedies({ advantage, bestEpoch, settings }: TextFound): readonly Phrase[] {
  if (advantage.outcome === "better") return [];
  if (bestEpoch >= 0.8 * settings.epochs) return [["train for longer with more ", { option: "epochs" }]];
  return [["more ", { option: "dropout" }, ", since later epochs only learnt the training part by heart"]];
}
