// A task whose answer is in the memory: keep the value that was marked last, whatever else goes by.

import { type Tensor, tensor } from "recurra";
import { Generator } from "recurra/core";
import { meanOf } from "recurra/statistics";

/** Sequences with what is to be said at each step. */
export interface Marked {
  readonly count: number;
  readonly length: number;
  /** [count, length, 2]: a value from [-1, 1), and 1 where it is to be stored, else 0. */
  readonly x: Tensor;
  /** [count, length, 1]: the value that was marked last; 0 before the first mark. */
  readonly y: Tensor;
  readonly values: Float32Array;
  readonly marks: Uint8Array;
  readonly stored: Float32Array;
}

/** `count` sequences in which each step is marked with probability `share`. Another step gives others. */
export function makeMarked(count: number, length: number, share: number, seed: number, step = 0): Marked {
  const random = new Generator(seed).stream("marked values", step);
  const size = count * length;
  const x = new Float32Array(size * 2);
  const values = new Float32Array(size);
  const marks = new Uint8Array(size);
  const stored = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    values[i] = 2 * random.uniform(2 * i) - 1;
    marks[i] = random.uniform(2 * i + 1) < share ? 1 : 0;
    const before = i % length === 0 ? 0 : stored[i - 1];
    stored[i] = marks[i] === 1 ? values[i] : before;
    x[2 * i] = values[i];
    x[2 * i + 1] = marks[i];
  }
  const [inputs, targets] = [tensor(x, [count, length, 2]), tensor(stored, [count, length, 1])];
  return { count, length, x: inputs, y: targets, values, marks, stored };
}

/** What can be said without a memory, and its mean squared error. */
export interface Memoryless {
  readonly id: string;
  readonly name: string;
  readonly loss: number;
  /** The same for each sequence. */
  readonly errors: Float64Array;
}

/** The mean squared error of what is said, of each sequence. */
export function sequenceErrors({ count, length, stored }: Marked, said: (i: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, s) =>
    meanOf(length, (t) => {
      const off = said(s * length + t) - stored[s * length + t];
      return off * off;
    }),
  );
}

export function scoreMemoryless(sequences: Marked): readonly Memoryless[] {
  const { values, marks, stored } = sequences;
  const score = (id: string, name: string, said: (i: number) => number): Memoryless => ({
    id,
    name,
    loss: meanOf(stored.length, (i) => (said(i) - stored[i]) * (said(i) - stored[i])),
    errors: sequenceErrors(sequences, said),
  });
  return [
    score("zero", "always 0", () => 0),
    score("input", "the value that is read", (i) => values[i]),
    score("markedInput", "the value at a mark, else 0", (i) => (marks[i] === 1 ? values[i] : 0)),
  ];
}
