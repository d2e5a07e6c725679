// Text that a model writes: each character is drawn from what the model says comes next, and is read before the next one.
//
//   p_i = exp(z_i / temperature) / sum_k exp(z_k / temperature)
import { type Mode, noGrad, Stepper } from "recurra";
import { Generator as Random } from "recurra/core";
import type { Turns } from "../lab/turns.ts";
import type { KneserNey } from "./kneser-ney.ts";
import { bitsOf, softmax } from "./score.ts";
import type { Writer } from "./writer.ts";

/** At which the network writes while it is trained. */
export const EARLY_TEMPERATURE = 0.7;

/** How a piece is written. */
export interface Writing {
  /** The signs that it begins with; at least one. */
  readonly prompt: readonly string[];
  readonly alphabet: readonly string[];
  /** Signs to write. */
  readonly length: number;
  readonly seed: number;
  readonly turns: Turns;
}

/** The number of a class that is drawn: the first whose share of the sum is passed by u, from [0, 1). */
function draw(chances: ArrayLike<number>, u: number): number {
  let passed = 0;
  for (let i = 0; i < chances.length; i++) {
    passed += chances[i];
    if (u < passed) return i;
  }
  return chances.length - 1; // rounding
}

/** What was written, and how much each sign surprised who wrote it: bits at temperature 1. */
export interface Written {
  readonly signs: readonly string[];
  readonly bits: readonly number[];
}

/** Writes at a temperature: below 1 the likely becomes likelier, above 1 less so. Before each sign it gives the chances that it draws from. */
function* writeSigns(
  model: Writer,
  { prompt, alphabet, length, seed }: Omit<Writing, "turns">,
  temperature: number,
  mode: Mode = "strict",
): Generator<Float64Array, Written, undefined> {
  const random = new Random(seed).stream("text sample");
  const rows = noGrad(() => model.embedding.weight.toArray());
  const width = rows.length / alphabet.length;
  const stepper = new Stepper(model.steps, { mode });
  try {
    const read = (code: number) => stepper.step(rows.subarray(code * width, (code + 1) * width));
    let scores: Float32Array = new Float32Array();
    for (const sign of prompt) scores = read(Math.max(0, alphabet.indexOf(sign)));
    const [signs, bits]: [string[], number[]] = [[], []];
    for (let i = 0; i < length; i++) {
      const chances = softmax(scores, temperature);
      yield chances;
      const code = draw(chances, random.uniform(i));
      bits.push(bitsOf(softmax(scores)[code]));
      signs.push(alphabet[code]);
      scores = read(code);
    }
    return { signs, bits };
  } finally {
    stepper.dispose();
  }
}

/** Writes at a temperature. */
export async function writeText(model: Writer, writing: Writing, temperature: number, mode?: Mode): Promise<Written> {
  const signs = writeSigns(model, writing, temperature, mode);
  try {
    for (;;) {
      await writing.turns.next();
      const { done, value } = signs.next();
      if (done) return value;
    }
  } finally {
    // Also when the run is called off.
    signs.return(undefined as never);
  }
}

/** Writes at once, for a picture: what was written, and the chances that its first sign was drawn from. */
export function writeNow(
  model: Writer,
  writing: Omit<Writing, "turns">,
  temperature: number,
  mode?: Mode,
): { readonly piece: Written; readonly chances: Float64Array } {
  const signs = writeSigns(model, writing, temperature, mode);
  let chances: Float64Array | undefined;
  for (;;) {
    const { done, value } = signs.next();
    if (done) return { piece: value, chances: chances ?? new Float64Array() };
    chances ??= value;
  }
}

/** The same from n-grams of one order, at temperature 1. */
export async function writeNgrams(
  model: KneserNey,
  order: number,
  { prompt, alphabet, length, seed, turns }: Writing,
): Promise<Written> {
  const random = new Random(seed).stream("text sample");
  const signs = [...prompt];
  const bits: number[] = [];
  for (let i = 0; i < length; i++) {
    await turns.next();
    const chances = model.distribution(signs, signs.length, order, alphabet);
    const code = draw(chances, random.uniform(i));
    bits.push(bitsOf(chances[code]));
    signs.push(alphabet[code]);
  }
  return { signs: signs.slice(prompt.length), bits };
}
