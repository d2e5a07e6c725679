// The table that a JSON document holds: a list of records, of rows or of numbers, or columns by name; at its top or further down.

import { isObject } from "../../format/untrusted-json.ts";
import { isHollow } from "./table-text.ts";

/** A table of cells as texts, and where in the document it stands. */
export interface JsonTable {
  /** "hourly", "result.rows"; "" for the document itself. */
  readonly path: string;
  /** "records", as notes say it. */
  readonly form: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that hold lists, which no cell can. */
  readonly lists: readonly string[];
}

/** How deep tables are looked for, and objects within a record are laid out as columns ("main.temp"). */
const DEPTH = 3;

type Json = Readonly<Record<string, unknown>>;

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== "object";
}

function cellOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

/** The tables within a value: itself, or those further down. */
export function findJsonTables(value: unknown, path = "", depth = 0): JsonTable[] {
  const table = asTable(value, path);
  if (table !== undefined) return [table];
  if (!isObject(value) || depth >= DEPTH) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    findJsonTables(inner, path === "" ? name : `${path}.${name}`, depth + 1),
  );
}

function asTable(value: unknown, path: string): JsonTable | undefined {
  if (Array.isArray(value)) return fromList(value, path);
  return isObject(value) ? (fromSplit(value, path) ?? fromColumns(value, path) ?? fromKeys(value, path)) : undefined;
}

function fromList(list: readonly unknown[], path: string): JsonTable | undefined {
  if (list.length === 0) return undefined;
  if (list.every(isObject)) return recordTable(list, path, "records");
  if (list.every((row) => Array.isArray(row) && row.every(isScalar))) return fromRows(list as unknown[][], path);
  if (list.every((cell) => typeof cell === "number" || cell === null)) {
    const rows = list.map((cell) => [cellOf(cell)]);
    return { path, form: "a list of numbers", header: ["value"], rows, lists: [] };
  }
  return undefined;
}

/** Records as rows; a name that a record lacks is an empty cell. None where nearly all cells would be empty: each record has its own names. */
export function recordTable(records: readonly Json[], path: string, form: string): JsonTable {
  const columns = new Map<string, number>();
  const lists = new Set<string>();
  const rows: string[][] = [];
  let [cells, said] = [0, 0];
  const put = (row: string[], name: string, value: unknown, depth: number): void => {
    if (isObject(value) && depth < DEPTH) {
      for (const [inner, one] of Object.entries(value)) put(row, `${name}.${inner}`, one, depth + 1);
    } else if (!isScalar(value)) lists.add(name);
    else {
      let index = columns.get(name);
      if (index === undefined) {
        index = columns.size;
        columns.set(name, index);
      }
      while (row.length < index) row.push("");
      row[index] = cellOf(value);
      said++;
    }
  };
  for (const record of records) {
    const row: string[] = [];
    for (const [name, value] of Object.entries(record)) put(row, name, value, 1);
    rows.push(row);
    cells += row.length;
    if (isHollow(cells, said)) return { path, form, header: [], rows: [], lists: [] };
  }
  return { path, form, header: [...columns.keys()], rows, lists: [...lists] };
}

/** Lists of cells, of which the first may hold the names. */
function fromRows(list: readonly (readonly unknown[])[], path: string): JsonTable | undefined {
  const width = Math.max(...list.slice(0, 1000).map((row) => row.length));
  if (width === 0 || list.some((row) => row.length > width)) return undefined;
  const [first] = list;
  const named =
    list.length > 1 && first.length === width && first.every((cell) => typeof cell === "string" && /\p{L}/u.test(cell));
  const header = named ? first.map(cellOf) : Array.from({ length: width }, (_, i) => `column ${i + 1}`);
  const rows = (named ? list.slice(1) : list).map((row) => row.map(cellOf));
  return { path, form: "rows", header, rows, lists: [] };
}

/** What pandas writes with orient="split". */
function fromSplit({ columns, index, data }: Json, path: string): JsonTable | undefined {
  if (!Array.isArray(columns) || !Array.isArray(data)) return undefined;
  if (!data.every((row) => Array.isArray(row) && row.length === columns.length && row.every(isScalar)))
    return undefined;
  const keys = Array.isArray(index) && index.length === data.length && !isCount(index) ? index : undefined;
  const rows = (data as unknown[][]).map((row, i) => [...(keys ? [cellOf(keys[i])] : []), ...row.map(cellOf)]);
  return {
    path,
    form: "columns and data",
    header: [...(keys ? ["index"] : []), ...columns.map(cellOf)],
    rows,
    lists: [],
  };
}

/** 0, 1, 2, ...: an index that says nothing. */
function isCount(keys: readonly unknown[]): boolean {
  return keys.every((key, i) => String(key) === String(i));
}

/** Columns by name: lists of one length. What stands beside them alone (a unit, a place) is none. */
function fromColumns(value: Json, path: string): JsonTable | undefined {
  const entries = Object.entries(value);
  if (entries.some(([, inner]) => isObject(inner))) return undefined;
  const columns = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  if (columns.length === 0 || !columns.every(([, cells]) => cells.every(isScalar))) return undefined;
  const length = columns[0][1].length;
  if (length < 2 || columns.some(([, cells]) => cells.length !== length)) return undefined;
  const rows = Array.from({ length }, (_, row) => columns.map(([, cells]) => cellOf(cells[row])));
  return { path, form: "columns", header: columns.map(([name]) => name), rows, lists: [] };
}

/** Objects of cells by the same keys: columns by row (pandas), or rows by their index. The side with more keys has the rows. */
function fromKeys(value: Json, path: string): JsonTable | undefined {
  const entries = Object.entries(value);
  if (entries.length === 0 || !entries.every(([, inner]) => isObject(inner) && Object.values(inner).every(isScalar)))
    return undefined;
  const members = entries as [string, Json][];
  const keys = Object.keys(members[0][1]);
  const same = members.every(
    ([, inner]) => Object.keys(inner).length === keys.length && keys.every((key) => Object.hasOwn(inner, key)),
  );
  if (!same || keys.length === 0 || keys.length === members.length) return undefined;
  const outer = members.map(([name]) => name);
  const columnsFirst = keys.length > members.length;
  const [index, names] = columnsFirst ? [keys, outer] : [outer, keys];
  const counted = isCount(index);
  const rows = index.map((key, row) => {
    const cells = columnsFirst
      ? members.map(([, inner]) => cellOf(inner[key]))
      : keys.map((name) => cellOf(members[row][1][name]));
    return counted ? cells : [key, ...cells];
  });
  const form = columnsFirst ? "columns by row" : "rows by index";
  return { path, form, header: counted ? names : ["index", ...names], rows, lists: [] };
}
