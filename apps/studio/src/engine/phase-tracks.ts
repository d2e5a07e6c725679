// The losses of each phase of a run from its own first step, by steps and by seconds: networks that learn one after the other, side by side.
// Any number of steps in bounded memory: means of equal stretches.

import type { PhaseStart, Snapshot } from "./protocol.ts";

/** Stretches of a phase at most; past them two become one. */
export const MOST_OF_PHASE = 1024;
/** Phases at most: who trains more of them overlays none. */
export const MOST_PHASES = 12;

/** What a track of a phase holds, as it can be kept: sums of losses of each stretch, and the seconds at its end. */
export interface StoredPhaseTrack {
  readonly name: string;
  readonly parameters?: number;
  readonly steps: number;
  readonly width: number;
  readonly sums: Float64Array;
  readonly seconds: Float64Array;
}

export class PhaseTrack {
  readonly name: string;
  readonly parameters: number | undefined;
  /** Steps so far, and how long they took. */
  steps = 0;
  seconds = 0;
  #width = 1;
  #sums: number[] = [];
  #seconds: number[] = [];

  constructor({ name, parameters }: PhaseStart) {
    this.name = name;
    this.parameters = parameters;
  }

  stored(): StoredPhaseTrack {
    const [sums, seconds] = [Float64Array.from(this.#sums), Float64Array.from(this.#seconds)];
    const { name, parameters, steps } = this;
    return { name, steps, width: this.#width, sums, seconds, ...(parameters !== undefined && { parameters }) };
  }

  /** The track that was kept. */
  static from({ name, parameters, steps, width, sums, seconds }: StoredPhaseTrack): PhaseTrack {
    const track = new PhaseTrack({ name, from: 0, ...(parameters !== undefined && { parameters }) });
    track.steps = steps;
    track.seconds = seconds.at(-1) ?? 0;
    track.#width = width;
    track.#sums = [...sums];
    track.#seconds = [...seconds];
    return track;
  }

  push(loss: number, seconds: number): void {
    const at = Math.floor(this.steps / this.#width);
    if (at === this.#sums.length) this.#sums.push(0);
    this.#sums[at] += loss;
    this.#seconds[at] = seconds;
    this.steps++;
    this.seconds = seconds;
    if (this.#sums.length > MOST_OF_PHASE) this.#halve();
  }

  /** The mean loss of the last steps: of one in twenty, and of fifty at least. */
  get recent(): number {
    const count = Math.max(Math.ceil(50 / this.#width), Math.ceil(this.#sums.length / 20));
    const from = Math.max(0, this.#sums.length - count);
    const sum = this.#sums.slice(from).reduce((total, value) => total + value, 0);
    return sum / (this.steps - from * this.#width);
  }

  #halve(): void {
    const pairs = Array.from({ length: Math.ceil(this.#sums.length / 2) }, (_, i) => 2 * i);
    this.#seconds = pairs.map((i) => this.#seconds[i + 1] ?? this.#seconds[i]);
    this.#sums = pairs.map((i) => this.#sums[i] + (this.#sums[i + 1] ?? 0));
    this.#width *= 2;
  }

  /** Each stretch: where it ends, by steps or by seconds, and its mean loss. */
  points(by: "steps" | "seconds"): readonly { readonly at: number; readonly loss: number }[] {
    return this.#sums.map((sum, i) => {
      const end = Math.min(this.steps, (i + 1) * this.#width);
      return { at: by === "steps" ? end : this.#seconds[i], loss: sum / (end - i * this.#width) };
    });
  }
}

export class PhaseTracks {
  readonly #all: PhaseTrack[] = [];

  /** In the order in which they began. */
  get all(): readonly PhaseTrack[] {
    return this.#all;
  }

  stored(): StoredPhaseTrack[] {
    return this.#all.map((track) => track.stored());
  }

  /** Shows tracks that were kept, before any other; a run that goes on has its own. */
  restore(kept: readonly StoredPhaseTrack[]): void {
    this.#all.push(...kept.map((one) => PhaseTrack.from(one)));
  }

  add({ losses, seconds, from, phases }: Pick<Snapshot, "losses" | "seconds" | "from" | "phases">): void {
    let next = 0;
    for (let i = 0; i < losses.length; i++) {
      if (phases[next]?.from === from + i) {
        if (this.#all.length < MOST_PHASES) this.#all.push(new PhaseTrack(phases[next]));
        next++;
        this.#begun++;
      }
      if (this.#begun <= MOST_PHASES) this.#all.at(-1)?.push(losses[i], seconds[i]);
    }
  }

  #begun = 0;
}
