import { expect, test } from "vitest";
import type { FileQuestion } from "../engine/file-answers.ts";
import { answerFile } from "./answer-file.ts";
import { openFile } from "./open-files.ts";

const day = (n: number) => new Date(864e5 * (18_000 + n)).toISOString().slice(0, 10);
const file = (name: string, lines: readonly string[]) => new File([lines.join("\n")], name);
const value = (n: number) => 50 + 9 * Math.sin(n / 2.3) + ((n * 7) % 5);
/** A hole, a gap and a spike. */
const load = file("load.csv", [
  "day,load,kind",
  ...Array.from({ length: 300 }, (_, n) => n)
    .filter((n) => n < 100 || n > 104)
    .map((n) => `${day(n)},${n === 20 ? "" : `${n === 200 ? 9999.5 : value(n).toFixed(2)} kW`},${n % 2 ? "a" : "b"}`),
]);
const opened = await openFile(load);
const of = { sha256: opened.sha256, reading: {} };
const chart = (more: Partial<Extract<FileQuestion, { about: "chart" }>>) =>
  answerFile({ about: "chart", ...of, columns: ["load"], sort: false, stretches: 40, width: 700, ...more }) as Promise<
    import("../engine/file-answers.ts").FileChart
  >;

test("a file is told of by all its columns, with what each was read as, its unit and its first cells", () => {
  expect(opened).toMatchObject({
    ...{ name: "load.csv", reading: {}, rows: 295, columns: ["load"], likely: "load", faults: [] },
    clock: { columns: ["day"], found: "name", kind: "date" },
  });
  expect(opened.table.map(({ name, type, missing }) => [name, type, missing])).toEqual([
    ["day", "times", 0],
    ["load", "numbers", 1],
    ["kind", "text", 0],
  ]);
  expect(opened.table[0].first).toEqual([day(0), day(1), day(2)]);
  expect(opened.table[1].spark?.length).toBe(96);
});

test("a chart has the least and the greatest of each stretch and no more, with times in words", async () => {
  const { first, last, columns, words, rows } = await chart({});
  expect(rows).toBe(295);
  expect(first.length).toBeLessThanOrEqual(40);
  expect(Math.max(...columns[0].greatest)).toBe(9999.5);
  expect(columns[0].missing.reduce((sum, one) => sum + one)).toBe(1);
  expect([words[0][0], words.at(-1)?.[1], last.at(-1)]).toEqual([day(0), day(299), 294]);
});

test("a part of it is drawn row by row, and rows that there are not are not asked for", async () => {
  const near = await chart({ start: 10, end: 40 });
  expect([...near.first]).toEqual(Array.from({ length: 30 }, (_, i) => 10 + i));
  expect(near.columns[0].least[10]).toBeNaN();
  expect((await chart({ start: 290, end: 9999, columns: ["load", "nothing"] })).end).toBe(295);
});

test("findings have their places on the rows and on the axis", async () => {
  const answer = await answerFile({ about: "findings", ...of, target: "load", inputs: [] });
  if (!("findings" in answer)) throw new Error("no findings");
  const { findings, seasons } = answer;
  expect(findings.map(({ kind, places }) => [kind, places])).toEqual([
    ["gap", [[99, 100]]],
    ["missing", [[20, 20]]],
    ["spike", [[195, 195]]],
  ]);
  expect(findings[0].spans).toEqual([[864e5 * 18_099, 864e5 * 18_105]]);
  expect(findings[2].cures[0].settings).toMatchObject({ missing: "9999.5" });
  expect(Object.keys(seasons)).toEqual(["load"]);
});

test("an input that knows the future of the target is found", async () => {
  const lines = Array.from({ length: 120 }, (_, n) => `${day(n)},${value(n).toFixed(3)},${value(n + 1).toFixed(3)}`);
  const { sha256 } = await openFile(file("leak.csv", ["day,y,next", ...lines]));
  const answer = await answerFile({ about: "findings", sha256, reading: {}, target: "y", inputs: ["next"] });
  expect(answer).toMatchObject({ findings: [{ kind: "follows-target", column: "next", places: [] }] });
});

test("a plan is the cut of the experiment, or what stands in its way with what would cure it", async () => {
  const asked = { target: "load", horizon: "3", lookback: "5" };
  const refused = await answerFile({ about: "plan", ...of, settings: asked });
  expect(refused).toMatchObject({ parts: [], refusal: { code: "VALUES_MISSING" } });
  const settings = { ...asked, fillGaps: "forward-fill", test: "60" };
  const planned = await answerFile({ about: "plan", ...of, settings });
  if (!("parts" in planned)) throw new Error("no plan");
  expect(planned.refusal).toBeUndefined();
  expect(planned.parts.map(({ name }) => name)).toEqual(["training", "validation", "backtest"]);
  expect(planned.parts[2]).toMatchObject({ rows: 60, from: day(240), to: day(299) });
  expect(planned.parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(300);
  expect(await answerFile({ about: "plan", ...of, settings: { ...asked, horizon: "many" } })).toMatchObject({
    refusal: { code: "OPTION_VALUE" },
  });
});

test("an open file is read anew as it is said, and what does not fit it is said to be", async () => {
  const read = (reading: Record<string, string>) => answerFile({ about: "survey", sha256: opened.sha256, reading });
  expect(await read({ time: "false", categories: "kind" })).toMatchObject({
    ...{ reading: { categories: "kind", time: "false" }, columns: ["load"] },
    clock: { found: "none", kind: "row" },
  });
  expect(await read({ delimiter: ";" })).toMatchObject({ refusal: { message: expect.stringContaining("load.csv") } });
  expect(await read({ decimal: "x" })).toMatchObject({ refusal: { code: "OPTION_VALUE" }, rows: 0, table: [] });
});

test("of several series each can be chosen by a condition, and a wide table offers none of its steps", async () => {
  const long = ["a,1", "b,2"].flatMap((id) => Array.from({ length: 30 }, (_, n) => `${id},${day(n)},${n % 7}`));
  const stores = await openFile(file("stores.csv", ["shop,dept,day,y", ...long]));
  expect(stores.series?.conditions.length).toBe(2);
  expect(stores.series?.conditions[0]).toContain("shop=a");
  const steps = Array.from({ length: 60 }, (_, n) => day(n)).join(",");
  const numbers = Array.from({ length: 60 }, (_, n) => n % 7).join(",");
  const wide = await openFile(file("wide.csv", [`town,${steps}`, `Ulm,${numbers}`, `Kiel,${numbers}`]));
  expect(wide).toMatchObject({ columns: [], series: { by: "town", conditions: ["town=Ulm", "town=Kiel"] } });
  expect(wide.likely).toBeUndefined();
});

test("a file that no setting makes a table is refused, and one that needs a setting is not", async () => {
  await expect(openFile(file("a.png", ["\u0089PNG\u0000\u0001"]))).rejects.toThrow("a.png: not a CSV text");
  const tables = JSON.stringify({ one: [{ x: 1 }, { x: 2 }], two: [{ y: 3 }, { y: 4 }] });
  const json = await openFile(file("two.json", [tables]));
  expect(json.refusal?.cures.map(({ settings }) => settings)).toEqual([{ part: "one" }, { part: "two" }]);
});
