import type { HeatBlock, TableBlock } from "@recurra/report";
import { expect, test } from "vitest";
import { finished } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { translate } from "./translate.ts";

const small = settingsOf(translate.options, {
  train: 1500,
  test: 120,
  epochs: 7,
  hidden: 24,
  embedding: 12,
  batch: 32,
  learningRate: 0.015,
  attention: "on",
});
const tiny = { ...small, train: 200, epochs: 1, test: 40, hidden: 6 };

interface Part {
  right: number;
  characters: number;
  others: Record<string, { right: number; network: string }>;
  formats: { pattern: string; count: number; right: Record<string, number> }[];
}

test("a network that has learned reads most dates of known formats, fewer of others, and rules read all", async () => {
  const { results, report, scores } = await finished(translate.start(small));
  const [known, unknown] = [results.known, results.unknown] as unknown as [Part, Part];
  expect(known.right).toBeGreaterThan(0.6);
  expect(unknown.right).toBeLessThan(known.right);
  expect(known.characters).toBeGreaterThan(known.right);
  expect(known.others.rules).toMatchObject({ right: 1, network: "worse" });
  expect(known.others.mostCommon).toMatchObject({ network: "better" });
  expect(known.formats.reduce((sum, { count }) => sum + count, 0)).toBe(120);
  const right = unknown.formats.reduce((sum, { count, right }) => sum + count * right.network, 0) / 120;
  expect(right).toBeCloseTo(unknown.right, 10);
  expect(report.verdict).toMatchObject({ tone: "even", outcome: "Reads most dates, but rules read more" });
  expect(report.verdict!.sentences).toHaveLength(2);
  expect(scores.map(({ main, samples }) => [main, samples])).toEqual([
    [true, 120],
    [false, 120],
  ]);
  const heats = report.sections
    .flatMap(({ blocks }) => blocks)
    .filter((block): block is HeatBlock => block.kind === "heat");
  expect(heats.length).toBeGreaterThan(3);
  for (const { columns, columnNames, grids } of heats) {
    expect(columnNames).toHaveLength(columns.length);
    expect(grids[0].rowNames?.join("")).toMatch(/^[\d-]{10}$/);
  }
  const questions = results.questions as unknown as { text: string; network: string; rules: string | null }[];
  expect(questions.find(({ text }) => text === "03/11/2021")?.rules).toBe("2021-11-03");
  expect(questions.find(({ text }) => text === "hello")?.rules).toBeNull();
  expect(questions.every(({ network }) => network.length === 10)).toBe(true);
});

test("a network that has learned little is said to have not learned", async () => {
  const { report, results } = await finished(translate.start(tiny));
  expect((results.known as unknown as Part).right).toBeLessThan(0.2);
  expect(report.verdict).toMatchObject({ tone: "bad", outcome: "Has not learned to read dates" });
});

test("with and without attention two networks are trained, and both are scored on the same texts", async () => {
  const phases = new Set<string>();
  const run = translate.start({ ...tiny, attention: "both" });
  const { summary, report, scores } = await finished(run, ({ phase }) => phases.add(phase));
  const names = ["bidirectional GRU of 6 units, with attention", "bidirectional GRU of 6 units, without attention"];
  expect([...phases]).toEqual(names);
  const table = summary[0] as TableBlock;
  expect(table.caption).toContain(": bidirectional GRU of 6 units, rules, the library's reader");
  expect(table.rows.map(({ cells, role }) => [cells[0], role]).slice(0, 3)).toEqual([
    ["with attention", "model"],
    ["without attention", "model"],
    ["rules", "naive"],
  ]);
  expect(report.verdict!.sentences[2]).toMatch(
    /^Without attention the network reads [\d.]+% in the formats that it knows/,
  );
  expect(scores[0].methods.map(({ kind }) => kind)).toEqual(["model", "model", "naive", "naive", "naive"]);
});

test("without attention there is nothing to show of it", async () => {
  const { report } = await finished(
    translate.start({ ...tiny, attention: "off", directions: "forwards", cell: "lstm" }),
  );
  expect(report.sections.map(({ heading }) => heading)).not.toContain("Where it looks");
  expect(report.sections.flatMap(({ blocks }) => blocks).some(({ kind }) => kind === "heat")).toBe(false);
});

test("the same seed gives the same numbers on any number of threads, another seed others", async () => {
  const run = async (seed: number, threads: number) =>
    (await finished(translate.start({ ...tiny, seed }, { threads }))).results;
  const once = await run(0, 1);
  expect(await run(0, 2)).toEqual(once);
  expect((await run(1, 1)).known).not.toEqual(once.known);
});
