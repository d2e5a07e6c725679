// What the page of a forecast is drawn from: the result of an experiment, with the files of its run and the versions that made it.
import type { ExperimentResult } from "recurra";
import type { InstantComparison } from "recurra/experiment";

export type {
  ExperimentData as ForecastData,
  ExperimentTraining as ForecastTraining,
  PlainBacktest,
  PlainForecastRow as ForecastRow,
  ReportedFinding,
  RowSpan,
  SettingValue,
} from "recurra/experiment";

export interface ForecastResult extends ExperimentResult {
  /** The answer that trained nothing, beside this one; absent where none was asked for. */
  readonly instant?: InstantComparison;
  /** By what they hold. */
  readonly files: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
}
