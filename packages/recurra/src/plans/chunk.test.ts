import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Parameter, tensor } from "../tensor/index.ts";
import { cut, samples } from "./chunk.ts";

const numbers = (n: number): Float32Array => Float32Array.from({ length: n }, (_, i) => i);
const seeds = () => new Generator(3).stream("seeds");
const batch = { x: tensor(numbers(14), [7, 2]), y: tensor(numbers(7), [7]), note: "whole" };

test("chunks are the samples in order, with shares that add up to 1, seeds of their own, and all else of the batch", () => {
  const chunks = cut(batch, 3, seeds());
  expect(chunks.map((chunk) => [...chunk.batch.x.toArray()])).toEqual([
    [0, 1, 2, 3, 4, 5],
    [6, 7, 8, 9, 10, 11],
    [12, 13],
  ]);
  expect(chunks.map((chunk) => [...chunk.batch.y.toArray()])).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  expect(chunks.map(({ share }) => share)).toEqual([3 / 7, 3 / 7, 1 / 7]);
  expect(chunks.map(({ seed }) => seed)).toEqual([0, 1, 2].map((i) => seeds().uint32(i)));
  expect(chunks.map((chunk) => chunk.batch.note)).toEqual(["whole", "whole", "whole"]);
});

test("a batch that is no larger than a chunk is one, as it is", () => {
  const [only, ...others] = cut(batch, 7, seeds());
  expect(only.batch).toBe(batch);
  expect(only.share).toBe(1);
  expect(others).toEqual([]);
});

test("x and y must have as many samples", () => {
  expect(() => cut({ ...batch, y: tensor(numbers(6), [6]) }, 3, seeds())).toThrow(
    "train: microBatchSize cuts x [7, 2] and y [6] by samples, but they have 7 and 6.",
  );
});

test("samples of a leaf are a leaf over the same numbers, those of a parameter get their gradient", () => {
  const leaf = samples(batch.x, 1, 3);
  expect(leaf.data!.buffer).toBe(batch.x.data!.buffer);
  const parameter = new Parameter([1, 2, 3], [3]);
  samples(parameter, 1, 3).sum().backward();
  expect([...parameter.grad!]).toEqual([0, 1, 1]);
});
