import { expect, test } from "vitest";
import { differences, scaledError } from "./differences.ts";
import { embedding, embeddingBackward } from "./embedding.ts";
import { dot, sample } from "./sample.ts";

test("an embedding is the rows of its table, and its gradient passes central differences at 1e-8", () => {
  const table = sample("table", 12);
  const index = [3, 0, 3, 1, 3];
  expect([...embedding(table, [2, 0], 3)]).toEqual([...table.subarray(6, 9), ...table.subarray(0, 3)]);
  const factors = sample("factors", 15);
  const found = embeddingBackward(factors, index, 3, 4);
  expect(
    scaledError(
      found,
      differences(() => dot(embedding(table, index, 3), factors), table),
    ),
  ).toBeLessThan(1e-8);
  expect([...embeddingBackward(factors, index, 3, 4, 3).subarray(9)]).toEqual([0, 0, 0]);
});
