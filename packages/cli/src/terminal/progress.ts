// How far a run is, on stderr, so that stdout stays clean: a bar on a terminal, lines now and then elsewhere.

import { SingleBar } from "cli-progress";
import { grouped } from "recurra/words";
import { EpochLines } from "./epoch-lines.ts";
import { say } from "./failure.ts";
import { type LineTimes, ProgressLines } from "./progress-lines.ts";
import type { Progress, ProgressBatch, ProgressEpoch } from "./progress-parts.ts";
import { printable } from "./terminal.ts";
import { timeLeft } from "./time-left.ts";

const SILENT: Progress = {
  start() {},
  epoch() {},
  batch() {},
  pace() {},
  backtest() {},
  say() {},
  head() {},
  stop() {},
};

/** A bar on a terminal; elsewhere lines: of the epochs, or now and then; nothing where quiet is. */
export function createProgress(quiet: boolean, lines: LineTimes | "epochs"): Progress {
  if (quiet) return SILENT;
  if (process.stderr.isTTY) return new Bar();
  return lines === "epochs" ? new EpochLines(say) : new ProgressLines(say, lines);
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

/** Where the network stands: "validation 0.3812 > 0.3564", of which the latter is to be beaten. */
export function validationPart({ validationLoss, toBeat }: Pick<ProgressEpoch, "validationLoss" | "toBeat">): string {
  if (validationLoss === undefined) return "";
  const beside = toBeat === undefined ? "" : ` ${validationLoss < toBeat ? "<" : ">"} ${toBeat.toPrecision(4)}`;
  return `validation ${validationLoss.toPrecision(4)}${beside}`;
}

class Bar implements Progress {
  readonly #bar = new SingleBar({
    stream: process.stderr,
    format: "{phase} [{bar}] {done}/{total}{rest}",
    barsize: BAR,
    barCompleteChar: "=",
    barIncompleteChar: " ",
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    gracefulExit: false,
  });
  /** What the bar shows now. */
  #shown = { total: 0, value: 0, payload: { phase: "", done: "0", rest: "" } };
  #best = "";
  #validation = "";
  #epochSeconds = 0;

  start(phase: string, epochs: number): void {
    this.stop();
    this.#best = "";
    this.#validation = "";
    this.#epochSeconds = 0;
    this.#begin(phase, epochs, " epochs");
  }

  epoch(shown: ProgressEpoch): void {
    const { epoch, trainLoss, validationLoss, seconds, best } = shown;
    if (best && validationLoss !== undefined) this.#best = `best ${validationLoss.toPrecision(4)} at ${epoch}`;
    this.#validation = validationPart(shown);
    this.#epochSeconds = seconds;
    this.#update(epoch, String(epoch), [
      timeLeft((this.#shown.total - epoch) * seconds),
      this.#validation,
      `loss ${trainLoss.toPrecision(4)}`,
      this.#best,
    ]);
  }

  batch({ epoch, batch, batches, loss }: ProgressBatch): void {
    const value = epoch - 1 + batch / batches;
    this.#update(value, String(epoch - 1), [
      timeLeft((this.#shown.total - value) * this.#epochSeconds),
      `batch ${grouped(batch)}/${grouped(batches)}`,
      this.#validation,
      `loss ${loss.toPrecision(4)}`,
      this.#best,
    ]);
  }

  pace(epochSeconds: number): void {
    this.#epochSeconds = epochSeconds;
  }

  backtest(done: number, total: number, what = "windows"): void {
    if (!this.#bar.isActive) this.#begin("backtest", total, ` ${what}`);
    this.#update(done, String(done), [what]);
    if (done >= total) this.stop();
  }

  say(line: string): void {
    const active = this.#bar.isActive;
    this.stop();
    say(line);
    const { total, value, payload } = this.#shown;
    if (active) this.#bar.start(total, value, payload);
  }

  head(line: string): void {
    this.say(line);
  }

  stop(): void {
    this.#bar.stop();
  }

  #begin(phase: string, total: number, rest: string): void {
    this.#shown = { total, value: 0, payload: { phase: printable(phase), done: "0", rest } };
    this.#bar.start(total, 0, this.#shown.payload);
  }

  #update(value: number, done: string, parts: readonly string[]): void {
    const { total, payload } = this.#shown;
    const before = `${payload.phase} [] ${done}/${total}`.length + BAR;
    const rest = joinFitting(parts, (process.stderr.columns || 80) - before);
    this.#shown = { total, value, payload: { ...payload, done, rest } };
    this.#bar.update(value, this.#shown.payload);
  }
}
