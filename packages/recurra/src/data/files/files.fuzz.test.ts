// Files of every kind that is read, damaged in every way: a series or one line, never another error.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { Series } from "../series/series.ts";
import { openSeries } from "./index.ts";
import { zipOf } from "./zip.fixture.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const days = Array.from({ length: 30 }, (_, i) => `2024-01-${String(i + 1).padStart(2, "0")}`);
const csv = `date,value,kind\n${days.map((day, i) => `${day},${i * 1.5},"a, ${i % 3}"`).join("\n")}\n`;
const records = days.map((date, i) => ({ date, value: i % 7 === 0 ? null : i / 3, place: { x: i, list: [1] } }));
const cells = days.map(
  (day, i) => `<row r="${i + 2}"><c t="inlineStr"><is><t>${day}</t></is></c><c s="1"><v>${i}</v></c></row>`,
);
const workbook = {
  "xl/workbook.xml": '<workbook><sheets><sheet name="A &amp; B" r:id="r1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/s1.xml"/></Relationships>',
  "xl/sharedStrings.xml": "<sst><si><t>date</t></si><si><r><t>val</t></r><r><t>ue</t></r></si></sst>",
  "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="0"/></cellXfs></styleSheet>',
  "xl/worksheets/s1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>${cells.join("")}</sheetData></worksheet>`,
};
const folder = fileURLToPath(new URL("../../../../../fixtures/parquet/", import.meta.url));
const parquet = readdirSync(folder).filter((name) => name.endsWith(".parquet"));

/** A file, and what is made of it once it is damaged. */
type Made = readonly [content: Uint8Array, pack: (content: Uint8Array) => Uint8Array];
const asIs = (content: Uint8Array): Uint8Array => content;
const json: readonly Made[] = [
  JSON.stringify(records),
  JSON.stringify({ hourly: { time: days, value: days.map((_, i) => i) } }),
  JSON.stringify({ columns: ["a", "b"], index: days, data: days.map((_, i) => [i, null]) }),
].map((text) => [encode(text), asIs]);

const kinds: Readonly<Record<string, readonly Made[]>> = {
  gzip: [
    [gzipSync(csv), asIs],
    [encode(csv), (content) => gzipSync(content)],
  ],
  zip: [
    [zipOf({ "a/a.csv": csv }), asIs],
    [zipOf({ "a.csv": csv, "b.csv": csv }), asIs],
  ],
  JSON: json,
  "JSON lines": [[encode(records.map((record) => JSON.stringify(record)).join("\n")), asIs]],
  workbook: [
    [zipOf(workbook), asIs],
    ...Object.entries(workbook).map(
      ([name, xml]): Made => [encode(xml), (content) => zipOf({ ...workbook, [name]: content })],
    ),
  ],
  Parquet: parquet.map((name) => [readFileSync(`${folder}${name}`), asIs]),
};

/** One damage: where (a share of the length), how, and with what. */
const damage = fc.record({
  where: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.95, max: 1, noNaN: true })),
  how: fc.constantFrom("flip", "put", "cut", "drop", "twice", "run"),
  value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 127, 128, 255)),
  length: fc.nat(12),
});

function damaged(
  file: Uint8Array,
  damages: readonly { where: number; how: string; value: number; length: number }[],
): Uint8Array {
  let bytes = Uint8Array.from(file);
  for (const { where, how, value, length } of damages) {
    const at = Math.floor(where * bytes.length);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    if (how === "flip") bytes[at] ^= 1 << (value & 7);
    else if (how === "put") bytes[at] = value;
    else if (how === "run") bytes.fill(value, at, at + length);
    else if (how === "cut") bytes = value < 64 ? before.slice() : bytes;
    else if (how === "drop") bytes = Uint8Array.from([...before, ...after.subarray(length)]);
    else bytes = Uint8Array.from([...before, ...after.subarray(0, length), ...after]);
  }
  return bytes;
}

async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    const series = await openSeries(bytes, { name: "a" });
    return series instanceof Series ? "read" : "?";
  } catch (error) {
    const { name, message } = error as Error;
    return name === "DataError" && /^a: [^\n]+$/.test(message) && message.length < 2000
      ? "refused"
      : `${name}: ${message}`;
  }
}

test.each(Object.entries(kinds))("a damaged file of the kind %s is a series, or one line", async (_, files) => {
  const counts = { read: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(damage, { minLength: 1, maxLength: 4 }), async (which, damages) => {
      const [content, pack] = files[which % files.length];
      const found = await outcome(pack(damaged(content, damages)));
      expect(found).toMatch(/^(read|refused)$/);
      counts[found as "read"]++;
    }),
    fuzz(400),
  );
  // Not all stop at the first check.
  expect(counts.read).toBeGreaterThan(0);
  expect(counts.refused).toBeGreaterThan(50);
});
