// What one forecast run found, as plain JSON: the command line prints it with --json, and the page is drawn from it.
import type { BacktestReport, Epoch, Verdict } from "recurra";

/** What the check of the data had to say about one column or the time index. */
export interface ReportedFinding {
  readonly kind: string;
  readonly column?: string;
  /** The first few rows concerned, counted as in the file. */
  readonly rows: readonly number[];
  readonly count: number;
  readonly message: string;
}

/** A run of rows, named by the times of its first and last row. */
export interface RowSpan {
  readonly from: string;
  readonly to: string;
  readonly rows: number;
}

export interface ForecastData extends RowSpan {
  /** The file's name as it was given. */
  readonly file: string;
  /** What the times are; with "row" they are row numbers. */
  readonly clock: "date" | "month" | "year" | "datetime" | "row";
  /** The usual step between rows, in words, for example "business day". */
  readonly step: string;
  /** Columns that the model reads. */
  readonly inputs: readonly string[];
  readonly findings: readonly ReportedFinding[];
  /** What was done to the data on the way in, for example that the newest row came first. */
  readonly notes: readonly string[];
}

export interface ForecastTraining {
  /** The rows whose gradients trained the model that was scored. */
  readonly fitted: RowSpan;
  /** The rows on which its epoch was chosen. */
  readonly validation: RowSpan | null;
  readonly loss: string;
  readonly epochs: readonly Omit<Epoch, "threads">[];
  /** The epoch whose weights were kept, from 1. */
  readonly bestEpoch: number;
  /** The second fit, on all rows, that made the forecast; null when the run was stopped before it. */
  readonly refit: (RowSpan & { readonly epochs: number }) | null;
}

/** {@link BacktestReport} with plain arrays. The row of window i at step s has the time `times[origins[i] - origins[0] + s]`. */
export interface PlainBacktest extends Omit<BacktestReport, "verdict" | "origins" | "actual" | "predicted" | "naive"> {
  readonly origins: readonly number[];
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  readonly naive: Readonly<Record<string, readonly number[]>>;
  /** Times of all rows from the first origin to the last row that was forecast. */
  readonly times: readonly string[];
}

/** One row of the forecast; without an interval when the backtest had too few windows to size one. */
export interface ForecastRow {
  readonly time: string;
  readonly value: number;
  readonly lower?: number | null;
  readonly upper?: number | null;
}

export type SettingValue = string | number | boolean | null | readonly string[];

export interface ForecastResult {
  readonly format: "recurra-forecast/1";
  /** "interrupted": training was stopped by the user, the best model so far was used. */
  readonly status: "done" | "interrupted";
  readonly target: string;
  readonly verdict: Verdict;
  readonly forecast: readonly ForecastRow[];
  readonly data: ForecastData;
  readonly backtest: PlainBacktest;
  readonly training: ForecastTraining;
  /** The target's values up to the last row known, or the last of them when the series is long. */
  readonly history: { readonly times: readonly string[]; readonly values: readonly number[] };
  readonly settings: Readonly<Record<string, SettingValue>>;
  readonly files: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
}
