// What one experiment found, as plain JSON: a command line prints it, a page is drawn from it, a queue keeps it.
import type { Phrase } from "../core/phrase.ts";
import type { Season } from "../data/index.ts";
import type { BacktestReport } from "../evaluation/backtest-report.ts";
import type { Verdict } from "../evaluation/verdict/verdict.ts";
import type { RivalLoss, TrainingSummary } from "../forecast/index.ts";
import type { Epoch } from "../training/epoch.ts";

/** What the check of the data had to say about one column or the time index. */
export interface ReportedFinding {
  readonly kind: string;
  readonly column?: string;
  /** The first few rows concerned, counted as in the file. */
  readonly rows: readonly number[];
  readonly count: number;
  readonly message: string;
  /** The message without what it offers, and the offer, for an edge to say in its own words: see `wordFinding` of recurra/data. */
  readonly problem?: string;
  readonly remedies?: readonly Phrase[];
}

/** A run of rows, named by the times of its first and last row. */
export interface RowSpan {
  readonly from: string;
  readonly to: string;
  readonly rows: number;
}

/** The series, as it was worked with. */
export interface ExperimentData extends RowSpan {
  /** The series' name: that of its file, as it was given. */
  readonly file: string;
  /** What the times are; with "row" they are row numbers. */
  readonly clock: "date" | "month" | "quarter" | "year" | "datetime" | "row";
  /** The usual step between rows, in words, for example "business day". */
  readonly step: string;
  /** The seasons that the training rows show, or that were asked for, shortest first. */
  readonly seasons: readonly Season[];
  /** Columns that the model reads. */
  readonly inputs: readonly string[];
  /** What the model knows of the rows that it forecasts: columns, features of the clock, so many holidays; absent where nothing. */
  readonly ahead?: {
    readonly future: readonly string[];
    readonly calendar: readonly string[];
    readonly holidays: number;
  };
  readonly findings: readonly ReportedFinding[];
  /** What was done to the data on the way in, for example that the newest row came first. */
  readonly notes: readonly string[];
}

/** What the network of the backtest fit has to beat: of the methods without a network that with the smallest loss on its validation windows. */
export interface ToBeat extends RivalLoss {
  /** Windows that the loss is a mean over. */
  readonly windows: number;
}

/** The two fits. */
export interface ExperimentTraining {
  /** The rows whose gradients trained the model that was scored. */
  readonly fitted: RowSpan;
  /** The rows on which its epoch was chosen. */
  readonly validation: RowSpan | null;
  readonly loss: string;
  readonly epochs: readonly Omit<Epoch, "threads">[];
  /** The epoch whose weights were kept, from 1; 0 for the untrained network, where no epoch was better. */
  readonly bestEpoch: number;
  /** In the measure of the validation losses, where rivals were asked for. */
  readonly toBeat?: ToBeat;
  /** Mean absolute errors on the validation windows of the network, the linear path and the mean of both, and the share of the network. */
  readonly parts?: TrainingSummary["parts"];
  /** Those of the linear path, the pretrained network and the mean of both, and which of them forecasts; absent where there is one of them. */
  readonly paths?: TrainingSummary["paths"];
  /** What training the pretrained network further came to; absent where that was not asked for, or the rows leave no windows to choose by. */
  readonly tuning?: TrainingSummary["tuning"];
  /**
   * The second fit, on all rows, that made the forecast; null when the run was stopped before it. `check`: where its network learned, the mean absolute
   * errors of that and of the scored one on the last windows, and which of them forecasts; `tuning`: the same of a pretrained network that was trained
   * further.
   */
  readonly refit:
    | (RowSpan & {
        readonly epochs: number;
        readonly seconds: number;
        readonly check?: TrainingSummary["refit"];
        readonly tuning?: NonNullable<TrainingSummary["tuning"]>["refit"];
      })
    | null;
}

/** {@link BacktestReport} with plain arrays. The row of window i at step s has the time `times[origins[i] - origins[0] + s]`. */
export interface PlainBacktest
  extends Omit<BacktestReport, "verdict" | "origins" | "actual" | "predicted" | "rivals" | "next"> {
  readonly origins: readonly number[];
  /** Null where the value was filled in by a repair: it is no truth. */
  readonly actual: readonly (number | null)[];
  readonly predicted: readonly number[];
  /** What the best naive and the best simple rival forecast, by name. */
  readonly rivals: Readonly<Record<string, readonly number[]>>;
  /** What the rival with the smallest error forecasts for the rows after the series. */
  readonly next: { readonly name: string; readonly words: string; readonly values: readonly number[] };
  /** Times of all rows from the first origin to the last row that was forecast. */
  readonly times: readonly string[];
}

/** One row of the forecast; the ends are null where the backtest had too few windows to size an interval. */
export interface PlainForecastRow {
  readonly time: string;
  readonly value: number;
  readonly lower?: number | null;
  readonly upper?: number | null;
  /** Those of the further levels that were asked for and sized; absent where there are none. */
  readonly further?: readonly { readonly level: number; readonly lower: number; readonly upper: number }[];
}

/** What the forecasts and their intervals keep to. */
export interface ReportedBounds {
  /** In the target's units; null where the end is open. */
  readonly min: number | null;
  readonly max: number | null;
  /** Whether `min` was found from the data and not asked for. */
  readonly found: boolean;
  /** What they keep to and why, and what of the data lies beyond. */
  readonly remarks: readonly string[];
}

export type SettingValue = string | number | boolean | null | readonly string[] | readonly number[];

/** The outcome of an experiment. It is the same JSON wherever it ran, but for what is called `seconds`: of the epochs, and of the fit on all rows. */
export interface ExperimentResult {
  readonly format: "recurra-forecast/1";
  /** "interrupted": training was stopped by the user, the best model so far was used. */
  readonly status: "done" | "interrupted";
  readonly target: string;
  /** What the target is measured in, where that was said. */
  readonly unit?: string;
  readonly verdict: Verdict;
  readonly forecast: readonly PlainForecastRow[];
  /** Absent where forecasts keep to nothing. */
  readonly bounds?: ReportedBounds;
  readonly data: ExperimentData;
  readonly backtest: PlainBacktest;
  readonly training: ExperimentTraining;
  /** The target's values up to the last row known, or the last of them when the series is long. */
  readonly history: { readonly times: readonly string[]; readonly values: readonly number[] };
  /** All that the models were set to, with what was found from the data. */
  readonly settings: Readonly<Record<string, SettingValue>>;
}
