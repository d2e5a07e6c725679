// The network of the text lab, opened over a stretch of text that it has not learned from.
import { crossEntropyLoss, tensor } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { lineFrom, type Named, oneOf, openOne } from "../network/opened.ts";
import type { Passage } from "./data.ts";
import type { Writer } from "./writer.ts";

/** Characters that are read. */
const LENGTH = 60;

/** Stretch `sequence` of the test part. */
export function openWriter(
  model: Writer,
  { codes, signs, alphabet, test, end }: Passage,
  sequence: number | undefined,
  named: Named,
): OpenedNetwork {
  const length = Math.min(LENGTH, end - test - 1);
  const from = test + length * oneOf(Math.floor((end - test - 1) / length), sequence);
  const next = codes.slice(from + 1, from + length + 1);
  const [x, y] = [tensor(codes.slice(from, from + length), [1, length]), tensor(next, [1, length])];
  const all = { from: 0, length };
  const width = alphabet.length;
  const run = () => {
    const said = model.forward(x);
    const last = next[length - 1];
    return { said, loss: crossEntropyLoss(said, y), end: said.slice(1, length - 1, length).slice(2, last, last + 1) };
  };
  /** The probability that was given to what came next. */
  const shares = (scores: Float32Array) =>
    Array.from(next, (code, t) => {
      const row = scores.subarray(t * width, (t + 1) * width);
      const most = Math.max(...row);
      return Math.exp(row[code] - most) / row.reduce((sum, score) => sum + Math.exp(score - most), 0);
    });
  return openOne(model, run, {
    ...named,
    inputNames: Array.from({ length: model.embedding.embeddingDim }, (_, i) => `feature ${i + 1} of the character`),
    stepNames: signs.slice(from, from + length),
    lines: (said) => [lineFrom("probability of the next character", "model", shares(said), all)],
  });
}
