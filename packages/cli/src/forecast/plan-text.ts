// What a long run will do and take, in sentences, before anybody has waited for it.

import type { ExperimentOutline } from "recurra/experiment";
import { counted, grouped } from "recurra/words";
import { span } from "../terminal/amounts.ts";

/** Multiply-adds that some seconds have room for. */
const SOME_SECONDS = 3e10;

type Outline = Pick<
  ExperimentOutline,
  "settings" | "rows" | "trainingWindows" | "stride" | "validationWindows" | "batches" | "epochWork" | "backtest"
>;

/** Whether the fewest epochs that early stopping leaves take more than some seconds, by a count that no clock changes. */
export function isLong({ settings, epochWork }: Outline): boolean {
  const [epochs, patience] = [Number(settings.epochs), Number(settings.patience)];
  return epochWork * Math.min(epochs, patience + 1) > SOME_SECONDS;
}

export function planSentence(outline: Outline): string {
  const { settings, rows, trainingWindows, stride, validationWindows, batches, backtest } = outline;
  const part = stride === 1 ? "" : `, one in ${stride} in each epoch,`;
  const scored = `${counted(backtest.windows, "window")} are scored${backtest.stride === 1 ? "" : `, one every ${backtest.stride} rows`}`;
  return (
    `plan: ${counted(rows, "row")}; ${counted(trainingWindows, "window")} of ${counted(Number(settings.lookback), "row")} train${part} and ${grouped(validationWindows)} choose the epoch, ` +
    `${counted(batches, "batch", "batches")} an epoch, at most ${counted(Number(settings.epochs), "epoch")}; ${scored}.`
  );
}

export function timeSentence(epochSeconds: number, mostSeconds: number): string {
  return `time: about ${span(epochSeconds)} an epoch, at most ${span(mostSeconds)} in all (both fits and the backtest; they stop earlier when validation does not improve).`;
}
