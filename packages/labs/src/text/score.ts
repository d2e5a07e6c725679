// Bits a character: how much the next character surprises, of the network, of n-grams, and of both mixed.
import { type Mode, noGrad, withMode } from "recurra";
import { portableMath } from "recurra/core";
import { mean } from "recurra/statistics";
import type { Turns } from "../lab/turns.ts";
import { cutStretches, type Passage, PIECE, type Pieces } from "./data.ts";
import type { KneserNey } from "./kneser-ney.ts";
import type { Writer } from "./writer.ts";

/** Pieces that go through the network together. */
const TOGETHER = 20;
/** The shares of the network in a mixture that are tried. */
const SHARES = Array.from({ length: 21 }, (_, i) => i / 20);

/** Probabilities that were given to the characters of pieces, one piece after another. */
export interface Given {
  readonly probabilities: Float64Array;
  /** Mean bits of all characters. */
  readonly bits: number;
  /** Mean bits of each piece. */
  readonly pieces: Float64Array;
}

/** -log2 p. */
export function bitsOf(probability: number): number {
  return -portableMath.log(probability) / Math.LN2;
}

function given(probabilities: Float64Array): Given {
  const bits = probabilities.map(bitsOf);
  const pieces = Float64Array.from({ length: bits.length / PIECE }, (_, i) =>
    mean(bits.subarray(i * PIECE, (i + 1) * PIECE)),
  );
  return { probabilities, bits: mean(pieces), pieces };
}

/** Softmax of one row of scores. */
export function softmax(scores: ArrayLike<number>, temperature = 1): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) if (scores[i] > highest) highest = scores[i];
  const weights = Float64Array.from({ length: scores.length }, (_, i) =>
    portableMath.exp((scores[i] - highest) / temperature),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** What the network gives to each character of the pieces. */
export async function askNetwork(model: Writer, pieces: Pieces, turns: Turns, mode: Mode = "strict"): Promise<Given> {
  const found = new Float64Array(pieces.count * PIECE);
  let at = 0;
  for (const { x, y, before } of cutStretches(pieces, TOGETHER)) {
    await turns.next();
    const [rows, steps] = x.shape;
    const scores = withMode(mode, () => noGrad(() => model.forward(x).toArray()));
    const targets = y.toArray();
    const width = scores.length / (rows * steps);
    for (let row = 0; row < rows; row++) {
      for (let t = before; t < steps; t++) {
        const place = row * steps + t;
        found[at++] = softmax(scores.subarray(place * width, (place + 1) * width))[targets[place]];
      }
    }
  }
  return given(found);
}

/** What n-grams of each order, from 1, give to the characters of the pieces. */
export async function askNgrams(
  model: KneserNey,
  { signs }: Passage,
  { starts }: Pieces,
  turns: Turns,
): Promise<Given[]> {
  const found = Array.from({ length: model.order }, () => new Float64Array(starts.length * PIECE));
  for (const [i, start] of starts.entries()) {
    await turns.next();
    for (let k = 0; k < PIECE; k++) {
      for (const [n, chance] of model.probabilities(signs, start + k).entries()) found[n][i * PIECE + k] = chance;
    }
  }
  return found.map(given);
}

/** Two answers mixed: `share` of the first's probability, the rest of the second's. */
export function mix(one: Given, other: Given, share: number): Given {
  return given(one.probabilities.map((p, i) => share * p + (1 - share) * other.probabilities[i]));
}

/** The share of the first at which the mixture has the fewest bits. */
export function chooseShare(one: Given, other: Given): number {
  const bits = SHARES.map((share) => mix(one, other, share).bits);
  return SHARES[bits.indexOf(Math.min(...bits))];
}
