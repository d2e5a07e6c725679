import { SingleBar } from "cli-progress";

/** What the bar shows of an epoch. */
export interface ProgressEpoch {
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
export function progress(quiet: boolean): Progress {
  return quiet || !process.stderr.isTTY ? SILENT : new Bar();
}

class Bar implements Progress {
  readonly #bar = new SingleBar({
    stream: process.stderr,
    format: "{phase} [{bar}] epoch {value}/{total}  {losses}  {left}",
    barsize: 20,
    barCompleteChar: "=",
    barIncompleteChar: " ",
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    gracefulExit: false,
  });
  #epochs = 0;
  #best = "";

  start(phase: string, epochs: number): void {
    this.stop();
    this.#epochs = epochs;
    this.#best = "";
    this.#bar.start(epochs, 0, { phase, losses: "", left: "" });
  }

  epoch({ epoch, trainLoss, validationLoss, seconds, best }: ProgressEpoch): void {
    if (best && validationLoss !== undefined) this.#best = `, best ${validationLoss.toPrecision(4)} at ${epoch}`;
    const validation = validationLoss === undefined ? "" : `  validation ${validationLoss.toPrecision(4)}${this.#best}`;
    const left = Math.ceil((this.#epochs - epoch) * seconds);
    this.#bar.update(epoch, {
      losses: `loss ${trainLoss.toPrecision(4)}${validation}`,
      left: left > 0 ? `at most ${left} s left` : "",
    });
  }

  stop(): void {
    this.#bar.stop();
  }
}
