// Whether reading in order says more than words do, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import type { Phrase } from "recurra/core";
import { counted, percent } from "recurra/words";
import { probability } from "../lab/probability.ts";
import type { SentimentFound } from "./found.ts";
import { accuracyBeyondWords } from "./score.ts";

/** The largest change of a probability by padding alone. */
export function largestChange(rows: readonly (readonly number[])[]): number {
  return Math.max(0, ...rows.map((row) => Math.max(...row) - Math.min(...row)));
}

export function judge(found: SentimentFound): DocumentVerdict {
  const { name, network, rival, rivals, advantage, testing, unmasked, trainedUnmasked, padded } = found;
  const words = rivals.find(({ id }) => id === "words") ?? rival;
  const [always] = rivals;
  const share = (value: number | null) => (value === null ? "-" : percent(value, 1));
  const measured =
    `The ${name} is right in ${share(network.accuracy)} of ${counted(testing.length, "sentence")} that it has not seen; the ${rival.name}, the best rival in ` +
    `validation, in ${share(rival.accuracy)} (${probability(advantage.p)} where both were equally good), always the same answer in ${share(always.accuracy)}.`;
  const bag =
    `A bag of words is right in ${share(words.byKind.plain)} where a word says it, and in ${share(accuracyBeyondWords(words, testing))} of all other ` +
    `sentences, where order does; the network in ${share(network.byKind.plain)} and ${share(accuracyBeyondWords(network, testing))}.`;
  const masks =
    `Without the lengths, the same weights are right in ${share(unmasked.accuracy)}: they read padding as if it were words. Trained that way, a network is right in ` +
    `${share(trainedUnmasked.accuracy)}, and padding alone moves its probability by up to ${largestChange(padded.map((one) => one.trainedUnmasked)).toFixed(2)} (${counted(padded.length, "sentence")} tried).`;
  const sentences = [measured, bag, masks];
  if (advantage.outcome === "better") return { tone: "good", outcome: `Better than a ${rival.name}`, sentences };
  if (advantage.outcome === "even") return { tone: "even", outcome: `No better than a ${rival.name}`, sentences };
  return { tone: "bad", outcome: `Worse than a ${rival.name}`, sentences };
}

/** What may help where the network has learnt too little. */
export function findRemedies({ advantage }: SentimentFound): readonly Phrase[] {
  return advantage.outcome === "better" ? [] : [["train for longer with more ", { option: "epochs" }]];
}
