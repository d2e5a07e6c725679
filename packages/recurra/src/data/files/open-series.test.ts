import { deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { findForeignKind, openSeries, openTable } from "./index.ts";
import { zipOf } from "./zip.fixture.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const csv = "Date,Value\n2024-01-01,1.5\n2024-01-02,\n2024-01-03,3\n";
const name = "a";

async function read(file: Uint8Array, options = {}) {
  const series = await openSeries(file, { name, ...options });
  const [column] = series.columns.slice(-1);
  return {
    columns: series.columns,
    from: series.times.label(0),
    values: [...series.column(column)],
    notes: series.notes,
  };
}

const plain = { columns: ["Value"], from: "2024-01-01", values: [1.5, Number.NaN, 3] };

test("a CSV is the same table as it is, by gzip, alone in a zip archive, and in both", async () => {
  expect(await read(bytes(csv))).toMatchObject(plain);
  expect(await read(gzipSync(csv))).toMatchObject({ ...plain, notes: ["unpacked by gzip"] });
  const zip = zipOf({ "b/a.csv": csv, "__MACOSX/b/._a.csv": "x" });
  expect(await read(zip)).toMatchObject({ ...plain, notes: ['"b/a.csv" of the zip archive'] });
  expect(await read(gzipSync(zip))).toMatchObject(plain);
});

test("an encoding that was found is a note, and one that is named is taken", async () => {
  const latin = Uint8Array.from("Datum;Wert (\x80)\n01.02.2024;1,5\n13.02.2024;2\n", (c) => c.charCodeAt(0));
  expect(await read(latin)).toMatchObject({
    columns: ["Wert (€)"],
    notes: ["not UTF-8: read as Windows-1252, as no encoding was given"],
  });
  expect(await read(latin, { encoding: "windows-1251" })).toMatchObject({ columns: ["Wert (Ђ)"], notes: [] });
  const wide = Uint8Array.from([...csv].flatMap((c) => [c.charCodeAt(0), 0]));
  expect(await read(wide)).toMatchObject({ ...plain, notes: ["read as UTF-16"] });
  const broken = Uint8Array.from([...bytes(csv.replace("Value", "Größe äöü ßßß")), ...bytes("2024-01-04,"), 0xff]);
  expect((await openTable(broken, name)).notes).toEqual(["1 broken character in a text of UTF-8, read as \ufffd"]);
});

test.each<[string, unknown]>([
  [
    "records",
    [
      { Date: "2024-01-01", Value: 1.5 },
      { Date: "2024-01-02", Value: null },
      { Date: "2024-01-03", Value: 3 },
    ],
  ],
  [
    "records further down",
    {
      ok: 1,
      data: { rows: [{ Date: "2024-01-01", Value: 1.5 }, { Date: "2024-01-02" }, { Date: "2024-01-03", Value: 3 }] },
    },
  ],
  [
    "rows",
    [
      ["Date", "Value"],
      ["2024-01-01", 1.5],
      ["2024-01-02", null],
      ["2024-01-03", 3],
    ],
  ],
  ["columns", { Date: ["2024-01-01", "2024-01-02", "2024-01-03"], Value: [1.5, null, 3], unit: "MW" }],
  [
    "pandas' split",
    {
      columns: ["Date", "Value"],
      index: [0, 1, 2],
      data: [
        ["2024-01-01", 1.5],
        ["2024-01-02", null],
        ["2024-01-03", 3],
      ],
    },
  ],
  [
    "pandas' columns",
    { Date: { 0: "2024-01-01", 1: "2024-01-02", 2: "2024-01-03" }, Value: { 0: 1.5, 1: null, 2: 3 } },
  ],
  ["pandas' index", { "2024-01-01": { Value: 1.5 }, "2024-01-02": { Value: null }, "2024-01-03": { Value: 3 } }],
])("JSON of %s is the table of the CSV", async (_, value) => {
  expect(await read(bytes(JSON.stringify(value)))).toMatchObject(plain);
});

test("JSON lines, Python's NaN, commas and quotes within cells, and objects within records are read", async () => {
  const lines =
    '{"Date":"2024-01-01","Value":1.5}\n{"Date":"2024-01-02","Value":NaN}\n{"Date":"2024-01-03","Value":3}\n';
  expect(await read(bytes(lines))).toMatchObject({ ...plain, notes: ["JSON, read as a table: JSON lines, 3 rows"] });
  const records = '[{"t":"2024-01-01","a, \\"b\\"":"NaN, x","m":{"v":1},"l":[1]},{"t":"2024-01-02","m":{"v":2}}]';
  expect(await openTable(bytes(records), name)).toEqual({
    text: 't,"a, ""b""",m.v\n2024-01-01,"NaN, x",1\n2024-01-02,"",2\n',
    notes: ["JSON, read as a table: records, 2 rows", 'lists within records left out: "l"'],
  });
});

const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const book = {
  "xl/workbook.xml":
    '<workbook><sheets><sheet name="A &amp; B" r:id="r1"/><sheet name="Two" r:id="r2"/><sheet name="Old" state="hidden" r:id="r3"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships><Relationship Id="r1" Target="worksheets/s1.xml"/><Relationship Id="r2" Target="/xl/worksheets/s2.xml"/></Relationships>',
  "xl/styles.xml":
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.0 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
  "xl/sharedStrings.xml":
    "<sst><si><t>Date</t></si><si><r><t>Val</t></r><r><t>ue</t></r><rPh><t>x</t></rPh></si></sst>",
  "xl/worksheets/s1.xml": sheet(
    '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row><row r="4"><c r="B4" s="1"><v>45292</v></c><c r="C4" s="2"><v>1.5</v></c></row>' +
      '<row r="5"><c r="B5" s="1"><v>45293</v></c><c r="C5"/></row><row r="6"><c r="B6" s="1"><v>45294</v></c><c r="C6"><v>3</v></c></row><row r="7"/>',
  ),
  "xl/worksheets/s2.xml": sheet(""),
};

test("a workbook is read from where its cells begin: texts, dates by their format, and the sheet that is named", async () => {
  expect(await read(zipOf(book))).toMatchObject({ ...plain, notes: ['sheet "A & B" of the workbook'] });
  const two = { ...book, "xl/worksheets/s2.xml": book["xl/worksheets/s1.xml"].replace("<v>3</v>", "<v>4</v>") };
  await expect(openTable(zipOf(two), name)).rejects.toThrow(
    'a: a workbook of 2 sheets: "A & B", "Two". Say which with part',
  );
  for (const part of ["Two", "2"]) expect((await read(zipOf(two), { part })).values.at(-1)).toBe(4);
  await expect(openTable(zipOf(two), name, { part: "Tow" })).rejects.toThrow(
    'there is no sheet "Tow" in it. Nearest: "Two"',
  );
  await expect(openTable(zipOf(book), name, { part: "Two" })).rejects.toThrow("no sheet has two rows");
});

test("of several files or tables one has to be named", async () => {
  const zip = zipOf({ "a.csv": csv, "b.csv": csv.replace("1.5", "7") });
  await expect(openTable(zip, name)).rejects.toThrow(
    'a: a zip archive of 2 files: "a.csv", "b.csv". Say which with part',
  );
  expect((await read(zip, { part: "b.csv" })).values[0]).toBe(7);
  const json = bytes(
    '{"hourly":{"t":["2024-01-01","2024-01-02"],"v":[1,2]},"daily":{"t":["2024-01-01","2024-01-02"],"v":[3,4]}}',
  );
  await expect(openTable(json, name)).rejects.toThrow('a: JSON with 2 tables: "hourly", "daily". Say which with part');
  expect((await read(json, { part: "daily" })).values).toEqual([3, 4]);
});

test.each<[string, () => Uint8Array, string]>([
  ["gzip that is cut", () => gzipSync(csv.repeat(99)).subarray(0, 60), "its packed bytes are damaged or cut short"],
  ["a zip archive that is cut", () => zipOf({ "a.csv": csv }).subarray(0, 60), "the list of its files is missing"],
  ["another checksum", () => zipOf({ "a.csv": csv }, { crc: 1 }), "is damaged (its checksum is another one)"],
  ["a password", () => zipOf({ "a.csv": csv }, { flags: 1 }), "is locked by a password"],
  ["no file", () => zipOf({ "a/": "" }), "a zip archive without files"],
  ["packed again and again", () => gzipSync(gzipSync(gzipSync(gzipSync(csv)))), "packed more than 3 times over"],
  [
    "zeros",
    () => gzipSync(new Uint8Array(80 * 2 ** 20)),
    "unpacks to more than 32 MB, far more than a table of its size",
  ],
  ["broken JSON", () => bytes('[{"a": 1}, {"a": 2]'), "it begins as JSON, but is not JSON"],
  ["a broken JSON line", () => bytes('{"a":1}\n{"a":2}\n{"a":\n'), "line 3 is no JSON object"],
  ["deep JSON", () => bytes("[".repeat(100_000)), "more than 12 deep"],
  ["JSON of texts", () => bytes('{"a": "b"}'), "this is JSON, but no table"],
  [
    "a Keras model",
    () => zipOf({ "config.json": "{}", "model.weights.h5": "x" }),
    "a Keras model (.keras). How to bring",
  ],
  ["a file of torch.save", () => zipOf({ "m/data.pkl": "x" }), "a file of torch.save"],
  ["HDF5", () => Uint8Array.of(0x89, 72, 68, 70, 13, 10, 26, 10, 0), "an HDF5 file, as Keras (.h5)"],
])("%s is refused in one line", async (_, file, problem) => {
  const error: unknown = await openTable(file(), name).catch((one: unknown) => one);
  expect((error as Error).name).toBe("DataError");
  expect((error as Error).message).toMatch(/^a: [^\n]+$/);
  expect((error as Error).message).toContain(problem);
});

test("a CSV whose first signs are those of another kind is a CSV", async () => {
  for (const start of ["ORC", "PAR1", "[name]", "[1]", "BZh"]) {
    expect((await openTable(bytes(csv.replace("Date", start)), name)).text).toBe(csv.replace("Date", start));
  }
});

test("what is not read is known by its bytes", () => {
  const kind = (...start: number[]): string | undefined => findForeignKind(Uint8Array.from(start))?.meaning;
  expect(kind(0x80, 4, 0x95, 0x2e)).toMatch(/pickle/);
  expect(kind(0xd0, 0xcf, 0x11, 0xe0)).toMatch(/old Excel/);
  expect(kind(0x50, 0x41, 0x52, 0x31)).toMatch(/Parquet/);
  expect(findForeignKind(bytes(csv))).toBeUndefined();
  expect(findForeignKind(gzipSync(csv))).toBeUndefined();
  expect(findForeignKind(deflateRawSync(csv))).toBeUndefined();
});
