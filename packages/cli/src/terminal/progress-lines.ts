// Progress where there is no terminal, as in the log of a job: now and then a line that says how far the run is.

import { counted, grouped } from "recurra/words";
import type { Progress, ProgressBatch, ProgressEpoch } from "./progress-parts.ts";
import { timeLeft } from "./time-left.ts";

/** Milliseconds. */
const EVERY = 10_000;

export interface LineTimes {
  /** Milliseconds from the beginning to the first line. */
  readonly first: number;
  /** A clock in ms. */
  readonly now?: () => number;
}

export class ProgressLines implements Progress {
  readonly #write: (line: string) => void;
  readonly #now: () => number;
  #due: number;
  #phase = "";
  #epochs = 0;
  #epochSeconds = 0;
  #last: ProgressEpoch | undefined;
  #best: ProgressEpoch | undefined;
  #head: string | undefined;

  constructor(write: (line: string) => void, { first, now = () => performance.now() }: LineTimes) {
    this.#write = write;
    this.#now = now;
    this.#due = now() + first;
  }

  start(phase: string, epochs: number): void {
    this.#phase = phase;
    this.#epochs = epochs;
    this.#epochSeconds = 0;
    this.#last = undefined;
    this.#best = undefined;
  }

  epoch(epoch: ProgressEpoch): void {
    this.#last = epoch;
    if (epoch.best) this.#best = epoch;
    this.#epochSeconds = epoch.seconds;
    this.#tell(epoch.epoch, epoch.epoch, [`loss ${epoch.trainLoss.toPrecision(4)}`]);
  }

  batch({ epoch, batch, batches, loss }: ProgressBatch): void {
    const place = `batch ${grouped(batch)} of ${grouped(batches)}`;
    this.#tell(epoch, epoch - 1 + batch / batches, [place, `loss ${loss.toPrecision(4)}`]);
  }

  pace(epochSeconds: number): void {
    this.#epochSeconds = epochSeconds;
  }

  backtest(done: number, total: number, what?: string): void {
    if (!this.#isDue()) return;
    const all = what === undefined ? counted(total, "window") : `${grouped(total)} ${what}`;
    this.#write(`backtest: ${grouped(done)} of ${all}`);
  }

  say(line: string): void {
    this.#write(line);
  }

  head(line: string): void {
    this.#head = line;
  }

  stop(): void {}

  /** The line of an epoch of which `done` epochs are done, whole and parts. */
  #tell(epoch: number, done: number, parts: readonly string[]): void {
    if (!this.#isDue()) return;
    if (this.#head !== undefined) this.#write(this.#head);
    this.#head = undefined;
    const validation = this.#validation();
    const place = `epoch ${grouped(epoch)} of at most ${grouped(this.#epochs)}`;
    const left = timeLeft((this.#epochs - done) * this.#epochSeconds);
    this.#write(`${this.#phase}: ${[place, ...parts, validation, left].filter((part) => part !== "").join(", ")}`);
  }

  /** That of the last epoch, what it is to be below, and the best. */
  #validation(): string {
    const { validationLoss, toBeat } = this.#last ?? {};
    if (validationLoss === undefined) return "";
    const best = this.#best?.validationLoss;
    const beside = [
      ...(toBeat === undefined ? [] : [`to beat ${toBeat.toPrecision(4)}`]),
      ...(best === undefined ? [] : [`best ${best.toPrecision(4)} at ${this.#best?.epoch}`]),
    ];
    return `validation ${validationLoss.toPrecision(4)}${beside.length === 0 ? "" : ` (${beside.join(", ")})`}`;
  }

  #isDue(): boolean {
    const now = this.#now();
    if (now < this.#due) return false;
    this.#due = now + EVERY;
    return true;
  }
}
