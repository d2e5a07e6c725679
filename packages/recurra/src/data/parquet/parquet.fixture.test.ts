// Files of pandas, pyarrow, polars, DuckDB and fastparquet (fixtures/parquet) are the tables that went in.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { decodeText } from "../csv/text.ts";
import { findForeignKind, openTable } from "../files/index.ts";

const folder = fileURLToPath(new URL("../../../../../fixtures/parquet/", import.meta.url));
const file = (name: string): Uint8Array => readFileSync(`${folder}${name}`);
const expected = JSON.parse(readFileSync(`${folder}expected.json`, "utf8")) as Record<string, string[]>;

test.each(Object.entries(expected))("%s", async (name, lines) => {
  const { text } = await openTable(file(name), name);
  expect(text.split("\n")).toEqual([...lines, ""]);
});

test("what a table cannot have is left out, and said", async () => {
  const { notes } = await openTable(file("types-none.parquet"), "a");
  expect(notes).toEqual([
    "Parquet, 3 rows",
    'columns of lists or bytes left out: "list", "bytes"',
    'whole numbers beyond 2^53 are rounded as numbers: "id", "count"',
  ]);
  const some = await openTable(file("pandas-some.parquet"), "a");
  expect(some.notes).toEqual(["Parquet, 3 rows", "the index of pandas, row numbers without a name, left out"]);
  const index = await openTable(file("pandas-index.parquet"), "a");
  expect(index.notes).toEqual(["Parquet, 3 rows", 'the index of pandas comes first: "index"']);
});

const refusal = async (bytes: Uint8Array): Promise<string> =>
  openTable(bytes, "a").then(
    () => "read",
    (error: Error) => `${error.name} ${error.message}`,
  );

test("what is not read is refused by name, with what to do", async () => {
  expect(await refusal(file("types-brotli.parquet"))).toBe(
    'DataError a: a Parquet file packed by Brotli. Snappy, gzip, LZ4 and zstd are read. Write it again, in pandas with df.to_parquet("FILE.parquet", compression="snappy").',
  );
  expect(await refusal(file("lists.parquet"))).toBe(
    "DataError a: a Parquet file without a column of numbers, times or texts. Write a table with one value a cell.",
  );
  expect(await refusal(file("duckdb.parquet").subarray(0, -3))).toBe(
    "DataError a: a Parquet file that cannot be read: its end is missing; cut short? Copy or download the file again, or write it again.",
  );
});

test("a file that a byte was changed in is refused where it has a checksum of its pages", async () => {
  const bytes = Uint8Array.from(file("types-v2.parquet"));
  bytes[Buffer.from(bytes).indexOf(Uint8Array.of(3, 3, 11, 0x4d)) + 2] ^= 1;
  expect(await refusal(bytes)).toContain("a page of values is damaged");
});

test("a Parquet file is a table, but no text", () => {
  const bytes = file("duckdb.parquet");
  expect(findForeignKind(bytes)).toBeUndefined();
  expect(() => decodeText(bytes, "a")).toThrow("a: not a CSV text but a Parquet file");
});

test("each file is read, or has a test of its own", () => {
  const refused = ["lists.parquet", "types-brotli.parquet"];
  const names = readdirSync(folder).filter((name) => name.endsWith(".parquet"));
  expect(names.sort()).toEqual([...Object.keys(expected), ...refused].sort());
});
