import { SingleBar } from "cli-progress";
import { printable } from "./terminal.ts";

/** What the bar shows of an epoch. */
interface ProgressEpoch {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss?: number;
  readonly seconds: number;
  readonly best: boolean;
}

export interface Progress {
  /** A new phase of at most `epochs` epochs. */
  start(phase: string, epochs: number): void;
  epoch(epoch: ProgressEpoch): void;
  stop(): void;
}

const SILENT: Progress = { start() {}, epoch() {}, stop() {} };

/** A bar on stderr, so that stdout stays clean; nothing where stderr is no terminal or quiet is asked for. */
export function createProgress(quiet: boolean): Progress {
  return quiet || !process.stderr.isTTY ? SILENT : new Bar();
}

const BAR = 10;

/** The parts, in order of their weight, that fit whole into `room` columns; each with two spaces before it. */
export function joinFitting(parts: readonly string[], room: number): string {
  let line = "";
  for (const part of parts.filter((text) => text !== "")) {
    if (line.length + 2 + part.length > room) break;
    line += `  ${part}`;
  }
  return line;
}

/** Time left, as a bound: early stopping may end sooner. */
export function timeLeft(seconds: number): string {
  if (!(seconds > 0)) return "";
  if (seconds < 100) return `< ${Math.ceil(seconds)} s left`;
  return seconds < 6000 ? `< ${Math.ceil(seconds / 60)} min left` : `< ${Math.ceil(seconds / 3600)} h left`;
}

class Bar implements Progress {
  readonly #bar = new SingleBar({
    stream: process.stderr,
    format: "{phase} [{bar}] {value}/{total}{rest}",
    barsize: BAR,
    barCompleteChar: "=",
    barIncompleteChar: " ",
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    gracefulExit: false,
  });
  #phase = "";
  #epochs = 0;
  #best = "";

  start(phase: string, epochs: number): void {
    this.stop();
    this.#phase = printable(phase);
    this.#epochs = epochs;
    this.#best = "";
    this.#bar.start(epochs, 0, { phase: this.#phase, rest: " epochs" });
  }

  epoch({ epoch, trainLoss, validationLoss, seconds, best }: ProgressEpoch): void {
    if (best && validationLoss !== undefined) this.#best = `best ${validationLoss.toPrecision(4)} at ${epoch}`;
    const before = `${this.#phase} [] ${epoch}/${this.#epochs}`.length + BAR;
    const parts = [
      timeLeft((this.#epochs - epoch) * seconds),
      `loss ${trainLoss.toPrecision(4)}`,
      validationLoss === undefined ? "" : `validation ${validationLoss.toPrecision(4)}`,
      this.#best,
    ];
    this.#bar.update(epoch, { rest: joinFitting(parts, (process.stderr.columns || 80) - before) });
  }

  stop(): void {
    this.#bar.stop();
  }
}
