// Two tasks with the answer at the end of a sequence and what it depends on far before.
import { type Batch, tensor } from "recurra";
import { Generator } from "recurra/core";

/** Symbols of the recall task. Guessing is right once in so many times. */
export const SYMBOLS = 4;

/**
 * The adding problem. Every step has a number from [0, 1) and a mark; one mark is in the first half, one in the second.
 * The answer is the sum of the two marked numbers: x [count, length, 2], y [count, 1].
 *
 * Source: Hochreiter and Schmidhuber 1997, section 5.4, in the form of Le, Jaitly and Hinton 2015.
 */
export function makeAdding(count: number, length: number, seed: number, step = 0): Batch {
  const random = new Generator(seed).stream("adding problem", step);
  const draw = draws(random);
  const half = Math.floor(length / 2);
  const x = new Float32Array(count * length * 2);
  const y = new Float32Array(count);
  for (let b = 0; b < count; b++) {
    for (let t = 0; t < length; t++) x[(b * length + t) * 2] = draw();
    for (const t of [Math.floor(draw() * half), half + Math.floor(draw() * (length - half))]) {
      const at = (b * length + t) * 2;
      x[at + 1] = 1;
      y[b] += x[at];
    }
  }
  return { x: tensor(x, [count, length, 2]), y: tensor(y, [count, 1]) };
}

/**
 * Recall over a distance. The first symbol carries a mark; `distance` other symbols follow, and then the first one is asked for:
 * x [count, distance + 1, SYMBOLS + 1], one-hot with the mark last; y [count] the first symbol's number.
 */
export function makeRecall(count: number, distance: number, seed: number, step = 0): Batch {
  const random = new Generator(seed).stream(`recall ${distance}`, step);
  const draw = draws(random);
  const length = distance + 1;
  const width = SYMBOLS + 1;
  const x = new Float32Array(count * length * width);
  const y = new Float32Array(count);
  for (let b = 0; b < count; b++) {
    for (let t = 0; t < length; t++) {
      const symbol = Math.floor(draw() * SYMBOLS);
      const at = (b * length + t) * width;
      x[at + symbol] = 1;
      if (t === 0) {
        x[at + SYMBOLS] = 1;
        y[b] = symbol;
      }
    }
  }
  return { x: tensor(x, [count, length, width]), y: tensor(y, [count]) };
}

/** Numbers of [0, 1) one after the other. */
function draws(random: { uniform(index: number): number }): () => number {
  let index = 0;
  return () => random.uniform(index++);
}
