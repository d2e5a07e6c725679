import { expect, test } from "vitest";
import { concat, mul, noGrad, type Tensor, tensor, type Watcher, watchOperations } from "../tensor/index.ts";

type Told = [name: string, inputs: readonly unknown[], outputs: readonly unknown[], ...settings: unknown[]];

function watcher(): { told: Told[]; watch: Watcher } {
  const told: Told[] = [];
  return {
    told,
    watch: (name, inputs, outputs, first, second) => void told.push([name, inputs, outputs, first, second]),
  };
}

test("a watcher is told of each operation with what it read, made and was set to, with and without gradients", () => {
  const x = tensor([1, 2, 3, 4], [2, 2], { requiresGrad: true });
  const { told, watch } = watcher();
  const run = (): Tensor[] => {
    const a = x.slice(1, 0, 1);
    const b = mul(a, 3);
    return [a, b, concat([a, b], 1)];
  };
  const [a, b, c] = watchOperations(watch, run);
  expect(told).toEqual([
    ["slice", [x], [a], 1, 0],
    ["mul", [a], [b], 3, undefined],
    ["concat", [a, b], [c], 1, undefined],
  ]);
  told.length = 0;
  watchOperations(watch, () => noGrad(run));
  expect(told.map(([name]) => name)).toEqual(["slice", "mul", "concat"]);
});

test("numbers that are read are told of before, a tensor that is printed is not, and a leaf without history has one", () => {
  const x = tensor([1, 2]);
  const { told, watch } = watcher();
  const leaf = watchOperations(watch, () => {
    String(x);
    x.sum().item();
    x.toArray();
    return x.detach();
  });
  expect(told.map(([name]) => name)).toEqual(["sum", "toArray", "toArray", "detach"]);
  expect(told[3]).toEqual(["detach", [x], [leaf], undefined, undefined]);
});

test("watching ends with its function, also when that throws, and the watcher around it goes on", () => {
  const [outer, inner] = [watcher(), watcher()];
  const x = tensor([1, 2]);
  watchOperations(outer.watch, () => {
    expect(() =>
      watchOperations(inner.watch, () => {
        x.tanh();
        throw new Error("stop");
      }),
    ).toThrow("stop");
    x.exp();
  });
  x.sum();
  expect([outer, inner].map(({ told }) => told.map(([name]) => name))).toEqual([["exp"], ["tanh"]]);
});
