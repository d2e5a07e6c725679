// The encoder and the decoder that read dates, opened over one text: each step of the decoder reads the true character before it.
import { crossEntropyLoss } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { lineFrom, type Named, openOne } from "../network/opened.ts";
import { makeBatch } from "./batches.ts";
import type { Written } from "./data.ts";
import type { Translator } from "./translator.ts";

export function openTranslator(model: Translator, written: Written, named: Named): OpenedNetwork {
  const { x, y } = makeBatch([written]);
  const [text, iso] = [Array.from(written.text), Array.from(written.iso)];
  const classes = y.toArray();
  const behind = { from: text.length, length: text.length + iso.length };
  const run = () => {
    const said = model.forward(x);
    const [, steps] = said.shape;
    const last = classes[steps - 1];
    return { said, loss: crossEntropyLoss(said, y), end: said.slice(1, steps - 1, steps).slice(2, last, last + 1) };
  };
  /** The probability that was given to each true character. */
  const shares = (scores: Float32Array) =>
    Array.from(classes, (code, t) => {
      const width = scores.length / classes.length;
      const row = scores.subarray(t * width, (t + 1) * width);
      const most = Math.max(...row);
      return Math.exp(row[code] - most) / row.reduce((sum, score) => sum + Math.exp(score - most), 0);
    });
  return openOne(model, run, {
    ...named,
    ...{ networkNames: ["encoder", "decoder"], starts: [0, text.length] },
    inputNames: Array.from({ length: model.read.embeddingDim }, (_, i) => `feature ${i + 1} of the character`),
    stepNames: [...text, ...iso],
    lines: (said) => [lineFrom("probability of the true character", "model", shares(said), behind)],
  });
}
