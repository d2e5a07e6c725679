// What a run of any kind has come to since the last snapshot, and when the page is told of it.

import type { EpochLine, PhaseStart, Snapshot } from "../engine/protocol.ts";
import type { Outbox } from "./outbox.ts";
import type { Pacer } from "./pacer.ts";

interface RunTrackParts {
  readonly pacer: Pacer;
  readonly outbox: Outbox<Snapshot>;
  /** What a snapshot has beside steps and epochs. */
  readonly more: () => Pick<Snapshot, "pictures" | "weights" | "heldOut" | "inside">;
  /** A clock in ms. It measures what is shown, and decides nothing. */
  readonly now?: () => number;
}

/** A step of the optimizer, as labs and experiments tell of it. */
interface Step {
  readonly phase: string;
  readonly epoch: number;
  readonly batch: number;
  readonly loss: number;
  readonly parameters?: number;
}

export class RunTrack {
  readonly #parts: RunTrackParts;
  readonly #now: () => number;
  #at = { phase: "", epoch: 0, batch: 0 };
  #step = 0;
  #losses: number[] = [];
  #epochs: EpochLine[] = [];
  #phases: PhaseStart[] = [];
  #seconds: number[] = [];
  /** Seconds that the phase has trained, and since when it does. */
  #trained = 0;
  #since: number;

  constructor({ now = () => performance.now(), ...parts }: RunTrackParts) {
    this.#parts = parts;
    this.#now = now;
    this.#since = now();
    parts.pacer.whenResting(() => this.look());
  }

  /** Counts a step; gives how many there are. */
  count({ phase, epoch, batch, loss, parameters }: Step): number {
    if (phase !== this.#at.phase) {
      this.#phases.push({ name: phase, from: this.#step, ...(parameters !== undefined && { parameters }) });
      this.#trained = 0;
    }
    this.#measure();
    this.#seconds.push(this.#trained);
    this.#at = { phase, epoch, batch };
    this.#losses.push(loss);
    return ++this.#step;
  }

  /** Behind a step: what is given is awaited before the next one. */
  afterStep(): void | Promise<void> {
    return this.#after({ step: this.#step, epochEnded: false });
  }

  /** Behind an epoch. */
  afterEpoch(line: Omit<EpochLine, "step">): void | Promise<void> {
    this.#epochs.push({ ...line, step: this.#step });
    return this.#after({ epochEnded: true });
  }

  /** At the end of the run: what is left is told. */
  end(): void {
    this.look();
  }

  /** What there is to see is drawn anew, also while the run rests. */
  look(): void {
    this.#parts.outbox.offerLast(() => this.#snapshot());
  }

  #after(pace: Parameters<Pacer["after"]>[0]): void | Promise<void> {
    const { pacer, outbox } = this.#parts;
    this.#measure();
    const waiting = pacer.after(pace);
    const tell = (): void => {
      if (pacer.state === "running") outbox.offer(() => this.#snapshot());
      // What is drawn, and how long it rests, is no time of the training.
      this.#since = this.#now();
    };
    // Behind the turn of the event loop, where there is one: to train and to draw are two tasks, and between them the page is heard.
    if (waiting) return waiting.then(tell);
    tell();
  }

  #measure(): void {
    const now = this.#now();
    this.#trained += (now - this.#since) / 1000;
    this.#since = now;
  }

  #snapshot(): Snapshot {
    const [losses, epochs, phases] = [Float32Array.from(this.#losses), this.#epochs, this.#phases];
    const seconds = Float32Array.from(this.#seconds);
    this.#losses = [];
    this.#seconds = [];
    this.#epochs = [];
    this.#phases = [];
    const steps = { ...this.#at, step: this.#step, losses, seconds, from: this.#step - losses.length };
    // A replay leads to where the page was: until then it goes on showing that.
    return { ...steps, epochs, phases, ...(this.#parts.pacer.isReplaying ? { pictures: "" } : this.#parts.more()) };
  }
}
