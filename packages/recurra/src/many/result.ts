// What the protocol over many series comes to, as plain data.

import type { PlainForecastRow, RowSpan, SettingValue } from "../experiment/index.ts";
import type { PartErrors, PathsUsed } from "../global/index.ts";

/** How a forecast stands beside its rivals; "unscored": the series is too short, or has nothing to be scored on. */
export type SeriesOutcome = "better" | "no-better" | "worse" | "unscored";

/** One series: a line of the table. */
export interface SeriesRow extends RowSpan {
  /** What the id columns have for it. */
  readonly key: readonly string[];
  /** Windows that were scored. */
  readonly windows: number;
  /** Mean absolute error of the model; null where nothing was scored. */
  readonly mae: number | null;
  /** The same over the mean error of a naive forecast of one season, or row, in the rows before the test; null also where these never change. */
  readonly mase: number | null;
  /** The rival with the smallest error on the same windows, as it turned out. */
  readonly rival: {
    readonly name: string;
    readonly words: string;
    readonly mae: number;
    readonly mase: number | null;
  } | null;
  /** The model's error over that of the best rival; null where that has none. */
  readonly ratio: number | null;
  /** By its own tests against all rivals, corrected for the number of series. */
  readonly outcome: SeriesOutcome;
  readonly p: number | null;
  /** Who makes its forecast: the model, or a rival where the series is too short for it. */
  readonly forecastBy: string;
  /** Why it was not scored, or what else is to be known of it. */
  readonly note?: string;
}

/** The errors of a method over all series. */
export interface PooledScore {
  readonly name: string;
  readonly words: string;
  readonly kind: "model" | "naive" | "simple";
  /** Series that it was scored on. */
  readonly series: number;
  /** Mean and median of the series' scaled errors (MASE). */
  readonly mase: number;
  readonly median: number;
  /** Series on which no other method has a smaller error. */
  readonly best: number;
}

/** The model beside one rival over all series that both were scored on. */
export interface PooledComparison {
  readonly against: string;
  readonly kind: "naive" | "simple";
  readonly series: number;
  /** Series on which the model's error is the smaller one, and the larger one. */
  readonly lower: number;
  readonly higher: number;
  /** Mean of the model's scaled error minus the rival's. */
  readonly meanDifference: number;
  /** Of the sign test over series, two-sided; 1 where the mean says the opposite. */
  readonly p: number;
}

export interface ManyVerdict {
  /** Is the forecast better than every naive one, over all series? */
  readonly outcome: "better" | "no-better" | "worse";
  /** Is it better than every simple method? Null where none was fitted. */
  readonly simple: "better" | "no-better" | "worse" | null;
  readonly headline: string;
  readonly sentence: string;
  readonly remarks: readonly string[];
  /** Series by their own tests. */
  readonly counts: Readonly<Record<SeriesOutcome, number>>;
}

/** The forecast of one series, and what is drawn of it. */
export interface SeriesForecast {
  readonly key: readonly string[];
  readonly rows: readonly PlainForecastRow[];
}

/** A series that is shown: its last rows, what was forecast of them in the last window of the backtest, and the forecast. */
export interface ShownSeries extends SeriesForecast {
  readonly role: "best" | "median" | "worst";
  readonly ratio: number;
  readonly rival: string;
  readonly history: { readonly times: readonly string[]; readonly values: readonly (number | null)[] };
  readonly tested: { readonly times: readonly string[]; readonly values: readonly number[] };
}

/** What was found in the data of the series, a kind a line. */
export interface FoundInSeries {
  readonly kind: string;
  /** Series that have it. */
  readonly series: number;
  /** Of the first one that has it, with its name. */
  readonly first: string;
}

export interface ManyResult {
  readonly format: "recurra-many/1";
  readonly status: "done";
  readonly target: string;
  readonly unit?: string;
  /** The columns that tell the series apart. */
  readonly idColumns: readonly string[];
  readonly horizon: number;
  readonly level: number;
  readonly verdict: ManyVerdict;
  /** The model of the backtest. */
  readonly model: {
    readonly name: string;
    /** Which linear paths it has, the network's share in its forecasts, and what each part errs on the validation windows, scaled; null without such. */
    readonly paths: PathsUsed;
    readonly networkShare: number;
    /** That of the pretrained network; absent where it was none of the candidates. */
    readonly pretrainedShare?: number;
    readonly errors: PartErrors | null;
    /** The same as a sentence. */
    readonly words: string | null;
    /** What training did beside what forecasts without it, as a sentence; absent where nothing was trained, or there was no pretrained network. */
    readonly trained?: string;
  };
  /** The model first, then its rivals, the best first. */
  readonly scores: readonly PooledScore[];
  readonly comparisons: readonly PooledComparison[];
  /** How many of the true values lay within the intervals, of all series; null where that could not be measured. */
  readonly coverage: number | null;
  /** In the order of the file. */
  readonly series: readonly SeriesRow[];
  readonly shown: readonly ShownSeries[];
  /** In the order of the file; null where there are too many for a document. */
  readonly forecasts: readonly SeriesForecast[] | null;
  readonly data: {
    readonly file: string;
    readonly series: number;
    readonly rows: number;
    readonly clock: "row" | "date" | "month" | "quarter" | "year" | "datetime";
    readonly step: string;
    /** The test of all series begins at this time; null where each keeps its own last part. */
    readonly cut: string | null;
    readonly seasons: readonly { readonly rows: number; readonly name: string }[];
    readonly findings: readonly FoundInSeries[];
    readonly notes: readonly string[];
  };
  readonly settings: Readonly<Record<string, SettingValue>>;
}
