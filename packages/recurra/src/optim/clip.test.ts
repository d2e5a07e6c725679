import { expect, test } from "vitest";
import { expectClose } from "../tensor/gradients.conformance.ts";
import { Parameter } from "../tensor/index.ts";
import { Adam } from "./adam.ts";
import { clipFactor, clipGradNorm, gradientNorm } from "./clip.ts";

function parameters(): Parameter[] {
  const a = new Parameter([0, 0], [2]);
  const b = new Parameter([0], [1]);
  const unused = new Parameter([0], [1]);
  a.grad = [3, 0];
  b.grad = [4];
  return [a, b, unused];
}

test("gradients above the norm are scaled down together; the norm before is returned", () => {
  const list = parameters();
  expect(clipGradNorm(list, 1)).toBe(5);
  expectClose([...list[0].grad!, ...list[1].grad!], [3 / (5 + 1e-6), 0, 4 / (5 + 1e-6)], "gradients", 1e-7);
  expect(list[2].grad).toBeNull();
  for (const parameter of list) parameter.dispose();
});

test("gradients within the norm, or with a norm of Infinity allowed, stay as they are", () => {
  const list = parameters();
  expect(clipGradNorm(list, 6)).toBe(5);
  expect(clipGradNorm(list, Number.POSITIVE_INFINITY)).toBe(5);
  expect([...list[0].grad!, ...list[1].grad!]).toEqual([3, 0, 4]);
  for (const parameter of list) parameter.dispose();
});

test("a gradient that is not finite is reported and left as it is", () => {
  const list = parameters();
  list[1].grad = [Number.NaN];
  expect(clipGradNorm(list, 1)).toBeNaN();
  list[1].grad = [Number.POSITIVE_INFINITY];
  expect(clipGradNorm(list, 1)).toBe(Number.POSITIVE_INFINITY);
  expect([...list[0].grad!]).toEqual([3, 0]);
  for (const parameter of list) parameter.dispose();
});

test("a norm that is not above 0 is refused", () => {
  expect(() => clipGradNorm([], 0)).toThrow("clipGradNorm: maxNorm must be a number above 0, but it is 0.");
});

test("clipping in the optimizer's pass gives the bits of clipGradNorm and a step", () => {
  const [a, b] = [parameters(), parameters()];
  const norm = clipGradNorm(a, 1);
  new Adam(a).step();
  expect(gradientNorm(b)).toBe(norm);
  new Adam(b).step({ gradientScale: clipFactor(norm, 1) });
  for (const [i, parameter] of b.entries()) expect([...parameter.value]).toEqual([...a[i].value]);
  for (const parameter of [...a, ...b]) parameter.dispose();
});

test("the factor is 1 for gradients within the norm and for a norm that is not finite", () => {
  expect(clipFactor(5, 6)).toBe(1);
  expect(clipFactor(Number.NaN, 6)).toBe(1);
  expect(clipFactor(Number.POSITIVE_INFINITY, 6)).toBe(1);
});
