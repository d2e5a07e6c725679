// A run that was kept and goes on: its steps are taken once more, which leads to the same bits, and until then its page shows what was kept.
import { LossTrack } from "./loss-track.ts";
import type { Snapshot } from "./protocol.ts";
import { RunSoFar } from "./run-so-far.ts";

export class Replay {
  /** What the replay has come to. */
  readonly run: RunSoFar = new RunSoFar();
  readonly #kept: RunSoFar;
  readonly #losses = new LossTrack();

  constructor(kept: RunSoFar) {
    this.#kept = kept;
  }

  /** Steps that are to be taken. */
  get of(): number {
    return this.#kept.seen.step;
  }

  /** Whether it is where the kept run was. */
  get isDone(): boolean {
    return this.run.seen.step >= this.of && this.run.epochs.length >= this.#kept.epochs.length;
  }

  /** Whether its losses are those that were kept, bit by bit; asked when it is done. */
  get isSame(): boolean {
    return this.#losses.equals(this.#kept.losses);
  }

  take(snapshot: Snapshot): void {
    this.#losses.add(snapshot.losses.subarray(0, Math.max(0, this.of - snapshot.from)));
    this.run.take(snapshot);
  }
}
