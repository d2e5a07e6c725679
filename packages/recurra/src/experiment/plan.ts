// What an experiment will take, in windows and batches, before anything is trained; and in seconds, once a batch's time is known. Which
// windows are scored is decided by counts alone: results do not depend on how fast a machine is.

import { inputWidth } from "../ahead/known-ahead.ts";
import type { FitLayout, ForecasterSettings } from "../forecast/index.ts";
import { calibrationWindows } from "../forecast/settings/calibration.ts";
import { hasNetwork } from "../forecast/settings/forecaster-options.ts";
import { PRETRAINED_WORK, windowWork } from "../forecast/settings/model-size.ts";
import type { TrainStep } from "../training/index.ts";
import type { FitPhase } from "./events.ts";

/** Windows that a backtest scores at most: more would not make it surer, but the result large. */
const MOST_SCORED = 4000;
/** And where an answer is wanted at once: the rivals forecast as many. */
const MOST_INSTANT = 64;
/** Multiply-adds that their forecasts may take: some seconds. */
const MOST_WORK = 2e10;
/** Windows that it scores however long they are. */
const FEWEST_SCORED = 100;

/** Rows of a season at which scored windows begin at least, where it has so many. */
const FEWEST_PLACES = 60;

/** Time of a window forward, on one thread, as a share of its training step's. */
const FORWARD = 1 / 3;

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/**
 * Rows from one of `count` windows to the next, so that at most `most` are left. They begin at all of a season's rows, or at 60 of
 * very many: all hours of a day are scored, not noon alone.
 */
export function backtestStride(count: number, most: number, seasons: readonly number[]): number {
  let stride = Math.ceil(count / most);
  if (stride <= 1) return 1;
  const places = (season: number): number => season / commonDivisor(stride, season);
  while (seasons.map(Math.round).some((season) => places(season) < Math.min(season, FEWEST_PLACES))) stride++;
  return stride;
}

/** The windows of an experiment. */
interface PlannedWindows {
  readonly layout: FitLayout;
  /** Windows of the test part where every so many rows one begins. */
  readonly tested: (stride: number) => number;
  /** Windows that train an epoch of the final fit. */
  readonly final: number;
  readonly seasons: readonly number[];
  readonly pretrained?: boolean;
}

export class Plan {
  /** Batches of an epoch of each fit. */
  readonly batches: Readonly<Record<FitPhase, number>>;
  /** Every so many rows a window of the test part is scored, so many in all. */
  readonly backtest: { readonly stride: number; readonly windows: number };
  /** Multiply-adds of an epoch of the backtest fit; 0 where there is no network of its own. */
  readonly epochWork: number;
  readonly #validation: number;
  readonly #calibration: number;
  readonly #batchSize: number;

  /** `pretrained`: whether a network that was trained before may forecast, too. */
  constructor(settings: ForecasterSettings, { layout, tested, final, seasons, pretrained }: PlannedWindows) {
    const { lookback, batchSize } = layout;
    const own = windowWork({ ...settings, lookback, inputSize: inputWidth(settings) });
    const work = pretrained ? Math.max(own, PRETRAINED_WORK) : own;
    const training = layout.epochWindows;
    const validation = layout.validation.length;
    const scored = settings.model === "pretrained" ? MOST_INSTANT : MOST_SCORED;
    const most = Math.min(scored, Math.max(FEWEST_SCORED, Math.floor(MOST_WORK / work)));
    const stride = backtestStride(tested(1), most, seasons);
    this.batches = { "backtest fit": Math.ceil(training / batchSize), "final fit": Math.ceil(final / batchSize) };
    this.backtest = { stride, windows: tested(stride) };
    this.epochWork = hasNetwork(settings) ? (3 * training + validation) * own : 0;
    this.#validation = validation;
    this.#calibration = Math.min(validation, calibrationWindows(work, false));
    this.#batchSize = batchSize;
  }

  /**
   * Seconds of an epoch, and the most that is left to the experiment's end, where a batch takes `batchTime` ms on so many threads and the
   * fit has come to a step. `epochs` are the most of this fit; the one that follows has at most as many.
   */
  estimate(phase: FitPhase, batchTime: number, step: TrainStep, epochs: number): { epoch: number; most: number } {
    const batch = batchTime / 1000;
    // Validation and backtest run on one thread.
    const forward = (batch / this.#batchSize) * step.threads * FORWARD;
    const first = phase === "backtest fit";
    const epoch = this.batches[phase] * batch + (first ? this.#validation * forward : 0);
    const left = (epochs - step.epoch + 1) * epoch - step.batch * batch;
    if (!first) return { epoch, most: left };
    const rest = (this.#calibration + this.backtest.windows) * forward + epochs * this.batches["final fit"] * batch;
    return { epoch, most: left + rest };
  }
}
