import { readFileSync } from "node:fs";
import type { LinesBlock, PassagesBlock, TableBlock } from "@recurra/report";
import { Model, noGrad, tensor } from "recurra";
import type { Layer } from "recurra/nn";
import { expect, test } from "vitest";
import { finished, type LabResult } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { cutPieces, PIECE, readText, WARM_UP } from "./data.ts";
import type { TextFound } from "./found.ts";
import { text } from "./text.ts";
import { findRemedies } from "./verdict.ts";

const alice = readFileSync(new URL("../../../../examples/data/alice.txt", import.meta.url), "utf8");
const file = { name: "alice.txt", text: alice.slice(0, 16_000) };
const small = settingsOf(text.options, {
  hidden: 32,
  embedding: 8,
  epochs: 4,
  length: 32,
  order: 4,
  learningRate: 0.02,
  dropout: 0.1,
  temperatures: [0.5, 1],
  write: 80,
});

const seen: string[] = [];
const result = await finished(text.start(small, { file }), ({ phase, epoch, epochs }) =>
  seen.push(`${phase} ${epoch}/${epochs}`),
);

function blocks<K extends string>({ report }: LabResult, kind: K) {
  return report.sections.flatMap((section) => section.blocks).filter((one) => one.kind === kind);
}

interface Results {
  bits: number;
  ngramBits: number;
  mixtureBits: number;
  mixtureShare: number;
  uniformBits: number;
  ngramOrder: number;
  ngrams: { order: number; validation: number; test: number }[];
  validationBits: number[];
  trainBits: number[];
  bestEpoch: number;
  alphabet: string;
  written: { temperature: number; text: string }[];
  early: { epochs: number; text: string }[];
  units: { trait: string; unit: number; validationCorrelation: number }[];
}
const results = result.results as unknown as Results;

test("the network learns, and its bits stand beside those of n-grams of every order and of signs taken alike", () => {
  expect(seen).toEqual([1, 2, 3, 4].map((epoch) => `LSTM of 32 units ${epoch}/4`));
  const one = results.ngrams[0].test;
  expect(results.bits).toBeLessThan(one - 0.3);
  expect(one).toBeLessThan(results.uniformBits);
  expect(results.ngrams.map(({ order }) => order)).toEqual([1, 2, 3, 4]);
  expect(results.validationBits[3]).toBeLessThan(results.validationBits[0]);
  expect(results.uniformBits).toBeCloseTo(Math.log2([...results.alphabet].length), 12);
  const table = result.summary[0] as TableBlock;
  expect(table.rows.map(({ cells, role }) => [cells[0], role])).toEqual([
    ["LSTM of 32 units", "model"],
    [`network and ${results.ngramOrder}-grams mixed`, "model"],
    ["1-grams: how often each occurs", "naive"],
    ["2-grams", "naive"],
    ["3-grams", "naive"],
    ["4-grams", "naive"],
    ["all signs alike", "naive"],
  ]);
  expect(table.rows[0].cells[1]).toBe(results.bits.toFixed(3));
});

test("the order of the n-grams, the epoch and the mixture are chosen in the validation part", () => {
  const validation = results.ngrams.map((one) => one.validation);
  expect(validation[results.ngramOrder - 1]).toBe(Math.min(...validation));
  expect(results.ngramBits).toBe(results.ngrams[results.ngramOrder - 1].test);
  expect(results.validationBits[results.bestEpoch - 1]).toBe(Math.min(...results.validationBits));
  // Of so short a text the network knows nothing that the n-grams do not.
  expect(results.mixtureShare).toBe(0);
  expect(results.mixtureBits).toBeCloseTo(results.ngramBits, 12);
});

test("where counting is nearer, the verdict says so and by how much", () => {
  expect(results.ngramBits).toBeLessThan(results.bits); // 12,800 characters are too few for a network
  const order = results.ngramOrder;
  expect(result.report.verdict).toMatchObject({ tone: "bad", outcome: `N-grams of ${order} characters are nearer` });
  const [measured] = result.report.verdict!.sentences;
  expect(measured).toContain(
    `The LSTM of 32 units needs ${results.bits.toFixed(3)} bits a character in the test part; n-grams of ${order} characters, the best in ` +
      `the validation part, need ${results.ngramBits.toFixed(3)} (p < 0.001 where both were equally good).`,
  );
});

test("the reported bits are those of the network in the model's file, on the pieces of the test part", () => {
  const { network, facts } = Model.load(result.model!);
  expect(facts).toMatchObject({ lab: "text", settings: small, scales: { alphabet: results.alphabet } });
  const passage = readText(file, small);
  const { count, x, y } = cutPieces(passage, passage.test, passage.end);
  const steps = WARM_UP + PIECE;
  const scores = noGrad(() => (network as Layer).forward(tensor(x, [count, steps])).toArray());
  const width = passage.alphabet.length;
  let sum = 0;
  for (let row = 0; row < count; row++) {
    for (let t = WARM_UP; t < steps; t++) {
      const at = row * steps + t;
      const own = scores.subarray(at * width, (at + 1) * width);
      const total = own.reduce((all, score) => all + Math.exp(score), 0);
      sum -= Math.log2(Math.exp(own[y[at]]) / total);
    }
  }
  expect(results.bits).toBeCloseTo(sum / (count * PIECE), 5);
});

test("it writes before training, on the way, and at each temperature, the same again with the same seed", async () => {
  expect(results.early.map(({ epochs }) => epochs)).toEqual([0, 1, 3]);
  expect(results.written.map(({ temperature, text: piece }) => [temperature, [...piece].length])).toEqual([
    [0.5, 80],
    [1, 80],
  ]);
  expect(results.written[0].text).not.toBe(results.written[1].text);
  const again = await finished(text.start(small, { file, threads: 2 }));
  expect(again.results).toEqual(result.results);
  expect(again.model).toEqual(result.model);
});

test("the page shows the bits of each character, and units under the text that they read", () => {
  const [surprise, early, written, units] = blocks(result, "passages") as PassagesBlock[];
  expect(surprise.passages.map(({ label }) => label)).toEqual(["LSTM of 32 units", `${results.ngramOrder}-grams`]);
  for (const { pieces, values } of [...surprise.passages, ...units.passages]) {
    expect(pieces).toHaveLength(420);
    expect(values).toHaveLength(420);
  }
  expect(surprise.passages[0].pieces).toEqual(units.passages[0].pieces);
  expect(file.text.trim().replaceAll("□", "")).toContain(units.passages[0].pieces.slice(0, 40).join(""));
  expect(results.units.map(({ trait }) => trait)).toEqual(["quotes", "line", "word", "space"]);
  const sizes = results.units.map(({ validationCorrelation }) => Math.abs(validationCorrelation));
  expect(sizes[2]).toBeGreaterThan(0.3); // how far a word has come is what the first epochs learn
  expect(Math.min(...sizes)).toBeGreaterThan(0.05);
  expect(early.passages.map(({ label }) => label)).toEqual(["before training", "after 1 epoch", "after 3 epochs"]);
  expect(written.passages.map(({ pieces }) => pieces.join("")).slice(0, 2)).toEqual(
    results.written.map((one) => one.text),
  );
  expect(written.passages[2].label).toBe(`${results.ngramOrder}-grams, temperature 1`);
  const mean = (values: readonly (number | null)[]) =>
    values.reduce<number>((sum, one) => sum + one!, 0) / values.length;
  expect(mean(early.passages[0].values)).toBeGreaterThan(mean(early.passages[2].values) + 1);
  const [losses, orders] = blocks(result, "lines") as LinesBlock[];
  expect(losses.lines.map(({ y }) => y)).toEqual([results.trainBits, results.validationBits]);
  expect(orders.lines[1].y).toEqual(results.ngrams.map((one) => one.test));
});

test("a prompt is what pieces go on from, and any cell can be taken, in layers", async () => {
  const settings = { ...small, epochs: 1, hidden: 8, layers: 2, cell: "mingru" as const, prompt: "The Queen " };
  const { results: found, report } = await finished(text.start(settings, { file }));
  expect(found.prompt).toBe("The Queen ");
  expect(report.lead).toContain("2-layer minGRU of 8 units");
});

test("a network that was still getting better is to be trained for longer, one that was not is to drop more", () => {
  const found = (bestEpoch: number, outcome = "worse") =>
    ({ advantage: { outcome, p: 0.5 }, bestEpoch, settings: { ...small, epochs: 20 } }) as unknown as TextFound;
  expect(findRemedies(found(19))).toEqual([["train for longer with more ", { option: "epochs" }]]);
  expect(findRemedies(found(9))).toEqual([
    ["more ", { option: "dropout" }, ", since later epochs only learnt the training part by heart"],
  ]);
  expect(findRemedies(found(9, "better"))).toEqual([]);
});

test("the page prints the network with the shapes of its weights", () => {
  const printed = blocks(result, "code").find((one) => (one as { text: string }).text.startsWith("Writer("));
  expect((printed as { text: string }).text).toMatch(/Embedding\(.*weight \[\d+, \d+\].*LSTM\(.*parameters$/s);
});
