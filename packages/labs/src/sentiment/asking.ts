// What the network says: of sentences in padded batches, after each word, and with more and more padding.
import { type Mode, noGrad, withMode } from "recurra";
import type { Turns } from "../lab/turns.ts";
import { sigmoid } from "./bags.ts";
import { cutBatches, type PaddedBatch, padSentences, type Vocabulary } from "./data.ts";
import type { Sentence } from "./grammar.ts";
import type { Reader } from "./reader.ts";

/** Probabilities of praise of a batch; `masked`: by the true lengths. */
export function askBatch(model: Reader, { x, lengths }: PaddedBatch, masked: boolean, mode: Mode): number[] {
  const scores = withMode(mode, () => noGrad(() => model.forward(x, masked ? lengths : undefined).toArray()));
  return Array.from(scores, sigmoid);
}

/** Of all sentences, in batches of `size` in their order. */
export async function askSentences(
  model: Reader,
  vocabulary: Vocabulary,
  sentences: readonly Sentence[],
  { size, masked, turns, mode = "strict" }: { size: number; masked: boolean; turns: Turns; mode?: Mode },
): Promise<Float64Array> {
  const found: number[] = [];
  for (const batch of cutBatches(vocabulary, sentences, size)) {
    await turns.next();
    found.push(...askBatch(model, batch, masked, mode));
  }
  return Float64Array.from(found);
}

/** After each word: the beginnings of the sentence as sentences, in one padded batch. Without `masked` their padding is read as words are. */
export function askPrefixes(
  model: Reader,
  vocabulary: Vocabulary,
  sentence: Sentence,
  { mode = "strict", masked = true }: { readonly mode?: Mode; readonly masked?: boolean } = {},
): number[] {
  const prefixes = sentence.words.map((_, t) => ({ ...sentence, words: sentence.words.slice(0, t + 1) }));
  return askBatch(model, padSentences(vocabulary, prefixes), masked, mode);
}

/** Steps to which sentences are padded at most. */
const MOST_STEPS = 50;

/** Of each sentence with 0, 1, 2, ... places of padding behind it. */
export async function askPadded(
  model: Reader,
  vocabulary: Vocabulary,
  sentences: readonly Sentence[],
  { masked, turns, mode = "strict" }: { masked: boolean; turns: Turns; mode?: Mode },
): Promise<number[][]> {
  const found: number[][] = sentences.map(() => []);
  const shortest = Math.min(...sentences.map(({ words }) => words.length));
  for (let steps = shortest; steps <= MOST_STEPS; steps++) {
    await turns.next();
    const rows = Array.from(sentences.keys()).filter((i) => sentences[i].words.length <= steps);
    const list = rows.map((i) => sentences[i]);
    const said = askBatch(model, padSentences(vocabulary, list, steps), masked, mode);
    for (const [at, i] of rows.entries()) found[i].push(said[at]);
  }
  return found;
}
