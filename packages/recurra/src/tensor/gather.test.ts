import { expect, test } from "vitest";
import { tensor } from "./creation.ts";
import { gather } from "./gather.ts";
import { expectOperation } from "./gradients.conformance.ts";

test("gather picks by index along each dimension, with its gradient", () => {
  const rows = tensor([2, 0, 1, 1], [2, 2]);
  expectOperation({
    shapes: [[2, 3]],
    run: (x) => gather(x, 1, rows),
    formula: (x) => [x[2], x[0], x[4], x[4]],
  });
  const columns = tensor([1, 0, 1], [1, 3]);
  expectOperation({
    shapes: [[2, 3]],
    run: (x) => gather(x, 0, columns),
    formula: (x) => [x[3], x[1], x[5]],
  });
  const deep = tensor([1, 0, 0, 1], [2, 1, 2]);
  expectOperation({
    shapes: [[2, 2, 3]],
    run: (x) => gather(x, 1, deep),
    formula: (x) => [x[3], x[1], x[6], x[10]],
  });
});

test("an index out of range or of the wrong shape is named", () => {
  const x = tensor(new Float32Array(6), [2, 3]);
  expect(() => gather(x, 1, tensor([0, 3], [2, 1]))).toThrow(
    "gather: the index holds 3 at [1, 0], but dimension 1 of [2, 3] has the indices 0 to 2.",
  );
  expect(() => gather(x, 1, tensor([0, 0.5], [2, 1]))).toThrow("gather: the index holds 0.5 at [1, 0]");
  expect(() => gather(x, 1, tensor([0, 1]))).toThrow("gather: the index [2] does not fit the tensor [2, 3]");
});
