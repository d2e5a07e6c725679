/** Share of changes whose direction was called, beside what always naming the more frequent direction would have got. */
export interface DirectionScore {
  /** Share of calls that were right, 0 to 1; null when the method never names a direction (or nothing changed). */
  readonly accuracy: number | null;
  /** Share of the more frequent direction among the actual changes, 0 to 1; null when nothing changed. */
  readonly baseRate: number | null;
  /** The more frequent direction. */
  readonly majority: "up" | "down" | null;
  /** Actual changes other than zero: the forecasts that could be right or wrong. */
  readonly count: number;
}

/** The errors of one method over all windows and steps of the backtest, in the units of the target unless said otherwise. */
export interface Score {
  readonly name: string;
  readonly kind: "model" | "naive";
  readonly mae: number;
  readonly rmse: number;
  /** Percent; null when an actual value is 0, where it is not defined. */
  readonly mape: number | null;
  /** Percent, 0 to 200. */
  readonly smape: number;
  /** Below 1: better than the in-sample (seasonal) naive step; null when the history never changes. */
  readonly mase: number | null;
  readonly direction: DirectionScore;
  /** The same errors for each step of the horizon. */
  readonly perStep: { readonly mae: number[]; readonly rmse: number[] };
}

/** Whether the promised share of truths lay inside the intervals, on windows that did not help to size them. */
export interface Coverage {
  /** The promised share, for example 0.9. */
  readonly level: number;
  /** The share that held, over all steps; null when there were too few windows (`note` says how many are needed). */
  readonly measured: number | null;
  readonly calibrationWindows: number;
  readonly measuredWindows: number;
  /** The share that held at each step; empty when it was not measured. */
  readonly perStep: number[];
  readonly note?: string;
}

/** How wide the intervals of the forecast to come are: the radius of each step, from all windows of the backtest. */
export interface Intervals {
  readonly level: number;
  /** "relative": the radius is a fraction of the last known value; "absolute": it is in units of the target. */
  readonly scale: "absolute" | "relative";
  /** One radius per step; null when there were too few windows for the level (`note` says how many are needed). */
  readonly radius: number[] | null;
  readonly note?: string;
}

/** Whether the forecast is only the last known value, moved by the horizon. */
export interface Lag {
  readonly lagged: boolean;
  /** The shift in rows at which the values lie closest to the last step of the forecasts; 0 is the value forecast. */
  readonly bestShift: number;
  /** Mean distance of the last forecast step to the value it forecasts, and to the last value known at the time. */
  readonly distance: { readonly toTruth: number; readonly toLastKnown: number };
  readonly message?: string;
}

/** The test of equal errors between the model and the best naive method. */
export interface Significance {
  /** The naive method compared with. */
  readonly against: string;
  /** Negative when the model's errors are smaller; null when the differences do not vary or the windows are too few. */
  readonly statistic: number | null;
  /** Two-sided. */
  readonly p: number;
  /** Mean over the windows of the model's error minus the naive one's: absolute errors, or squared where asked for. */
  readonly meanDifference: number;
  /** Windows that share rows with their neighbours: autocovariances up to this lag are counted. */
  readonly lag: number;
}

export interface Verdict {
  readonly outcome: "better" | "no-better" | "worse";
  /** The answer in a few words. */
  readonly headline: string;
  /** The answer in one plain sentence, with both errors. */
  readonly sentence: string;
  /** What a reader must also know: the lag, the direction beside its base rate. */
  readonly remarks: string[];
}

/** All that one backtest found. Window i forecasts the rows from `origins[i]`; step s stands at `i * horizon + s`. */
export interface BacktestReport {
  readonly target: string;
  readonly horizon: number;
  readonly season?: number;
  /** `from` and `to` are the first and last row that was forecast. */
  readonly windows: { readonly count: number; readonly stride: number; readonly from: string; readonly to: string };
  /** The model first, then the naive methods. */
  readonly scores: Score[];
  readonly coverage: Coverage;
  readonly intervals: Intervals;
  readonly lag: Lag;
  readonly significance: Significance;
  readonly verdict: Verdict;
  readonly origins: Uint32Array;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly naive: Record<string, Float64Array>;
}
