// Draws in turn from one stream, in the shapes that made series need.

import { exp, log } from "../core/math.ts";
import type { RandomStream } from "../core/random.ts";

/** Throws of one series: each call takes the stream's next draw, so that the order of calls alone decides what falls. */
export class Dice {
  readonly #stream: RandomStream;
  #uniforms = 0;
  #normals = 0;

  constructor(stream: RandomStream) {
    this.#stream = stream;
  }

  /** A number in [low, high), each equally likely. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.#stream.uniform(this.#uniforms++);
  }

  /** A number in [low, high) whose logarithm is uniform: each factor of two equally likely. Needs 0 < low < high. */
  factor(low: number, high: number): number {
    return exp(this.uniform(log(low), log(high)));
  }

  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** A draw from the standard normal distribution. */
  normal(): number {
    return this.#stream.normal(this.#normals++);
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** One of these, each as likely as its weight is large. */
  pick<T>(weighted: readonly (readonly [T, number])[]): T {
    let left = this.uniform() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [one, weight] of weighted) {
      left -= weight;
      if (left < 0) return one;
    }
    return weighted[weighted.length - 1]![0];
  }
}
