// The losses of a run's steps: any number of them in bounded memory, as the least and the greatest of equal stretches.

import type { PhaseStart } from "./protocol.ts";

/** Stretches at most; past them two become one. */
const MOST = 4096;

export class LossTrack {
  /** Steps of a stretch. */
  #width = 1;
  #low: number[] = [];
  #high: number[] = [];
  #steps = 0;
  #phases: PhaseStart[] = [];

  /** Steps of a stretch. */
  get width(): number {
    return this.#width;
  }

  /** Steps so far. */
  get length(): number {
    return this.#steps;
  }

  /** The phases, each with the steps before it. */
  get phases(): readonly PhaseStart[] {
    return this.#phases;
  }

  /** Losses of the steps that follow, and the phases that begin in them. */
  add(losses: ArrayLike<number>, phases: readonly PhaseStart[] = []): void {
    this.#phases.push(...phases);
    for (let i = 0; i < losses.length; i++) this.#push(losses[i]);
  }

  #push(loss: number): void {
    const at = Math.floor(this.#steps / this.#width);
    if (at === this.#low.length) {
      this.#low.push(loss);
      this.#high.push(loss);
    } else {
      this.#low[at] = Math.min(this.#low[at], loss);
      this.#high[at] = Math.max(this.#high[at], loss);
    }
    this.#steps++;
    if (this.#low.length > MOST) this.#halve();
  }

  #halve(): void {
    const join = (values: number[], pick: (a: number, b: number) => number): number[] =>
      Array.from({ length: Math.ceil(values.length / 2) }, (_, i) =>
        pick(values[2 * i], values[2 * i + 1] ?? values[2 * i]),
      );
    this.#low = join(this.#low, Math.min);
    this.#high = join(this.#high, Math.max);
    this.#width *= 2;
  }

  /** Steps (from 1), and the least and greatest loss of the stretch that begins there. */
  columns(): { readonly steps: number[]; readonly low: number[]; readonly high: number[] } {
    return { steps: this.#low.map((_, i) => 1 + i * this.#width), low: [...this.#low], high: [...this.#high] };
  }
}
