// The network of the sentiment lab, opened over one sentence.
import { bceWithLogitsLoss, noGrad, withMode } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { withEvaluation } from "recurra/nn";
import { lineFrom, type Named, openOne } from "../network/opened.ts";
import { padSentences, type Vocabulary } from "./data.ts";
import type { Sentence } from "./grammar.ts";
import type { Reader } from "./reader.ts";

export function openSentence(model: Reader, vocabulary: Vocabulary, sentence: Sentence, named: Named): OpenedNetwork {
  const { words, meaning } = sentence;
  const { x, y } = padSentences(vocabulary, [sentence]);
  const { length } = words;
  const prefixes = words.map((_, t) => ({ ...sentence, words: words.slice(0, t + 1) }));
  const batch = padSentences(vocabulary, prefixes);
  const after = withMode(named.mode ?? "strict", () =>
    withEvaluation(model, () => noGrad(() => model.forward(batch.x, batch.lengths).sigmoid().toArray())),
  );
  const all = { from: 0, length };
  const run = () => {
    const said = model.forward(x);
    return { said, loss: bceWithLogitsLoss(said, y) };
  };
  return openOne(model, run, {
    ...named,
    inputNames: Array.from({ length: model.embedding.embeddingDim }, (_, i) => `feature ${i + 1} of the word`),
    stepNames: words,
    lines: () => [
      lineFrom("praise (1) or blame (0)", "truth", [meaning], { ...all, from: length - 1 }),
      lineFrom("probability of praise so far", "model", after, all),
    ],
  });
}
