// What the protocol over many series tells while it runs, as plain data.

import type { ExperimentEvent, ExperimentOptions, FittedModel } from "../experiment/index.ts";
import type { ManyResult, SeriesForecast } from "./result.ts";

/** What will be done, before anything is trained. */
export interface ManyOutline {
  readonly target: string;
  readonly idColumns: readonly string[];
  readonly series: number;
  readonly rows: number;
  /** Series that have room for a backtest. */
  readonly tested: number;
  /** The time at which the test of all begins; null where each keeps its own last part. */
  readonly cut: string | null;
  readonly rivals: "all" | "few";
  /** Of each series at most so many windows are scored. */
  readonly mostWindows: number;
  readonly settings: ManyResult["settings"];
}

export type ManyEvent =
  /** First, before any work: settings and data are good. */
  | { readonly type: "outline"; readonly outline: ManyOutline }
  | Extract<ExperimentEvent, { readonly type: "phase" | "batch" | "estimate" | "epoch" | "interrupted" }>
  /** The fit on the earlier parts has ended. Whoever wants to go on from here keeps it. */
  | ({ readonly type: "fitted" } & FittedModel)
  /** Series whose backtest is done. */
  | { readonly type: "backtest"; readonly done: number; readonly total: number }
  /** The model that makes the forecasts, fitted on all rows. */
  | { readonly type: "model"; readonly model: Uint8Array }
  /** The forecast of each series, in the order of the set. */
  | { readonly type: "forecast"; readonly forecast: SeriesForecast }
  /** Last. */
  | { readonly type: "result"; readonly result: ManyResult };

/** What it takes beside its settings; none of it changes a bit of the result. */
export type ManyOptions = Omit<ExperimentOptions, "onStep" | "rivals">;
