import type { DrawingBlock, TableBlock, TextBlock } from "@recurra/report";
import { beforeAll, expect, test } from "vitest";
import { finished, type LabResult } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { Watched } from "../lab/watched.ts";
import { bidirectional } from "./bidirectional.ts";
import { encoderDecoder } from "./encoder-decoder.ts";
import type { Lesson, RunLesson } from "./lesson.ts";
import { manyToMany } from "./many-to-many.ts";
import { manyToOne } from "./many-to-one.ts";
import { oneToMany } from "./one-to-many.ts";
import { oneToOne } from "./one-to-one.ts";
import { findBestNaive, hasLearned } from "./score.ts";
import { shapes } from "./shapes.ts";
import type { Stage } from "./stages.ts";

async function finishLesson(
  run: RunLesson,
  given: Parameters<typeof settingsOf<typeof shapes.options>>[1],
): Promise<Lesson> {
  const events = run(settingsOf(shapes.options, given), {}, new Watched({}));
  for (;;) {
    const { done, value } = await events.next();
    if (done) return value;
  }
}

/** The sizes that the letters stand for; throws when one letter has two. */
function sizesOf(stages: readonly Stage[]): Record<string, number> {
  const sizes: Record<string, number> = {};
  const same = (letter: string, size: number) => {
    sizes[letter] ??= size;
    if (sizes[letter] !== size) throw new Error(`${letter} is ${sizes[letter]} and ${size}`);
  };
  for (const { letters, shape } of stages) {
    const names = letters.slice(1, -1).split(", ");
    expect(names).toHaveLength(shape.length);
    names.forEach((name, i) => {
      if (name === "1") expect(shape[i]).toBe(1);
      else same(name, shape[i]);
    });
  }
  return sizes;
}

test("the defaults train each shape on a small task", () => {
  expect(settingsOf(shapes.options)).toEqual({
    cell: "gru",
    hidden: 24,
    epochs: 60,
    batch: 25,
    learningRate: 0.005,
    seed: 0,
  });
  expect(shapes.data).toBeUndefined();
});

test("one frame tells no more than where the ball is; many frames tell where it goes", async () => {
  const once = await finishLesson(oneToOne, { epochs: 10 });
  expect(once.score.naive.map(({ name }) => name)).toEqual(["staying"]);
  expect(once.score.network.value / once.score.naive[0].value).toBeGreaterThan(0.9);
  expect(once.finding).toContain("one frame does not show the direction of the flight");

  const watched = await finishLesson(manyToMany, { epochs: 25, learningRate: 0.01 });
  expect(watched.score.naive.map(({ name }) => name)).toEqual(["staying", "going straight on"]);
  expect(findBestNaive(watched.score).name).toBe("going straight on");
  expect(hasLearned(watched.score)).toBe(true);
  const byFrame = watched.more!.distanceByFrame as number[];
  expect(byFrame[0]).toBeGreaterThan(0.9 * once.score.naive[0].value);
  expect(byFrame[9]).toBeLessThan(byFrame[0] / 2);
});

test("reading forwards, 'under' is right half of the time and cannot be otherwise; reading both ways, always", async () => {
  const { score, more, finding, stages } = await finishLesson(bidirectional, { epochs: 12, learningRate: 0.01 });
  expect(score.naive).toMatchObject([{ name: "the most frequent tag", value: 0.5 }]);
  expect(score.others).toMatchObject([{ name: "forwards only", value: 0.5 }]);
  expect(score.network.name).toBe("bidirectional GRU of 24 units");
  expect(score.network.value).toBeGreaterThan(0.99);
  const byWord = more!.accuracyByWord as Record<string, number[]>;
  expect(byWord["forwards only"].slice(3, 5)).toEqual([0.5, 0.5]);
  expect(byWord["forwards only"][5]).toBeGreaterThan(0.99);
  expect(finding).toContain('At "under" the network that only reads forwards is right in 50.0% of the sentences');
  expect(stages.map(({ letters, shape }) => [letters, shape])).toEqual([
    ["[B, T, I]", [192, 6, 27]],
    ["[B, T, D*H]", [192, 6, 48]],
    ["[L*D, B, H]", [2, 192, 24]],
    ["[B, T, O]", [192, 6, 3]],
  ]);
});

test("one input becomes a wave, a wave becomes its name, digits turn round: all beyond what needs no learning", async () => {
  const wave = await finishLesson(oneToMany, { epochs: 10, learningRate: 0.01 });
  expect(wave.score.network.value).toBeLessThan(wave.score.naive[0].value * 0.8);
  expect([wave.x, wave.y]).toEqual([
    [300, 1, 5],
    [300, 20, 1],
  ]);
  const name = await finishLesson(manyToOne, { epochs: 10, learningRate: 0.01 });
  expect(name.score.naive).toMatchObject([{ name: "always one kind", value: 1 / 3 }]);
  expect(name.score.network.value).toBeGreaterThan(0.7);
  const confusion = name.more!.confusion as number[][];
  expect(confusion.map((row) => row.reduce((sum, waves) => sum + waves, 0))).toEqual([100, 100, 100]);
  const digits = await finishLesson(encoderDecoder, { epochs: 25, learningRate: 0.01 });
  expect(digits.score.naive.map((one) => one.name)).toEqual(["chance", "copying"]);
  expect(digits.score.network.value).toBeGreaterThan(0.6);
  expect(digits.more!.digitAccuracy).toBeGreaterThan(digits.score.network.value);
});

const small = settingsOf(shapes.options, { epochs: 1, hidden: 6, cell: "lstm" });
const phases: string[] = [];
let result: LabResult;

beforeAll(async () => {
  result = await finished(shapes.start(small), ({ phase, epoch, epochs }) =>
    phases.push(`${phase}, ${epoch}/${epochs}`),
  );
});

test("the lab trains every shape in turn and puts each score beside a naive one", () => {
  expect(phases.map((phase) => phase.replace(/, 1\/1$/, ""))).toEqual([
    "one to one: a ball seen once",
    "one to many: write a wave",
    "many to one: name a wave",
    ...["without dropout", "0.5 of the last state", "0.2 of the inputs"].flatMap((name) => [
      `dropout: ${name}, 1/2`,
      `dropout: ${name}, 2/2`,
    ]),
    "many to many: a ball watched",
    "encoder-decoder: reverse digits",
    "deep: 2-layer LSTM of 6 units",
    "deep: LSTM of 6 units",
    "deep: LSTM of 11 units",
    "bidirectional: bidirectional LSTM of 6 units",
    "bidirectional: LSTM of 6 units",
  ]);
  const [scores, names] = result.summary as [TableBlock, TextBlock, TableBlock];
  expect(scores.columns.map(({ title }) => title)).toEqual(["shape", "task", "x -> y", "network", "naive"]);
  expect(scores.rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
    ["one to one", "ball seen once", "[300, 1, 2] -> [300, 1, 2]"],
    ["one to many", "write a wave", "[300, 1, 5] -> [300, 20, 1]"],
    ["many to one", "name a wave", "[300, 20, 1] -> [300, 3]"],
    ["many to many", "ball watched", "[300, 10, 2] -> [300, 10, 2]"],
    ["encoder-decoder", "reverse digits", "[400, 3, 10] -> [400, 3, 10]"],
    ["deep", "ball, two layers", "[300, 10, 2] -> [300, 10, 2]"],
    ["bidirectional", "word in context", "[192, 6, 27] -> [192, 6, 3]"],
  ]);
  for (const { cells } of scores.rows) expect(cells[4]).toMatch(/^\d+\.\d+%?$/);
  expect(names.text).toContain("one to one: staying; one to many: the mean wave; many to one: always one kind");
});

test("every letter stands for one size in each network, and the network's own sizes are among them", () => {
  const found = result.results as unknown as Record<string, { stages: Stage[] }>;
  const lessons = Object.entries(found).filter(([name]) => name !== "settings");
  expect(lessons).toHaveLength(7);
  for (const [name, { stages }] of lessons) {
    const sizes = sizesOf(stages);
    expect(sizes.H ?? sizes["D*H"] / 2, name).toBe(6);
    expect(sizes["L*D"], name).toBe(name === "deep" || name === "bidirectional" ? 2 : 1);
  }
});

test("the states of deep and bidirectional networks have a row for each layer and direction", () => {
  const tables = result.report.sections.flatMap(({ blocks }) => blocks).filter((block) => block.kind === "table");
  const states = tables.find(({ caption }) => caption.startsWith("What a state is made of"))!;
  expect(states.caption).toBe("What a state is made of: H = 6 units, a batch of B = 5");
  expect(states.rows.map(({ cells }) => [cells[0], cells[1], cells[3], cells[4]])).toEqual([
    ["1", "1", "[5, 10, 6]", "[1, 5, 6]"],
    ["1", "2", "[5, 10, 12]", "[2, 5, 6]"],
    ["2", "1", "[5, 10, 6]", "[2, 5, 6]"],
    ["2", "2", "[5, 10, 12]", "[4, 5, 6]"],
    ["3", "1", "[5, 10, 6]", "[3, 5, 6]"],
    ["3", "2", "[5, 10, 12]", "[6, 5, 6]"],
  ]);
});

test("the report draws each network unrolled, with its own sizes", () => {
  const { sections } = result.report;
  expect(sections.map(({ heading }) => heading)).toEqual([
    "All shapes",
    "One cell, used again at every step",
    "One to one: ball seen once",
    "One to many: write a wave",
    "Many to one: name a wave",
    "Many to many: ball watched",
    "Encoder-decoder: reverse digits",
    "Deep: ball, two layers",
    "Bidirectional: word in context",
  ]);
  const drawings = sections.slice(2).map(({ blocks }) => blocks.find((one) => one.kind === "drawing") as DrawingBlock);
  const count = (role: string) => drawings.map(({ nodes }) => nodes.filter((node) => node.role === role).length);
  expect(count("input")).toEqual([1, 1, 4, 4, 5, 4, 4]);
  expect(count("output")).toEqual([1, 4, 1, 4, 3, 4, 4]);
  expect(count("cell")).toEqual([1, 4, 4, 4, 6, 8, 4]);
  expect(count("backward")).toEqual([0, 0, 0, 0, 0, 0, 4]);
  for (const { nodes } of drawings) {
    const cells = nodes.filter(({ role, label }) => role === "cell" && label !== "...");
    for (const { detail } of cells) expect(detail).toMatch(/\[\d+, 6\]$/);
  }
});

test("after one epoch the verdict names the shapes that are no better than naive", () => {
  const { tone, outcome, sentences } = result.report.verdict!;
  expect(tone).toBe("even");
  expect(outcome).toMatch(/^[0-5] of 6 shapes learned their task$/);
  expect(sentences.at(-1)).toMatch(
    /^Not clearly better than what needs no learning \(a tenth less error, and not by chance\): .*deep.*\. Train for longer\.$/,
  );
});

test("the same seed gives the same result", async () => {
  expect(await finished(shapes.start(small))).toEqual(result);
});

test("a signal ends the lab", async () => {
  const stop = new AbortController();
  const lab = shapes.start(small, { signal: stop.signal });
  await lab.next();
  stop.abort(new Error("enough"));
  await expect(finished(lab)).rejects.toThrow("enough");
});
