// What is in a file, for the page: every column with what it was read as.
import type { Series } from "recurra";
import { type ColumnDescription, describe, type ThinColumn, thinSeries } from "recurra/data";
import type { Survey } from "recurra/files";
import type { FileColumn, OpenedFile, Refusal } from "../engine/file-answers.ts";
import { wording } from "../engine/wording.ts";
import { refusalOf } from "./refusals.ts";

type Named = Pick<OpenedFile, "name" | "sha256" | "reading">;

const FIRST = 3;
/** Stretches of the small line in the table. */
const SPARK = 48;
/** Longer cells are cut: a table has many. */
const LONGEST = 40;

/** What was read. Seasons and findings take longer, and come when they are asked for. */
export function tableOf(named: Named, { series, faults }: Survey): OpenedFile {
  const found = describe(series, { wording, several: true });
  const { parts } = series;
  const inFile = new Set(parts.header ?? []);
  // A table that was turned has columns which its header does not name.
  const isTurned = parts.categories === undefined && series.columns.every((name) => !inFile.has(name));
  const sparks = new Map(thinSeries(series, { stretches: SPARK }).columns.map((column) => [column.name, column]));
  // Columns that are steps of time are nothing to choose from.
  const isWide = faults.some(({ code }) => code === "WIDE_TABLE");
  const likely = isWide ? undefined : found.likelyTarget;
  return {
    ...named,
    rows: series.length,
    span: series.span(),
    step: series.times.step,
    clock: { columns: parts.clock?.columns ?? [], found: parts.clock?.found ?? "none", kind: series.times.kind },
    table: found.columns.map((column) => columnOf(series, column, sparks.get(column.name))),
    // Columns of words that are read as numbers stand there once for each word.
    columns: isWide ? [] : series.columns.filter((name) => inFile.size === 0 || isTurned || inFile.has(name)),
    signs: parts.signs,
    notes: series.notes,
    faults: faults.map(refusalOf),
    ...(likely !== undefined && series.columns.includes(likely) && { likely }),
  };
}

/** A file that cannot be read by the settings that were given. */
export function refusedFile(named: Named, refusal: Refusal): OpenedFile {
  const nothing = { rows: 0, span: "", step: "", table: [], columns: [], notes: [], faults: [] };
  return { ...named, ...nothing, refusal, clock: { columns: [], found: "none", kind: "row" }, signs: undefined };
}

function columnOf(series: Series, column: ColumnDescription, spark: ThinColumn | undefined): FileColumn {
  const { name, type, unit, missing, smallest, largest, mean, distinct, problem } = column;
  return {
    ...{ name, type, first: firstCells(series, name) },
    ...(unit !== undefined && { unit }),
    ...(missing !== undefined && { missing }),
    ...(smallest !== undefined && { smallest }),
    ...(largest !== undefined && { greatest: largest }),
    ...(mean !== undefined && { mean }),
    ...(distinct !== undefined && { distinct }),
    ...(problem !== undefined && { problem }),
    ...(spark && { spark: endsOf(series.column(name), spark) }),
  };
}

/** Of numbers as they were read, of others as they stand there. */
function firstCells(series: Series, name: string): string[] {
  const { leftOut, rows } = series.parts;
  const ends = leftOut.get(name)?.ends;
  const values = ends === undefined && series.columns.includes(name) ? series.column(name) : undefined;
  const count = Math.min(FIRST, series.length);
  return Array.from({ length: count }, (_, row) => {
    const cell =
      values === undefined ? (ends?.get(rows[row]) ?? "") : Number.isNaN(values[row]) ? "" : String(values[row]);
    return cell.length > LONGEST ? `${cell.slice(0, LONGEST - 3)}...` : cell;
  });
}

function endsOf(values: Float64Array, { least, greatest }: ThinColumn): Float32Array {
  const ends = new Float32Array(2 * least.length);
  least.forEach((row, at) => {
    ends[2 * at] = row < 0 ? Number.NaN : values[row];
    ends[2 * at + 1] = row < 0 ? Number.NaN : values[greatest[at]];
  });
  return ends;
}
