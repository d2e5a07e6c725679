import type { HeatBlock, PanelsBlock, PassagesBlock, TableBlock } from "@recurra/report";
import { Model, noGrad } from "recurra";
import type { Layer } from "recurra/nn";
import { expect, test } from "vitest";
import { finished } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { padSentences, Vocabulary } from "./data.ts";
import { kinds, makeSentences } from "./grammar.ts";
import { sentiment } from "./sentiment.ts";

const small = settingsOf(sentiment.options, {
  hidden: 24,
  train: 800,
  validation: 60,
  test: 150,
  epochs: 20,
  learningRate: 0.01,
});
const phases = new Set<string>();
const result = await finished(sentiment.start(small), ({ phase }) => phases.add(phase));

interface Answer {
  id: string;
  name: string;
  accuracy: number;
  byKind: Record<string, number | null>;
}
const results = result.results as unknown as {
  accuracy: number;
  rival: string;
  rivalAccuracy: number;
  unmaskedAccuracy: number;
  answers: Answer[];
  largestChangeByPadding: Record<string, number>;
  right: { words: string[]; after: number[] }[];
  wrong: { words: string[]; after: number[] }[];
  padding: { shuffled: number; sorted: number };
};
const of = (id: string) => results.answers.find((one) => one.id === id)!;

function blocks(kind: string) {
  return result.report.sections.flatMap((section) => section.blocks).filter((one) => one.kind === kind);
}

test("the network learns what a bag of words cannot, and the verdict says so with its numbers", () => {
  expect([...phases]).toEqual([
    "GRU of 24 units",
    "GRU of 24 units, no lengths",
    "bag of words",
    "bag of words and pairs",
  ]);
  expect(results.accuracy).toBeGreaterThan(0.8);
  expect(of("words").accuracy).toBeLessThan(0.7);
  expect(of(results.rival).accuracy).toBe(results.rivalAccuracy);
  expect(of("words").byKind.plain!).toBeGreaterThan(of("words").byKind.not!);
  const { verdict } = result.report;
  expect(verdict).toMatchObject({ tone: "good", outcome: `Better than a ${of(results.rival).name}` });
  expect(verdict!.sentences[0]).toContain(
    `The GRU of 24 units is right in ${(100 * results.accuracy).toFixed(1)}% of 150 sentences that it has not seen`,
  );
});

test("every answer is scored on the same sentences, kind by kind", () => {
  const table = result.summary[0] as TableBlock;
  expect(table.rows.map(({ cells, role }) => [cells[0], role])).toEqual([
    ["GRU of 24 units", "model"],
    ["same weights, no lengths", "model"],
    ["trained without lengths", "model"],
    ["always the same", "naive"],
    ["naive Bayes", "naive"],
    ["bag of words", "naive"],
    ["bag of words and pairs", "naive"],
  ]);
  for (const { byKind } of results.answers) expect(Object.keys(byKind)).toEqual(kinds);
});

test("with lengths padding changes nothing; without them it does", () => {
  const { masked, unmasked, trainedUnmasked } = results.largestChangeByPadding;
  expect(masked).toBe(0);
  expect(unmasked).toBeGreaterThan(0.5);
  expect(trainedUnmasked).toBeGreaterThan(0.5);
  expect(results.padding.sorted).toBeLessThan(results.padding.shuffled / 2);
  const [panels] = blocks("panels") as PanelsBlock[];
  expect(panels.panels).toHaveLength(4);
  for (const { lines } of panels.panels) expect(new Set(lines[0].y).size).toBe(1);
});

test("the page shows a padded batch with its mask, and sentences right and wrong word by word", () => {
  const [mask] = blocks("heat") as HeatBlock[];
  const sums = mask.grids[0].rows.map((row) => Array.from(row).reduce((sum, one) => sum + one, 0));
  const all = makeSentences(1010, 0).slice(0, 6);
  expect(sums).toEqual(all.map(({ words }) => words.length));
  const [right, wrong] = blocks("passages") as PassagesBlock[];
  expect(right.passages.map(({ pieces }) => pieces)).toEqual(results.right.map(({ words }) => words));
  for (const { pieces, values } of right.passages) expect(values).toHaveLength(pieces.length);
  expect(results.right).toHaveLength(kinds.length);
  expect(wrong?.passages.length ?? 0).toBe(results.wrong.length);
});

test("the model's file holds the network whose accuracy is reported", () => {
  const { network, facts } = Model.load(result.model!);
  expect(facts).toMatchObject({ lab: "sentiment", settings: small });
  const all = makeSentences(1010, 0);
  const vocabulary = new Vocabulary(all.slice(0, 800));
  const wrong = all.slice(860).filter((one) => {
    const score = noGrad(() => (network as Layer).forward(padSentences(vocabulary, [one]).x).item());
    return score > 0 !== (one.meaning === 1);
  });
  expect(1 - wrong.length / 150).toBeCloseTo(results.accuracy, 12);
});

test("the same seed gives the same bytes on any number of threads, and another cell and direction can be taken", async () => {
  const short = { ...small, train: 100, test: 50, epochs: 2 };
  const [one, two] = [await finished(sentiment.start(short)), await finished(sentiment.start(short, { threads: 2 }))];
  expect(two.results).toEqual(one.results);
  expect(two.model).toEqual(one.model);
  const other = await finished(sentiment.start({ ...short, cell: "lstm", layers: 2, bidirectional: true }));
  expect(other.report.lead).toContain("A 2-layer bidirectional LSTM of 24 units");
});

test("the page prints the network with the shapes of its weights", () => {
  const texts = blocks("code").map((one) => (one as { text: string }).text);
  expect(texts.find((text) => text.startsWith("Reader("))).toMatch(
    /Embedding\(.*weight \[\d+, \d+\].*GRU\(.*parameters$/s,
  );
});
