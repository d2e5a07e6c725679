// Files of pandas, pyarrow, polars, DuckDB and fastparquet (fixtures/parquet) are the tables that went in.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openTable } from "../files/index.ts";

const folder = fileURLToPath(new URL("../../../../../fixtures/parquet/", import.meta.url));
const file = (name: string): Uint8Array => readFileSync(`${folder}${name}`);
const expected = JSON.parse(readFileSync(`${folder}expected.json`, "utf8")) as Record<string, string[]>;

test.each(Object.entries(expected))("%s", async (name, lines) => {
  const { text } = await openTable(file(name), name);
  expect(text.split("\n")).toEqual([...lines, ""]);
});

test("what a table cannot have is left out, and said", async () => {
  const { notes } = await openTable(file("types-none.parquet"), "a");
  expect(notes).toEqual(["Parquet, 3 rows", 'columns of lists or bytes left out: "list", "bytes"']);
  const index = await openTable(file("pandas-index.parquet"), "a");
  expect(index.notes).toEqual(["Parquet, 3 rows", 'the index of pandas comes first: "index"']);
});

test("each file is read, or has a test of its own", () => {
  const refused = ["lists.parquet", "types-brotli.parquet"];
  const names = readdirSync(folder).filter((name) => name.endsWith(".parquet"));
  expect(names.sort()).toEqual([...Object.keys(expected), ...refused].sort());
});
