import { expect, test } from "vitest";
import { EpochLines } from "./epoch-lines.ts";

function told(epochs: number, validationLoss?: number): string[] {
  const lines: string[] = [];
  const progress = new EpochLines((line) => lines.push(line));
  progress.start("GRU 30", epochs);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    progress.epoch({ epoch, trainLoss: 1 / epoch, seconds: 1, best: true, ...(validationLoss && { validationLoss }) });
  }
  return lines;
}

test("each epoch of a short training is a line with its mean loss", () => {
  expect(told(3)).toEqual([
    "GRU 30: averaged training loss for epoch 1 of 3: 1.000",
    "GRU 30: averaged training loss for epoch 2 of 3: 0.5000",
    "GRU 30: averaged training loss for epoch 3 of 3: 0.3333",
  ]);
  expect(told(25)).toHaveLength(25);
});

test("the validation loss stands beside it where there is one", () => {
  expect(told(1, 0.25)).toEqual(["GRU 30: averaged training loss for epoch 1 of 1: 1.000, validation 0.2500"]);
});

test("of a long training the first, the last and round ones between are told, some two dozen at most", () => {
  const epochs = told(1203).map((line) => Number(line.match(/epoch ([\d,]+) of/)?.[1].replace(",", "")));
  expect(epochs.slice(0, 3)).toEqual([1, 50, 100]);
  expect(epochs.slice(-2)).toEqual([1200, 1203]);
  expect(epochs.length).toBeLessThan(28);
});
