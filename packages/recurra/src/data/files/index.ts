// recurra/files: the table in a file's bytes, whatever it is packed in or written as. Apart from recurra/data, so that pages which
// read texts alone do not load it.
export type { ForeignKind } from "../csv/signatures.ts";
export type { DecodedText } from "../csv/text.ts";
export { type ByteSource, bytesOf, headOf, sourceOf } from "./byte-source.ts";
export { ENCODING } from "./encoding.ts";
export { openSeries, openSeriesSet } from "./open-series.ts";
export { findForeignKind, type OpenTableOptions, openTable } from "./open-table.ts";
export { type ReadingOptions, readingOptionNames, readReadingOptions } from "./reading-options.ts";
export { type Survey, surveySeries } from "./survey.ts";
