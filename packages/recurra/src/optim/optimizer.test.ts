import { expect, test } from "vitest";
import { memoryBytes } from "../kernels/wasm/engine.ts";
import * as heap from "../kernels/wasm/heap.ts";
import { expectClose, numbers, tails } from "../tensor/gradients.conformance.ts";
import { Parameter } from "../tensor/index.ts";
import { Adam, AdamW } from "./adam.ts";
import { clipGradNorm } from "./clip.ts";
import { NAdam } from "./nadam.ts";
import type { Optimizer } from "./optimizer.ts";
import { RMSprop } from "./rmsprop.ts";
import { SGD } from "./sgd.ts";

/** A formula of one step, in float64, as PyTorch documents it; keeps its own state. */
type Formula = (p: number[], g: ArrayLike<number>, t: number) => void;

function sgd(rate: number, momentum: number, decay: number): Formula {
  let b: number[] | undefined;
  return (p, g) => {
    const gradient = p.map((v, i) => g[i] + decay * v);
    b = b === undefined ? gradient : b.map((v, i) => momentum * v + gradient[i]);
    for (let i = 0; i < p.length; i++) p[i] -= rate * b[i];
  };
}

function adam(rate: number, beta1: number, beta2: number, epsilon: number, l2: number, decoupled: number): Formula {
  const m: number[] = [];
  const v: number[] = [];
  return (p, g, t) => {
    for (let i = 0; i < p.length; i++) {
      const gradient = g[i] + l2 * p[i];
      p[i] *= 1 - rate * decoupled;
      m[i] = beta1 * (m[i] ?? 0) + (1 - beta1) * gradient;
      v[i] = beta2 * (v[i] ?? 0) + (1 - beta2) * gradient * gradient;
      p[i] -= (rate * (m[i] / (1 - beta1 ** t))) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon);
    }
  };
}

const cases: [string, (p: Parameter[]) => Optimizer, () => Formula][] = [
  ["SGD", (p) => new SGD(p, { learningRate: 0.1 }), () => sgd(0.1, 0, 0)],
  [
    "SGD with momentum and weight decay",
    (p) => new SGD(p, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.05 }),
    () => sgd(0.1, 0.9, 0.05),
  ],
  ["Adam", (p) => new Adam(p), () => adam(1e-3, 0.9, 0.999, 1e-8, 0, 0)],
  [
    "Adam with L2",
    (p) => new Adam(p, { learningRate: 0.01, betas: [0.8, 0.95], epsilon: 1e-6, weightDecay: 0.1 }),
    () => adam(0.01, 0.8, 0.95, 1e-6, 0.1, 0),
  ],
  ["AdamW", (p) => new AdamW(p, { learningRate: 0.02 }), () => adam(0.02, 0.9, 0.999, 1e-8, 0, 0.01)],
];

for (const [name, make, makeFormula] of cases) {
  test(`ten steps of ${name} equal PyTorch's formula in float64 within 1e-5 at every tail`, () => {
    for (const n of tails) {
      const formula = makeFormula();
      const parameter = new Parameter(numbers(n, 1), [n]);
      const expected = [...parameter.value];
      const optimizer = make([parameter]);
      for (let t = 1; t <= 10; t++) {
        const g = numbers(n, 10 + t);
        const version = parameter.version;
        parameter.grad = g;
        optimizer.step();
        expect(parameter.version).toBeGreaterThan(version);
        formula(expected, g, t);
        expectClose(parameter.value, expected, `step ${t}`);
      }
      parameter.dispose();
    }
  });

  test(`${name} goes on from a saved state with the same bits`, () => {
    const a = new Parameter(numbers(7, 1), [7]);
    const first = make([a]);
    for (let t = 0; t < 3; t++) {
      a.grad = numbers(7, t);
      first.step();
    }
    const b = new Parameter(a.value, [7]);
    const second = make([b]);
    second.loadStateDict(structuredClone(first.stateDict()));
    for (let t = 3; t < 6; t++) {
      a.grad = numbers(7, t);
      b.grad = numbers(7, t);
      first.step();
      second.step();
    }
    expect([...b.value]).toEqual([...a.value]);
    a.dispose();
    b.dispose();
  });
}

for (const [name, make] of cases) {
  test(`${name} with a gradientScale gives the bits of scaling first, at every tail, and leaves the gradients alone`, () => {
    for (const n of tails) {
      const [a, b] = [new Parameter(numbers(n, 1), [n]), new Parameter(numbers(n, 1), [n])];
      const [scaled, passing] = [make([a]), make([b])];
      for (let t = 0; t < 3; t++) {
        const g = numbers(n, 10 + t);
        const factor = Math.fround(0.3 + t / 7);
        a.grad = Float32Array.from(g, (x) => x * factor);
        b.grad = g;
        scaled.step();
        passing.step({ gradientScale: factor });
        expect([...b.grad!]).toEqual([...g]);
      }
      expect([...b.value]).toEqual([...a.value]);
      a.dispose();
      b.dispose();
    }
  });
}

test("a gradientScale that is not finite is refused", () => {
  const parameter = new Parameter([1], [1]);
  expect(() => new Adam([parameter]).step({ gradientScale: Number.NaN })).toThrow(
    "step: gradientScale must be a finite number, but it is NaN.",
  );
  parameter.dispose();
});

test("a parameter without a gradient is left alone", () => {
  const a = new Parameter([1], [1]);
  const b = new Parameter([1], [1]);
  const optimizer = new AdamW([a, b]);
  a.grad = [1];
  optimizer.step();
  expect(a.value[0]).not.toBe(1);
  expect(b.value[0]).toBe(1);
  optimizer.zeroGrad();
  expect(a.grad).toBeNull();
  a.dispose();
  b.dispose();
});

test("the state goes with the parameters, and dispose() gives it back earlier", () => {
  const used = heap.stats().used;
  const parameter = new Parameter(new Float32Array(1000), [1000]);
  parameter.grad = new Float32Array(1000);
  const before = heap.stats().used;
  const optimizer = new Adam([parameter]);
  optimizer.step();
  expect(heap.stats().used).toBeGreaterThan(before);
  optimizer.dispose();
  expect(heap.stats().used).toBe(before);
  optimizer.step();
  parameter.dispose();
  expect(heap.stats().used).toBe(used);
});

test("steps take no memory after the first", () => {
  const parameter = new Parameter(new Float32Array(5000), [5000]);
  const optimizer = new Adam([parameter]);
  parameter.grad = numbers(5000, 3);
  optimizer.step();
  const before = memoryBytes();
  for (let i = 0; i < 100; i++) optimizer.step();
  expect(memoryBytes()).toBe(before);
  parameter.dispose();
});

test("options out of range, no parameters, and a state of another model are refused by name", () => {
  const parameter = new Parameter([1], [1]);
  expect(() => new Adam([])).toThrow(
    "Adam: there are no parameters. Pass model.parameters() of a model with layers in its fields.",
  );
  expect(() => new Adam([parameter], { learningRate: -1 })).toThrow(
    "Adam: learningRate must be a number from 0, but it is -1.",
  );
  expect(() => new AdamW([parameter], { betas: [0.9, 1] })).toThrow(
    "AdamW: betas must be two numbers from 0 to below 1, but it is a list of 2.",
  );
  expect(() => new SGD([parameter], { learningRate: Number.NaN })).toThrow(
    "SGD: learningRate must be a number from 0, but it is NaN.",
  );
  const other = new Adam([parameter, parameter]);
  expect(() => other.loadStateDict(new Adam([parameter]).stateDict())).toThrow(
    "loadStateDict: the state is of 1 parameters, the optimizer has 2. Use the same model.",
  );
  parameter.dispose();
});

test("a state that does not fit is refused by name, takes no memory and changes nothing", () => {
  const a = new Parameter([1, 2], [2]);
  const b = new Parameter([1, 2], [2]);
  const optimizer = new Adam([a, b]);
  a.grad = [1, 1];
  b.grad = [1, 1];
  optimizer.step();
  const good = optimizer.stateDict();
  const used = heap.stats().used;
  const [first, second] = good.parameters;
  const short = { ...second!, buffers: { ...second!.buffers, square: new Float32Array(1) } };
  expect(() => optimizer.loadStateDict({ ...good, parameters: [first, short] })).toThrow(
    'loadStateDict: the buffer "square" of parameter 1 has 1 number, expected 2. Use the same model.',
  );
  const momentum = { numbers: { steps: 1 }, buffers: { momentum: new Float32Array(2) } };
  expect(() => optimizer.loadStateDict({ learningRate: 1, parameters: [momentum, null] })).toThrow(
    "loadStateDict: the state of parameter 0 holds momentum, steps, expected mean, power1, power2, square. Use the same " +
      "optimizer with the same options.",
  );
  expect(heap.stats().used).toBe(used);
  expect(optimizer.stateDict()).toEqual(good);
  a.dispose();
  b.dispose();
});

test("the state of parameters that were disposed of is not read from memory that others use now", () => {
  const parameter = new Parameter([1], [1]);
  const optimizer = new Adam([parameter]);
  parameter.grad = [1];
  optimizer.step();
  parameter.dispose();
  expect(() => optimizer.stateDict()).toThrow(
    "parameter: [1] was disposed of with its module. Build a new module, or call dispose() later.",
  );
});

test("an option that there is not is refused with the nearest, by PyTorch's and Keras' names too", () => {
  const parameter = new Parameter([1], [1]);
  const adam = (options: object) => () => new Adam([parameter], options);
  expect(adam({ lr: 0.5 })).toThrow('Adam: there is no option "lr". Say learningRate.');
  expect(adam({ beta_1: 0.9 })).toThrow("Say betas.");
  expect(adam({ eps: 1e-7 })).toThrow("Say epsilon.");
  expect(adam({ weight_decay: 0.1 })).toThrow("Say weightDecay.");
  expect(
    () => new SGD([parameter], { learningRate: 0.1, momentun: 0.9 } as object as { learningRate: number }),
  ).toThrow('SGD: there is no option "momentun". Say momentum.');
  parameter.dispose();
});

test("a model in place of its parameters is refused, with the call that gives them", () => {
  const model = { parameters: () => [] } as never;
  const wanted = "parameters must be those of a model, model.parameters(), but it is";
  expect(() => new Adam(model)).toThrow(`Adam: ${wanted} an object.`);
  expect(() => new SGD([model], { learningRate: 1 })).toThrow(`SGD: ${wanted} a list of 1.`);
  expect(() => new AdamW(undefined as never)).toThrow(`AdamW: ${wanted} undefined.`);
  expect(() => clipGradNorm(1 as never, model)).toThrow(`clipGradNorm: ${wanted} 1.`);
});

test("momentum that decays ends at 0, and a parameter without a gradient any more stays where it is", () => {
  const makers: [string, (p: Parameter[]) => Optimizer, string][] = [
    ["SGD", (p) => new SGD(p, { learningRate: 1e-3, momentum: 0.9 }), "momentum"],
    ["Adam", (p) => new Adam(p, { learningRate: 1e-3 }), "mean"],
    ["AdamW", (p) => new AdamW(p, { learningRate: 1e-3, weightDecay: 0 }), "mean"],
    ["RMSprop", (p) => new RMSprop(p, { learningRate: 1e-3, momentum: 0.9 }), "momentum"],
    ["NAdam", (p) => new NAdam(p, { learningRate: 1e-3 }), "mean"],
  ];
  for (const [name, make, kept] of makers) {
    for (const n of tails) {
      const parameter = new Parameter(numbers(n, 1), [n]);
      const optimizer = make([parameter]);
      parameter.sum().backward();
      optimizer.step();
      optimizer.zeroGrad();
      parameter.mul(0).sum().backward();
      for (let t = 0; t < 700; t++) optimizer.step();
      const state = () => [...optimizer.stateDict().parameters[0]!.buffers[kept]];
      expect(state(), `${name}, ${n}`).toEqual(new Array<number>(n).fill(0));
      const resting = [...parameter.value];
      optimizer.step();
      expect([...parameter.value]).toEqual(resting);
    }
  }
});

test("Adam moves a parameter with a gradient of 1e-30 by no more than with one of 1e-17, whatever its epsilon", () => {
  const parameter = new Parameter([1, 1], [2]);
  const optimizer = new Adam([parameter], { learningRate: 0.01, epsilon: 1e-30 });
  parameter
    .mul(new Parameter([1e-30, 1e-17], [2]))
    .sum()
    .backward();
  optimizer.step();
  const [small, large] = parameter.value;
  expect(1 - small).toBeLessThan(0.01);
  expect(1 - large).toBeGreaterThan(0);
  expect(1 - large).toBeLessThan(0.011);
});
