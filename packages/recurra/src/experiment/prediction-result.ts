// What a model that was fitted before forecasts, as plain JSON.

import type { Bounds } from "../data/bounds.ts";
import type { BacktestSummary } from "../evaluation/index.ts";
import type { TrainingSummary } from "../forecast/index.ts";
import type { ExperimentData, ReportedFinding } from "./result.ts";

export interface PredictedRow {
  readonly time: string;
  readonly value: number;
  /** The ends of the interval; null where the model has none. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Those of the further levels of the model; absent where it has none. */
  readonly further?: readonly { readonly level: number; readonly lower: number; readonly upper: number }[];
  /** Set on rows past the horizon of the model, which it forecast from its own forecasts. */
  readonly beyond?: true;
  /** The true value, where the series has it. */
  readonly actual: number | null;
  /** Whether the row lies among those that the model was fitted on; null where the times cannot be compared. */
  readonly seenByFit: boolean | null;
}

/** The model, as far as a reader of its forecast should know it. */
export interface PredictionModel {
  readonly cell: string;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly inputs: readonly string[];
  /** What it knows of the rows that it forecasts; absent where nothing. */
  readonly ahead?: ExperimentData["ahead"];
  readonly lookback: number;
  readonly horizon: number;
  readonly seed: number;
  readonly mode: string;
  /** What its forecasts and intervals keep to; null where they keep to nothing. */
  readonly bounds: Bounds | null;
  readonly training: TrainingSummary;
  /** How a model of these settings scored on rows that it had not seen; null where the file does not tell. */
  readonly backtest: BacktestSummary | null;
}

export interface PredictionResult {
  readonly target: string;
  readonly model: PredictionModel;
  readonly data: {
    readonly file: string;
    readonly rows: number;
    readonly from: string;
    readonly to: string;
    readonly clock: string;
    readonly step: string;
    readonly findings: readonly ReportedFinding[];
    readonly notes: readonly string[];
  };
  /** The last row that the forecast knows of, where it was asked for as of an earlier one than the last. */
  readonly asOf: string | null;
  /** Share of truths that the intervals are to hold; null where there are none, for the reason in `note`. */
  readonly level: number | null;
  readonly note: string | null;
  readonly forecast: readonly PredictedRow[];
  /** Mean absolute errors over the rows whose true values are known: of the model, and of repeating the last value. */
  readonly errors: { readonly rows: number; readonly mae: number; readonly lastValueMae: number } | null;
}
