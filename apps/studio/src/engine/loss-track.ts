// The losses of a run's steps: any number of them in bounded memory, as the least and the greatest of equal stretches.

import type { PhaseStart } from "./protocol.ts";

/** Stretches at most; past them two become one. */
export const MOST_STRETCHES = 4096;

/** What a track holds: floats of 32 bits, which is what a loss is. */
export interface StoredLosses {
  readonly width: number;
  readonly steps: number;
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly phases: readonly PhaseStart[];
}

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
    if (this.#low.length > MOST_STRETCHES) this.#halve();
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

  /** All that it holds, as it can be kept. */
  stored(): StoredLosses {
    const [low, high] = [Float32Array.from(this.#low), Float32Array.from(this.#high)];
    return { width: this.#width, steps: this.#steps, low, high, phases: this.#phases };
  }

  /** The track that was kept: it goes on from there. */
  static from({ width, steps, low, high, phases }: StoredLosses): LossTrack {
    const track = new LossTrack();
    track.#width = width;
    track.#steps = steps;
    track.#low = [...low];
    track.#high = [...high];
    track.#phases = [...phases];
    return track;
  }

  /** Whether both have the same losses, bit by bit. */
  equals(other: LossTrack): boolean {
    const same = (a: readonly number[], b: readonly number[]): boolean =>
      a.length === b.length && a.every((one, i) => Object.is(one, b[i]));
    return (
      this.#width === other.#width &&
      this.#steps === other.#steps &&
      same(this.#low, other.#low) &&
      same(this.#high, other.#high)
    );
  }

  /** Steps (from 1), and the least and greatest loss of the stretch that begins there. */
  columns(): { readonly steps: number[]; readonly low: number[]; readonly high: number[] } {
    return { steps: this.#low.map((_, i) => 1 + i * this.#width), low: [...this.#low], high: [...this.#high] };
  }
}
