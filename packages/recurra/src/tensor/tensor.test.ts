import { expect, test } from "vitest";
import { stats } from "../kernels/wasm/arena.ts";
import { memoryBytes } from "../kernels/wasm/engine.ts";
import { ones, tensor, zeros } from "./creation.ts";
import { Parameter } from "./parameter.ts";
import { scope } from "./scope.ts";
import type { Tensor } from "./tensor.ts";

test("backward() ends the step: the loss keeps its value, other tensors say that they were released", () => {
  const x = tensor([1, 2], [2], { requiresGrad: true });
  const h = x.tanh();
  const loss = h.mul(h).sum();
  const value = loss.item();
  loss.backward();
  expect(loss.item()).toBe(value);
  expect([...loss.toArray()]).toEqual([value]);
  expect(() => h.toArray()).toThrow(
    "the tensor [2] made by tanh was released when backward() ended its step. To use it later, call detach() or toArray() on " +
      "it before backward(), or keep the step with backward({ retain: true }).",
  );
  expect(() => h.add(1)).toThrow("made by tanh was released");
});

test("a stale tensor is never read silently, also when its memory is in use again", () => {
  const w = new Parameter([1, 2, 3], [3]);
  const stale: Tensor[] = [];
  for (let i = 0; i < 3; i++) {
    stale.push(w.mul(2));
    w.mul(3).sum().backward();
  }
  for (const t of stale) expect(() => t.item()).toThrow();
  for (const t of stale) expect(() => t.toArray()).toThrow("made by mul was released");
  w.dispose();
});

test("backward() a second time names the remedy; with retain it runs again and adds", () => {
  const x = tensor([3], [1], { requiresGrad: true });
  const loss = x.mul(x).sum();
  loss.backward({ retain: true });
  expect([...x.grad!]).toEqual([6]);
  loss.backward();
  expect([...x.grad!]).toEqual([12]);
  expect(() => loss.backward()).toThrow(
    "backward: the tensor [] made by sum has no recorded operations. Either backward() ended its step already (use " +
      "backward({ retain: true }) the first time)",
  );
});

test("a retained step stays readable until it ends", () => {
  const x = tensor([0.5], [1], { requiresGrad: true });
  const h = x.exp();
  const loss = h.sum();
  loss.backward({ retain: true });
  expect(h.item()).toBe(loss.item());
  loss.backward();
  expect(() => h.item()).toThrow("released");
});

test("a leaf's gradient adds up over steps until zeroGrad()", () => {
  const x = tensor([1, 2], [2], { requiresGrad: true });
  expect(x.grad).toBeNull();
  for (let i = 0; i < 3; i++) x.mul(2).sum().backward();
  expect([...x.grad!]).toEqual([6, 6]);
  x.zeroGrad();
  expect(x.grad).toBeNull();
  x.sum().backward();
  expect([...x.grad!]).toEqual([1, 1]);
});

test("a parameter's gradient adds up over steps until zeroGrad()", () => {
  const p = new Parameter([1, 2], [2]);
  for (let i = 0; i < 3; i++) p.mul(2).sum().backward();
  expect([...p.grad!]).toEqual([6, 6]);
  p.zeroGrad();
  expect(p.grad).toBeNull();
  p.sum().backward();
  expect([...p.grad!]).toEqual([1, 1]);
  p.dispose();
});

test("a tensor that needs no gradient gets none, and none flows through detach()", () => {
  const x = tensor([1, 2], [2], { requiresGrad: true });
  const c = tensor([3, 4]);
  const carried = x.mul(2).detach();
  expect(carried.requiresGrad).toBe(false);
  x.mul(c).add(carried).sum().backward();
  expect([...x.grad!]).toEqual([3, 4]);
  expect(c.grad).toBeNull();
  expect([...carried.toArray()]).toEqual([2, 4]);
});

test("operations that the loss does not depend on take no part", () => {
  const x = tensor([1], [1], { requiresGrad: true });
  x.mul(100).exp();
  const loss = x.mul(2).sum();
  x.mul(50);
  loss.backward();
  expect([...x.grad!]).toEqual([2]);
});

test("backward() wants a single number, or a gradient of the tensor's shape", () => {
  const x = tensor([1, 2], [2], { requiresGrad: true });
  const y = x.mul(3);
  expect(() => y.backward()).toThrow(
    "backward: the tensor [2] made by mul is not a single number. Reduce it with mean() or sum(), or pass backward({ gradient }).",
  );
  expect(() => y.backward({ gradient: ones([3]) })).toThrow(
    "backward: the gradient has the shape [3], the tensor [2]. They must be equal.",
  );
  y.backward({ gradient: tensor([1, 10]) });
  expect([...x.grad!]).toEqual([3, 30]);
});

test("backward() of something without a graph says why", () => {
  expect(() => ones([1]).add(1).backward()).toThrow(
    "has no recorded operations. Either backward() ended its step already (use backward({ retain: true }) the first time), or " +
      "it was made inside noGrad(), or nothing that it was made from requires a gradient.",
  );
});

test("a training loop with fixed shapes takes no memory after its first step", () => {
  const w = new Parameter(new Float32Array(64 * 64).fill(0.01), [64, 64]);
  const x = tensor(new Float32Array(200 * 64).fill(0.5), [200, 64]);
  const step = (): void => {
    let h: Tensor = x;
    for (let i = 0; i < 12; i++) h = h.matmul(w).tanh().add(x);
    h.mean().backward();
    w.zeroGrad();
  };
  step();
  const before = memoryBytes();
  for (let i = 0; i < 50; i++) step();
  expect(memoryBytes()).toBe(before);
  expect(stats().used).toBe(0);
  w.dispose();
});

test("item() wants one element", () => {
  expect(() => tensor([1, 2]).item()).toThrow(
    "item: the tensor [2] made by tensor has 2 elements, not one. Use toArray().",
  );
  expect(tensor(4).item()).toBe(4);
  expect(zeros([1, 1]).item()).toBe(0);
});

test("a leaf keeps its own copy of the data", () => {
  const data = Float32Array.of(1, 2);
  const x = tensor(data);
  data[0] = 9;
  const copy = x.toArray();
  copy[1] = 9;
  expect([...x.toArray()]).toEqual([1, 2]);
  expect(() => tensor([1, 2, 3], [2, 2])).toThrow("tensor: 3 numbers do not fill the shape [2, 2], which holds 4.");
  expect(() => zeros([2, 0])).toThrow(
    "zeros: the shape [2, 0] has the dimension 0; each must be a whole number above 0.",
  );
});

test("a leaf made in one scope can be used in any other", () => {
  const x = tensor([1, 2, 3]);
  const inner = scope(() => x.mul(2));
  expect([...inner.toArray()]).toEqual([2, 4, 6]);
  expect([...x.add(inner).toArray()]).toEqual([3, 6, 9]);
});

test("backward() refuses a parameter that changed since an operation read it, whatever the operation", () => {
  const w = new Parameter([1, 2, 3, 4], [2, 2]);
  const x = tensor([1, 2], [1, 2], { requiresGrad: true });
  for (const [name, run] of [
    ["matmul", () => x.matmul(w)],
    ["mul", () => x.mul(w)],
  ] as const) {
    const loss = run().sum();
    w.value = [5, 6, 7, 8];
    expect(() => loss.backward()).toThrow(
      `backward: a parameter that ${name} has read changed after the forward pass, so the gradient would be of neither. Call ` +
        "backward() before optimizer.step(), loadStateDict() or setting a value.",
    );
    w.sum().backward();
    w.zeroGrad();
  }
  w.dispose();
});
