export { nearestNames } from "../core/nearest-names.ts";
export type { Decimal } from "./cells/number-cell.ts";
export type { CsvOptions } from "./csv/from-csv.ts";
export { decodeText } from "./csv/text.ts";
export {
  type ColumnScale,
  MinMaxScaler,
  RobustScaler,
  type Scaler,
  type ScalerJson,
  type ScalerKind,
  StandardScaler,
} from "./scaler.ts";
export type { Finding, FindingKind } from "./series/check.ts";
export { type ColumnSummary, summariseColumns } from "./series/column-summary.ts";
export type { FromColumnsOptions } from "./series/from-columns.ts";
export type { Repair } from "./series/repair.ts";
export { type LeftOut, type Lookahead, Series, type SeriesParts } from "./series/series.ts";
export { type Split, type SplitSizes, split } from "./split.ts";
export type { DateOrder } from "./time/time-cell.ts";
export { TimeIndex, type TimeIndexParts, type TimeKind } from "./time/time-index.ts";
export type { TrainingSeries } from "./training-series.ts";
export type { BatchOptions, WindowBatch } from "./windows/batches.ts";
export { type Row, type TimeseriesWindowsOptions, timeseriesWindows } from "./windows/timeseries-windows.ts";
export { Windows, type WindowsOptions } from "./windows/windows.ts";
