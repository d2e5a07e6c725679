// What stands at a Parquet file's end: its columns, and where the values of each lie.
// Source: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift

import { type CellKind, cellKindOf } from "./cell-kind.ts";
import { damaged } from "./damage.ts";
import { numberOf, structOf, structsOf, ThriftReader, type ThriftStruct, textOf } from "./thrift.ts";

/** A column that a table can have: one value or none a row. */
export interface ParquetColumn {
  /** Of a field within a struct "main.temp". */
  readonly name: string;
  /** Its place among all columns of the file. */
  readonly index: number;
  /** How its values are stored: a number of parquet.thrift's Type. */
  readonly type: number;
  /** Bytes of a value of fixed length. */
  readonly width: number;
  /** The definition level of a value that is there: how many of its fields may be missing. */
  readonly level: number;
  readonly kind: CellKind;
}

/** The values of a column in a group of rows. */
export interface ParquetChunk {
  /** A number of parquet.thrift's CompressionCodec. */
  readonly codec: number;
  readonly values: number;
  readonly start: number;
  readonly bytes: number;
}

interface ParquetGroup {
  readonly rows: number;
  /** For each column of the file; undefined where it is locked, or lies in another file. */
  readonly chunks: readonly (ParquetChunk | undefined)[];
}

export interface ParquetFooter {
  readonly columns: readonly ParquetColumn[];
  /** Columns that hold lists or bytes. */
  readonly leftOut: readonly string[];
  readonly groups: readonly ParquetGroup[];
  readonly rows: number;
  /** What pandas says of its table, as JSON. */
  readonly pandas: string | undefined;
}

/** More than any table has. */
const MOST_COLUMNS = 16_384;

export function readFooter(bytes: Uint8Array): ParquetFooter {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 8;
  if (end < 4 || view.getUint32(end + 4, true) !== 0x31524150) throw damaged("its end is missing; cut short?");
  const length = view.getUint32(end, true);
  if (length > end - 4) throw damaged("its description is longer than the file");
  const file = new ThriftReader(bytes.subarray(end - length, end)).struct();
  const leaves = listLeaves(structsOf(file, 2));
  const groups = structsOf(file, 4).map((group) => readGroup(group, leaves.types, end - length));
  const rows = numberOf(file, 3) ?? 0;
  if (groups.reduce((sum, group) => sum + group.rows, 0) !== rows) throw damaged("it miscounts its rows");
  const pandas = structsOf(file, 5).find((pair) => textOf(pair, 1) === "pandas");
  return { columns: leaves.columns, leftOut: leaves.leftOut, groups, rows, pandas: textOf(pandas, 2) };
}

interface Leaves {
  readonly columns: ParquetColumn[];
  readonly leftOut: string[];
  /** How each is stored, those that are left out included. */
  readonly types: number[];
}

/** The columns within a schema, which is a tree written node by node. */
function listLeaves(schema: readonly ThriftStruct[]): Leaves {
  const found: Leaves = { columns: [], leftOut: [], types: [] };
  const left = new Set<string>();
  let at = 1;
  const walk = (count: number, path: readonly string[], above: number, inList: boolean): void => {
    for (let i = 0; i < count; i++) {
      const node = schema[at++];
      if (node === undefined || path.length > 10) throw damaged("its list of columns is broken");
      const names = [...path, textOf(node, 4) ?? ""];
      const repetition = numberOf(node, 3) ?? 0;
      const level = above + (repetition === 0 ? 0 : 1);
      const list = inList || repetition === 2;
      const children = numberOf(node, 5) ?? 0;
      if (children > 0) {
        walk(children, names, level, list);
        continue;
      }
      const type = numberOf(node, 1) ?? -1;
      const kind = list ? undefined : cellKindOf(node);
      const index = found.types.push(type) - 1;
      if (index >= MOST_COLUMNS) throw damaged("it has more columns than are read");
      if (kind === undefined) left.add(list ? names[0] : names.join("."));
      else found.columns.push({ name: names.join("."), index, type, width: numberOf(node, 2) ?? 0, level, kind });
    }
  };
  walk(numberOf(schema[0], 5) ?? 0, [], 0, false);
  found.leftOut.push(...left);
  return found;
}

function readGroup(group: ThriftStruct, types: readonly number[], end: number): ParquetGroup {
  const rows = numberOf(group, 3) ?? -1;
  const columns = structsOf(group, 1);
  if (!Number.isSafeInteger(rows) || rows < 0) throw damaged("it miscounts its rows");
  if (columns.length !== types.length) throw damaged("a group of its rows has other columns than the table");
  return { rows, chunks: columns.map((column, i) => readChunk(column, types[i], end)) };
}

function readChunk(column: ThriftStruct, type: number, end: number): ParquetChunk | undefined {
  const meta = structOf(column, 3);
  if (meta === undefined || column.has(1)) return undefined;
  const [data, dictionary] = [numberOf(meta, 9) ?? 0, numberOf(meta, 11) ?? 0];
  const start = dictionary > 0 ? Math.min(data, dictionary) : data;
  const bytes = numberOf(meta, 7) ?? -1;
  const values = numberOf(meta, 5) ?? -1;
  if (numberOf(meta, 1) !== type) throw damaged("a group of its rows has other columns than the table");
  if (values === 0) return { codec: 0, values, start: 4, bytes: 0 };
  if (!(start >= 4 && bytes >= 0 && start + bytes <= end)) throw damaged("values lie outside the file");
  return { codec: numberOf(meta, 4) ?? 0, values, start, bytes };
}
