// A Parquet file as a table of cells. Its rows lie in groups, within which each column is packed by itself: a group is unpacked at a time.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell } from "../../core/nearest-names.ts";
import { PageBudget } from "./codec.ts";
import { type NextCell, readCells } from "./column-cells.ts";
import { damaged } from "./damage.ts";
import { type ParquetColumn, type ParquetFooter, readFooter } from "./footer.ts";
import { pandasIndex } from "./pandas-index.ts";

interface ParquetTable {
  readonly header: readonly string[];
  /** A group of rows after the other. */
  readonly groups: () => AsyncGenerator<Iterable<readonly string[]>>;
  readonly rows: number;
  readonly notes: readonly string[];
  /** Columns of whole numbers beyond 2^53, as far as rows were read. */
  readonly large: ReadonlySet<string>;
}

/** Cells of a group that a file may claim whatever its length, and how many it may claim for each of its bytes. */
const FREE_CELLS = 8_000_000;
const CELLS_A_BYTE = 64;

/** The table of a file. Throws DataError FILE_PARQUET for one that is damaged, locked, or has no column that a table can have. */
export async function openParquet(bytes: Uint8Array, name: string): Promise<ParquetTable> {
  const named = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof DataError ? error.with({ subject: name }) : error;
    }
  };
  return named(async () => {
    const footer = readFooter(bytes);
    const { columns, header, notes } = await arrange(bytes, footer);
    const large = new Set<string>();
    return {
      header,
      large,
      rows: footer.rows,
      notes,
      groups: async function* () {
        for (let group = 0; group < footer.groups.length; group++) {
          const cells = await named(() => groupCells(bytes, footer, group, columns, large));
          yield rowsOf(cells, footer.groups[group].rows);
        }
      },
    };
  });
}

/** The columns in the order in which pandas shows them: its index first. */
async function arrange(
  bytes: Uint8Array,
  footer: ParquetFooter,
): Promise<{ columns: readonly ParquetColumn[]; header: string[]; notes: string[] }> {
  const notes: string[] = [];
  const index = pandasIndex(footer.pandas, footer.columns);
  const [only] = index;
  const numbers = index.length === 1 && only.unnamed ? await rowNumbers(bytes, footer, only.column) : "none";
  if (numbers === "some") notes.push("the index of pandas, row numbers without a name, left out");
  const kept = numbers === "none" ? index : [];
  const others = footer.columns.filter((column) => !index.some((one) => one.column === column));
  const columns = [...kept.map(({ column }) => column), ...others];
  const header = [...kept.map(({ shown }) => shown), ...others.map((column) => column.name)];
  if (columns.length === 0) {
    throw new DataError("FILE_PARQUET", "file", "a Parquet file without a column of numbers, times or texts", {
      remedies: ["write a table with one value a cell"],
    });
  }
  if (kept.length > 0) notes.push(`the index of pandas comes first: ${listNames(kept.map(({ shown }) => shown))}`);
  if (footer.leftOut.length > 0) notes.push(`columns of lists or bytes left out: ${listNames(footer.leftOut)}`);
  return { columns, header, notes };
}

/** What may be years, and from where on whole numbers may be times. */
const YEARS: readonly [number, number] = [1000, 2999];
const TIMES = 1e7;

/**
 * Whether an index without a name is "all" rows' numbers from 0, or "some" (what is left of a longer table); "none" where it may be
 * times: no other column is, and the numbers could be.
 */
async function rowNumbers(
  bytes: Uint8Array,
  footer: ParquetFooter,
  column: ParquetColumn,
): Promise<"all" | "some" | "none"> {
  if (column.kind.of !== "integer") return "none";
  const timed = footer.columns.some(({ kind: { of } }) => of === "date" || of === "timestamp" || of === "int96");
  let [row, counts, times] = [0, true, true];
  for (let group = 0; group < footer.groups.length; group++) {
    const [next] = await groupCells(bytes, footer, group, [column], new Set());
    for (let i = 0; i < footer.groups[group].rows; i++) {
      const number = Number(next());
      counts &&= number === row++;
      times &&= (number >= YEARS[0] && number <= YEARS[1]) || number >= TIMES;
    }
  }
  if (counts) return "all";
  return timed || !times ? "some" : "none";
}

async function groupCells(
  bytes: Uint8Array,
  footer: ParquetFooter,
  group: number,
  columns: readonly ParquetColumn[],
  large: Set<string>,
): Promise<NextCell[]> {
  const { rows, chunks } = footer.groups[group];
  if (rows * columns.length > Math.max(FREE_CELLS, CELLS_A_BYTE * bytes.length)) {
    throw damaged("it claims far more values than its bytes can hold");
  }
  const budget = new PageBudget(bytes.length);
  const cells: NextCell[] = [];
  for (const column of columns) {
    const chunk = chunks[column.index];
    if (chunk === undefined) throw damaged(`the column ${quoteCell(column.name)} is locked, or lies in another file`);
    if (chunk.values !== rows) throw damaged(`the column ${quoteCell(column.name)} has not as many values as rows`);
    cells.push(await readCells(bytes, column, chunk, rows, budget, () => large.add(column.name)));
  }
  return cells;
}

function* rowsOf(cells: readonly NextCell[], rows: number): Generator<readonly string[]> {
  for (let i = 0; i < rows; i++) yield cells.map((next) => next());
}
