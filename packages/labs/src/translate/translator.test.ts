import { concat, crossEntropyLoss, noGrad, tensor, withSeed } from "recurra";
import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import { groupByLength, makeBatch, shuffleBatches } from "./batches.ts";
import { BEGIN, decodeIso, encodeIso, encodeText, ISO_LENGTH, WRITTEN_COUNT } from "./characters.ts";
import { makeDates } from "./data.ts";
import { options } from "./settings.ts";
import { Translator } from "./translator.ts";

const settings = settingsOf(options, { hidden: 8, embedding: 6 });
const dates = makeDates({ train: 200, validation: 1, test: 1 }, 0.1, 0).train;
const [group] = groupByLength(dates, Array.from(dates.keys()), 5).filter((one) => one.length === 5);
const texts = group.map((at) => dates[at]);
const { length } = texts[0].text;

test.each([
  ["gru", "both", true],
  ["lstm", "both", true],
  ["slstm", "forwards", true],
  ["rnn", "forwards", false],
] as const)(
  "a decoder of %s that reads what it wrote writes what it would write with that as the truth",
  (cell, directions, attends) => {
    const model = withSeed(3, () => new Translator({ ...settings, cell, directions }, attends));
    const x = tensor(
      texts.flatMap(({ text }) => encodeText(text)),
      [5, length],
    );
    const { written, attention } = noGrad(() => model.translate(x));
    const forced = texts.flatMap(({ text }, b) => [...encodeText(text), BEGIN, ...written[b].slice(0, -1)]);
    const scores = noGrad(() => model.forward(tensor(forced, [5, length + ISO_LENGTH])).toArray());
    written.flat().forEach((character, at) => {
      const row = scores.subarray(at * WRITTEN_COUNT, (at + 1) * WRITTEN_COUNT);
      expect(row.indexOf(Math.max(...row))).toBe(character);
    });
    expect(attention.map((rows) => rows.length)).toEqual(new Array(5).fill(attends ? ISO_LENGTH : 0));
    for (const row of attention.flat()) {
      expect(row.length).toBe(length);
      expect(Array.from(row).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    }
    model.dispose();
  },
);

test("what is shown as attention is what the layer multiplies the encoder's outputs by", () => {
  const model = withSeed(3, () => new Translator({ ...settings, directions: "forwards" }, true));
  const [{ text }] = texts;
  noGrad(() => {
    const x = tensor(encodeText(text), [1, length]);
    const memory = model.encoder.forward(model.read.forward(x)).output; // [1, T, 8]
    const before = concat([model.write.forward(tensor([BEGIN], [1, 1])), memory.slice(1, length - 1, length)], 2);
    const query = model.decoder.forward(before).output;
    const layer = model.attention!;
    const shown = tensor(Float32Array.from(model.translate(x).attention[0][0]), [1, 1, length]);
    const combined = layer.combine
      .forward(concat([shown.matmul(memory), query], 2))
      .tanh()
      .toArray();
    const given = layer.forward(query, memory).toArray();
    for (const [i, value] of given.entries()) expect(value).toBeCloseTo(combined[i], 6);
  });
  model.dispose();
});

test("the answer for a text does not depend on the others of its batch", () => {
  const model = withSeed(3, () => new Translator(settings, true));
  const x = (some: typeof texts) =>
    tensor(
      some.flatMap(({ text }) => encodeText(text)),
      [some.length, length],
    );
  const together = noGrad(() => model.translate(x(texts)).written);
  const alone = noGrad(() => model.translate(x(texts.slice(2, 3))).written);
  expect(alone[0]).toEqual(together[2]);
  model.dispose();
});

test("batches have texts of one length, each text once, in another order each epoch", () => {
  const batches = shuffleBatches(dates, 16, 0, 1);
  expect(batches.every(({ x, y }) => x.shape[0] === y.shape[0] && x.shape[0] <= 16)).toBe(true);
  const isos = batches.flatMap(({ y }) => {
    const numbers = Array.from(y.toArray());
    return Array.from({ length: y.shape[0] }, (_, i) => decodeIso(numbers.slice(10 * i, 10 * i + 10)));
  });
  expect(isos.toSorted()).toEqual(dates.map(({ iso }) => iso).toSorted());
  const other = shuffleBatches(dates, 16, 0, 2).flatMap(({ y }) => Array.from(y.toArray()));
  expect(other).not.toEqual(batches.flatMap(({ y }) => Array.from(y.toArray())));
});

test("a batch's loss is that of ten characters each, taught the one before", () => {
  const model = withSeed(3, () => new Translator(settings, true));
  const { x, y } = makeBatch(texts);
  const [row] = [Array.from(x.toArray()).slice(0, length + ISO_LENGTH)];
  expect(row.slice(length)).toEqual([BEGIN, ...encodeIso(texts[0].iso).slice(0, 9)]);
  expect(noGrad(() => crossEntropyLoss(model.forward(x), y).item())).toBeCloseTo(Math.log(11), 0);
  model.dispose();
});
