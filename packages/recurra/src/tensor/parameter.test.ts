import { expect, test } from "vitest";
import * as heap from "../kernels/wasm/heap.ts";
import { Parameter } from "./parameter.ts";

test("value and grad are copies and can be set; setting the value raises the version", () => {
  const p = new Parameter([1, 2], [2]);
  const version = p.version;
  p.value[0] = 9;
  expect([...p.value]).toEqual([1, 2]);
  p.value = [3, 4];
  expect([...p.value]).toEqual([3, 4]);
  expect(p.version).toBeGreaterThan(version);
  expect(p.grad).toBeNull();
  p.grad = [5, 6];
  expect([...p.grad!]).toEqual([5, 6]);
  p.grad = null;
  expect(p.grad).toBeNull();
  expect(() => {
    p.value = [1];
  }).toThrow("parameter: 1 numbers do not fill the shape [2], which holds 2.");
  p.dispose();
});

test("dispose() gives all memory back, and use after it is refused", () => {
  const before = heap.stats().used;
  const p = new Parameter(new Float32Array(100), [10, 10]);
  p.mul(2).sum().backward();
  const extra = p.reserve(1000);
  p.dispose();
  p.dispose();
  extra.release();
  expect(heap.stats().used).toBe(before);
  const message = "parameter: [10, 10] was disposed of with its module. Build a new module, or call dispose() later.";
  expect(() => p.value).toThrow(message);
  expect(() => p.grad).toThrow(message);
  expect(() => p.mul(2)).toThrow(message);
});

test("a gradient of the wrong size is refused and leaves the parameter without one", () => {
  const p = new Parameter([1, 2], [2]);
  expect(() => {
    p.grad = [1, 2, 3];
  }).toThrow("parameter: 3 numbers do not fill the shape [2], which holds 2.");
  expect(p.grad).toBeNull();
  expect(p.hasGrad()).toBe(false);
  p.dispose();
});

test("a parameter that cannot be made takes no memory", () => {
  const before = heap.stats();
  expect(() => new Parameter([1, 2, 3], [2])).toThrow("parameter: 3 numbers do not fill the shape [2], which holds 2.");
  expect(heap.stats()).toEqual(before);
});
