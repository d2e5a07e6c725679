// The losses of a lab's epochs as lines, where there is no terminal for a bar: what a course's notebook prints.

import { grouped } from "recurra/words";
import type { Progress, ProgressEpoch } from "./progress-parts.ts";

/** Lines of a phase: of one with more epochs every second, fifth, tenth ... is told. */
const MOST = 25;

export class EpochLines implements Progress {
  readonly #write: (line: string) => void;
  #phase = "";
  #epochs = 0;
  #every = 1;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  start(phase: string, epochs: number): void {
    this.#phase = phase;
    this.#epochs = epochs;
    this.#every = roundUp(epochs / MOST);
  }

  epoch({ epoch, trainLoss, validationLoss }: ProgressEpoch): void {
    if (epoch !== 1 && epoch !== this.#epochs && epoch % this.#every !== 0) return;
    const validation = validationLoss === undefined ? "" : `, validation ${validationLoss.toPrecision(4)}`;
    const place = `${grouped(epoch)} of ${grouped(this.#epochs)}`;
    this.#write(`${this.#phase}: averaged training loss for epoch ${place}: ${trainLoss.toPrecision(4)}${validation}`);
  }

  batch(): void {}
  pace(): void {}
  backtest(): void {}

  say(line: string): void {
    this.#write(line);
  }

  head(line: string): void {
    this.#write(line);
  }

  stop(): void {}
}

/** 1, 2, 5, 10, 20, 50 ...: the first that is not below. */
function roundUp(least: number): number {
  for (let ten = 1; ; ten *= 10) {
    const found = [1, 2, 5].find((digit) => digit * ten >= least);
    if (found !== undefined) return found * ten;
  }
}
