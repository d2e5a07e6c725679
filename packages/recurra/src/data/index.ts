export type { Bounds } from "./bounds.ts";
export type { Decimal } from "./cells/bare-number.ts";
export { MISSING, type Missing } from "./cells/missing-marks.ts";
export { UNITS, type Units } from "./cells/unit-factors.ts";
export { decodeText } from "./csv/text.ts";
export { type Finding, type FindingKind, wordFinding } from "./findings/finding.ts";
export { findAllLeaks, findLeaks } from "./findings/leaks.ts";
export { gapFreeOrigins, type OriginOptions } from "./grid/gap-free-origins.ts";
export type { BinRule } from "./grid/resample.ts";
export { SeriesSet } from "./many/series-set.ts";
export type { SeriesSummary } from "./many/series-summary.ts";
export type { StaticColumn } from "./many/set-parts.ts";
export type { CsvOptions } from "./reading/csv-options.ts";
export {
  type ColumnScale,
  MinMaxScaler,
  RobustScaler,
  type Scaler,
  type ScalerJson,
  type ScalerKind,
  StandardScaler,
} from "./scaler.ts";
export type { Season } from "./seasons/season.ts";
export { seasonWords } from "./seasons/season-words.ts";
export { type ColumnSummary, summariseColumns } from "./series/column-summary.ts";
export {
  type CategoryCount,
  type ClockDescription,
  type ColumnDescription,
  type DescribeOptions,
  describe,
  type SeriesDescription,
} from "./series/describe.ts";
export type { FillGapsOptions } from "./series/fill-gaps.ts";
export { type FindingPlace, findPlaces } from "./series/find-places.ts";
export type { FromColumnsOptions } from "./series/from-columns.ts";
export type { PlainRow } from "./series/plain-rows.ts";
export { type RowLines, type RowLinesOptions, rowLines } from "./series/row-lines.ts";
export { Series } from "./series/series.ts";
export { type ThinColumn, type ThinOptions, type ThinSeries, thinSeries } from "./series/thin-series.ts";
export { type Split, type SplitSizes, split } from "./split.ts";
export type { GapFill, Repair } from "./table/repair-method.ts";
export type {
  ClockFound,
  FileSigns,
  Filled,
  FoundClock,
  LeftOut,
  Lookahead,
  SeriesParts,
} from "./table/series-parts.ts";
export type { SeriesView } from "./table/series-view.ts";
export type { DateOrder } from "./time/time-cell.ts";
export { TimeIndex, type TimeIndexParts, type TimeKind } from "./time/time-index.ts";
export { type Row, type TimeseriesWindowsOptions, timeseriesWindows } from "./timeseries-windows.ts";
export type { TrainingSeries } from "./training-series.ts";
export type { BatchOptions, WindowBatch } from "./windows/batches.ts";
export { Windows, type WindowsOptions } from "./windows/windows.ts";

// Behind the others: the order in which modules are first imported is that of the names in a page.

export { LAYOUT, type TableLayout } from "./csv/table-layout.ts";
export { TIME_FORMAT } from "./time/time-format.ts";
export { TIME_ZONE } from "./time/time-zone.ts";
