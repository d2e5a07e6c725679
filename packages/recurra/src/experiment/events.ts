// What an experiment tells while it runs. All of it is plain data, so that it may cross to another thread or process.

import { made, type OptionRule } from "../core/option-rules.ts";
import type { Season } from "../data/index.ts";
import type { FitStep, RivalLoss } from "../forecast/index.ts";
import type { Metric, TrainingState } from "../training/index.ts";
import type { FitEpoch } from "../tuning/tuning-epochs.ts";
import type { ExperimentResult, ToBeat } from "./result.ts";

/** The two fits: on the rows before the test part, for the scores; and on all rows, for the forecast. */
export type FitPhase = "backtest fit" | "final fit";

/** Rows that stand together in an experiment, with the times of the first and the last of them: as texts, and as the clock has them. */
export interface OutlinePart {
  /** What they are for: to learn from, to choose the number of epochs by, to be scored on. */
  readonly name: "training" | "validation" | "backtest";
  readonly rows: number;
  readonly from: string;
  readonly to: string;
  readonly times: readonly [from: number, to: number];
}

/** What will be done, found from the settings and the series before anything is trained. */
export interface ExperimentOutline {
  readonly target: string;
  readonly inputs: readonly string[];
  /** All that the models are set to, with what was found from the data. */
  readonly settings: ExperimentResult["settings"];
  readonly rows: number;
  /** The seasons that the training rows show, or that were asked for. */
  readonly seasons: readonly Season[];
  /** Rows before the test part. */
  readonly learningRows: number;
  /** All rows, cut in the order of time; those without a row are left out. */
  readonly parts: readonly OutlinePart[];
  readonly trainingWindows: number;
  /** Each epoch has every so many-th of the training windows, another part each time: 1, all of them, unless they are very many. */
  readonly stride: number;
  readonly validationWindows: number;
  /** Batches of an epoch of the backtest fit. */
  readonly batches: number;
  /** Multiply-adds of such an epoch: how much work it is, on whatever machine. */
  readonly epochWork: number;
  /** Windows of the test part that are scored: of very many every `stride`-th. */
  readonly backtest: { readonly windows: number; readonly stride: number };
}

/** Rivals on the validation windows of a fit, and rows that no step learns from. */
export interface ValidationRivals {
  /** Windows that the losses are means over. */
  readonly windows: number;
  /** By name, the smallest loss first. */
  readonly losses: readonly RivalLoss[];
  /** Validation windows one behind the other, for a picture: what came, and what the first of `losses` forecasts; `onStep` has the network's own forecasts of them. */
  readonly heldOut: {
    readonly horizon: number;
    /** The row of each window's first value, from 0. */
    readonly origins: readonly number[];
    /** Of the rows from the first of them to the end of the last window. */
    readonly times: readonly string[];
    /** Of the same rows; null where the value was filled in. */
    readonly actual: readonly (number | null)[];
    /** In the target's units, [windows * horizon]. */
    readonly rival: readonly number[];
  };
}

/** The model of the rows before the test part, as it is kept so that a run can go on from it. */
export interface FittedModel {
  /** The forecaster as one safetensors file. */
  readonly model: Uint8Array;
  readonly epochs: readonly FitEpoch[];
  /** Where rivals were asked for, and the fit has such a loss. */
  readonly toBeat?: ToBeat;
}

export type ExperimentEvent =
  /** First, before any work: settings and data are good. */
  | { readonly type: "outline"; readonly outline: ExperimentOutline }
  /**
   * A part of the work begins. `epochs` at most; those in `done` were had before, in a run that goes on. `tuning`: where the pretrained network is
   * trained further first, its epochs, at most; they have `tunes` set.
   */
  | {
      readonly type: "phase";
      readonly phase: FitPhase;
      readonly epochs: number;
      readonly tuning?: number;
      readonly done: readonly FitEpoch[];
    }
  /**
   * Where that was asked for, before the first step of the backtest fit: what rivals come to on its validation windows, in the measure of its validation
   * losses. Not in the final fit, which learns from all rows, and not where a fit has no such loss.
   */
  | ({ readonly type: "rivals"; readonly phase: FitPhase } & ValidationRivals)
  /** Now and then within an epoch, where it takes longer than a moment: so many of its batches are done, with this mean loss. */
  | {
      readonly type: "batch";
      readonly phase: FitPhase;
      readonly epoch: number;
      readonly batch: number;
      readonly batches: number;
      readonly loss: number;
    }
  /**
   * Once in a fit that takes more than some seconds, after its first batches: how long an epoch will take, and the most that is left to
   * the end of the experiment, in seconds. Validation may end a fit sooner.
   */
  | {
      readonly type: "estimate";
      readonly phase: FitPhase;
      readonly epochSeconds: number;
      readonly mostSeconds: number;
    }
  | { readonly type: "epoch"; readonly phase: FitPhase; readonly epoch: FitEpoch }
  /** The backtest fit has ended. Whoever wants to go on from here keeps it. */
  | ({ readonly type: "fitted" } & FittedModel)
  /** Windows of the backtest that are forecast. */
  | { readonly type: "backtest"; readonly done: number; readonly total: number }
  /** The model that makes the forecast, fitted on all rows, with its intervals and how it scored. */
  | { readonly type: "model"; readonly model: Uint8Array }
  /**
   * Last, when `signal` ended the work; the generator then throws the signal's reason. `model` is the best so far of the fit under
   * way or, behind the backtest fit, the one that was scored; absent before there is any.
   */
  | {
      readonly type: "interrupted";
      readonly phase: FitPhase | "backtest";
      /** Epochs of this fit that have ended, and the best of them (0: none, or none better than the untrained network). */
      readonly epochs: number;
      readonly bestEpoch: number;
      /** Set where the fit had come no further than to the pretrained network, which is trained first. */
      readonly tunes?: true;
      readonly model?: Uint8Array;
    }
  /** Last. */
  | { readonly type: "result"; readonly result: ExperimentResult };

/** How far an experiment has come: nowhere, within the backtest fit, or behind it and perhaps within the final fit. */
export interface ExperimentPosition {
  /** Behind the backtest fit: what the event "fitted" carried. */
  readonly fitted?: FittedModel;
  /** Of the fit under way: what `checkpoint` was given last. */
  readonly state?: TrainingState;
}

/** What an experiment takes beside its settings; none of it changes a bit of the result. */
export interface ExperimentOptions {
  /** Ends the work after the current step. */
  readonly signal?: AbortSignal;
  /** Threads that train. Default "auto". */
  readonly threads?: number | "auto";
  /** Whether rivals are measured before the backtest fit, too: the event "rivals", and `training.toBeat` of the result. Default false. */
  readonly rivals?: boolean;
  /** Numbers of one's own in the epochs of both fits, as `Forecaster.fit` takes them. */
  readonly metrics?: Readonly<Record<string, Metric>>;
  /**
   * Called after each step of the optimizer in either fit; the work waits for a promise that it gives, and ends with what it throws. By it a page
   * pauses, goes step by step, and keeps its thread free: nothing of the result depends on how long that takes.
   */
  readonly onStep?: (step: FitStep & { readonly phase: FitPhase }) => unknown;
  /** Hands out where a fit stands, at most once in so many seconds (default 5; 0: after every step), and when `signal` ends it. */
  readonly checkpoint?: {
    readonly every?: number;
    readonly save: (phase: FitPhase, state: TrainingState) => void | Promise<void>;
  };
  /** Goes on from where an experiment of the same series and settings stood, to the same result. */
  readonly resume?: ExperimentPosition;
}

/** What a run that was interrupted had come to. */
export const RESUME: OptionRule<NonNullable<ExperimentOptions["resume"]>> = /* @__PURE__ */ made(
  "{ fitted, state }",
  (value): value is NonNullable<ExperimentOptions["resume"]> =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every((name) => name === "fitted" || name === "state"),
);
