import type { BarsBlock, LinesBlock } from "@recurra/report";
import { crossEntropyLoss, withSeed } from "recurra";
import { expect, test } from "vitest";
import { measureGradients } from "./norms.ts";
import { NetworksNow } from "./now.ts";
import { makeSubjects, SequenceReader } from "./subjects.ts";
import { makeRecall, SYMBOLS } from "./tasks.ts";

const settings = { hidden: 6, gain: 1, clip: 1, seed: 2 };
const subjects = makeSubjects({ forgetBias: 1, updateBias: 3 });

function draw(now: NetworksNow, length: number) {
  const [text, lines, bars] = now.draw(length);
  return { text: (text as { text: string }).text, lines: lines as LinesBlock, bars: bars as BarsBlock };
}

test("each network's line is its gradient at every step back, as the lab measures it, beside the norm that clips", () => {
  const now = new NetworksNow(subjects, settings, "strict");
  const { lines, bars } = draw(now, 20);
  const model = withSeed(2, () => new SequenceReader(subjects[2].make(SYMBOLS + 1, 6), 6, SYMBOLS));
  const { norms } = measureGradients(model, makeRecall(8, 19, 2), crossEntropyLoss);
  model.dispose();
  expect(lines.lines.map(({ label }) => label)).toEqual(subjects.map(({ name }) => name));
  expect(lines.lines[2].y).toEqual([...norms].reverse());
  expect(lines.rules).toEqual([{ label: "clipping acts above 1", y: 1 }]);
  expect(bars.rule?.value).toBe(1);
  expect(new Set(bars.bars.map(({ value }) => value)).size).toBe(subjects.length);
  now.dispose();
});

test("a network that learns is measured anew, the others are as they were; a dial turned measures all", () => {
  const now = new NetworksNow(subjects, settings, "strict");
  const before = draw(now, 20);
  const model = withSeed(2, () => new SequenceReader(subjects[0].make(SYMBOLS + 1, 6), 6, SYMBOLS));
  now.learn(subjects[0], model, 5, 7);
  model.scaleRecurrent(1.5);
  const after = draw(now, 20);
  expect(after.text).toBe("RNN tanh is learning to name a symbol 5 steps back, with seed 7.");
  expect(after.lines.lines[0].y).not.toEqual(before.lines.lines[0].y);
  expect(after.lines.lines.slice(1)).toEqual(before.lines.lines.slice(1));
  expect(after.lines.rules).toContainEqual({ label: "what is asked for", x: 5 });
  model.scaleRecurrent(0.5);
  expect(draw(now, 20).lines.lines[0].y).not.toEqual(after.lines.lines[0].y);
  expect(draw(now, 30).lines.lines.every(({ x }) => x.length === 30)).toBe(true);
  now.dispose();
});

test("a network that lost its numbers has a line without points, its norm stands at the end of the axis, and both are said", () => {
  const now = new NetworksNow(subjects, settings, "strict");
  const model = withSeed(2, () => new SequenceReader(subjects[1].make(SYMBOLS + 1, 6), 6, SYMBOLS));
  now.learn(subjects[1], model.scaleRecurrent(Number.NaN), 5, 0);
  const { text, lines, bars } = draw(now, 10);
  expect(text).toMatch(/Too large to be shown through 10 steps: RNN ReLU\.$/);
  expect(lines.lines[1].y.every((norm) => norm === null)).toBe(true);
  expect(bars.bars[1].value).toBe(1e4);
  now.dispose();
});
