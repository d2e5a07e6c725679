// Which columns are the index of a table that pandas wrote: it puts them behind the others, and says so in a note of JSON.

import { isObject } from "../../format/untrusted-json.ts";
import type { ParquetColumn } from "./footer.ts";

interface IndexColumn {
  readonly column: ParquetColumn;
  /** What the table calls it. */
  readonly shown: string;
  readonly unnamed: boolean;
}

/** What pandas calls an index without a name. */
const UNNAMED = /^__index_level_\d+__$/;

/** The index, in its order. None where it is only counted, and so not stored. */
export function pandasIndex(note: string | undefined, columns: readonly ParquetColumn[]): IndexColumn[] {
  const said = namesIn(note);
  const names = said ?? columns.map(({ name }) => name).filter((name) => UNNAMED.test(name));
  const found = names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  const several = found.filter(({ name }) => UNNAMED.test(name)).length > 1;
  return found.map((column, i) => {
    const unnamed = UNNAMED.test(column.name);
    return { column, unnamed, shown: unnamed ? (several ? `index ${i + 1}` : "index") : column.name };
  });
}

function namesIn(note: string | undefined): string[] | undefined {
  if (note === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(note);
    const index = isObject(value) ? value.index_columns : undefined;
    return Array.isArray(index) ? [...new Set(index.filter((one) => typeof one === "string"))] : undefined;
  } catch {
    return undefined;
  }
}
