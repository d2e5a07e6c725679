import { expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { memoryBytes } from "../../kernels/wasm/engine.ts";
import { expectClose, numbers, poisonStepMemory, tails } from "../../tensor/gradients.conformance.ts";
import { tensor } from "../../tensor/index.ts";
import { Linear } from "./linear.ts";

test("Linear and its gradients equal float64 within 1e-5 at every tail of rows, inputs and outputs", () => {
  for (const [rows, inputs, outputs] of tails.flatMap((n) => [
    [n, 3, 2],
    [2, n, 3],
    [3, 2, n],
    [n, n, n],
  ])) {
    for (const bias of [true, false]) {
      const layer = new Linear({ inFeatures: inputs, outFeatures: outputs, bias });
      const x = tensor(numbers(rows * inputs, 1), [rows, inputs], { requiresGrad: true });
      const g = numbers(rows * outputs, 2);
      const w = layer.weight.value;
      const b = layer.bias?.value;
      const y = new Float64Array(rows * outputs);
      const dx = new Float64Array(rows * inputs);
      const dw = new Float64Array(outputs * inputs);
      const db = new Float64Array(outputs);
      for (let r = 0; r < rows; r++) {
        for (let o = 0; o < outputs; o++) {
          const at = r * outputs + o;
          y[at] = b?.[o] ?? 0;
          db[o] += g[at];
          for (let i = 0; i < inputs; i++) {
            const xi = x.toArray()[r * inputs + i];
            y[at] += xi * w[o * inputs + i];
            dx[r * inputs + i] += g[at] * w[o * inputs + i];
            dw[o * inputs + i] += g[at] * xi;
          }
        }
      }
      poisonStepMemory();
      const out = layer.forward(x);
      expectClose(out.toArray(), y, "output");
      out.backward({ gradient: tensor(g, out.shape) });
      expectClose(x.grad!, dx, "input's gradient");
      expectClose(layer.weight.grad!, dw, "weight's gradient");
      if (layer.bias) expectClose(layer.bias.grad!, db, "bias' gradient");
      layer.dispose();
    }
  }
});

test("leading dimensions of the input are kept", () => {
  const layer = new Linear({ inFeatures: 3, outFeatures: 2 });
  expect(layer.forward(tensor(new Float32Array(60), [4, 5, 3])).shape).toEqual([4, 5, 2]);
  expect(layer.forward(tensor([1, 2, 3])).shape).toEqual([2]);
  layer.dispose();
});

test("a changed weight is used at once", () => {
  const layer = new Linear({ inFeatures: 2, outFeatures: 1, bias: false });
  const x = tensor([1, 1], [1, 2], { requiresGrad: true });
  layer.weight.value = [1, 2];
  expect(layer.forward(x).item()).toBe(3);
  layer.weight.value = [5, 6];
  const y = layer.forward(x);
  expect(y.item()).toBe(11);
  y.backward();
  expect([...x.grad!]).toEqual([5, 6]);
  layer.dispose();
});

test("initial values lie within 1 / sqrt(inFeatures), and come from the seed", () => {
  const draw = (seed: number): number[] =>
    withSeed(seed, () => {
      const layer = new Linear({ inFeatures: 16, outFeatures: 50 });
      const values = [...layer.weight.value, ...layer.bias!.value];
      layer.dispose();
      return values;
    });
  const values = draw(1);
  expect(Math.max(...values)).toBeLessThanOrEqual(0.25);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.25);
  expect(Math.max(...values)).toBeGreaterThan(0.24);
  expect(Math.min(...values)).toBeLessThan(-0.24);
  expect(draw(1)).toEqual(values);
  expect(draw(2)).not.toEqual(values);
});

test("making and disposing of layers again and again takes no memory", () => {
  const round = (): void => {
    const layer = new Linear({ inFeatures: 100, outFeatures: 100 });
    layer
      .forward(tensor(new Float32Array(100), [1, 100]))
      .sum()
      .backward();
    layer.dispose();
  };
  round();
  const before = memoryBytes();
  for (let i = 0; i < 100; i++) round();
  expect(memoryBytes()).toBe(before);
});

test("sizes and inputs that do not fit are named", () => {
  expect(() => new Linear({ inFeatures: 0, outFeatures: 1 })).toThrow(
    "Linear: inFeatures must be a whole number from 1, but it is 0.",
  );
  const layer = new Linear({ inFeatures: 3, outFeatures: 1 });
  expect(() => layer.forward(tensor([1, 2]))).toThrow("Linear: the input [2] must end in inFeatures = 3.");
  layer.dispose();
});

test("Linear refuses to go backward with another weight than it went forward with", () => {
  const layer = new Linear({ inFeatures: 2, outFeatures: 1 });
  const loss = layer.forward(tensor([1, 2], [1, 2], { requiresGrad: true })).sum();
  layer.weight.value = [3, 4];
  expect(() => loss.backward()).toThrow("a parameter that Linear has read changed after the forward pass");
  layer.dispose();
});
