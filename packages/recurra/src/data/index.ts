export type { BatchOptions, WindowBatch } from "./batches.ts";
export type { Finding, FindingKind } from "./check.ts";
export { type ColumnSummary, summariseColumns } from "./column-summary.ts";
export type { FromColumnsOptions } from "./from-columns.ts";
export type { CsvOptions } from "./from-csv.ts";
export { nearestNames } from "./nearest-names.ts";
export type { Decimal } from "./number-cell.ts";
export type { Repair } from "./repair.ts";
export {
  type ColumnScale,
  MinMaxScaler,
  RobustScaler,
  type Scaler,
  type ScalerJson,
  type ScalerKind,
  StandardScaler,
} from "./scaler.ts";
export { type LeftOut, type Lookahead, Series, type SeriesParts } from "./series.ts";
export { type Split, type SplitSizes, split } from "./split.ts";
export { decodeText } from "./text.ts";
export type { DateOrder } from "./time-cell.ts";
export { TimeIndex, type TimeIndexParts, type TimeKind } from "./time-index.ts";
export { type Row, type TimeseriesWindowsOptions, timeseriesWindows } from "./timeseries-windows.ts";
export type { TrainingSeries } from "./training-series.ts";
export { Windows, type WindowsOptions } from "./windows.ts";
