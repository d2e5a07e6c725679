import { afterEach, describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { Linear } from "../../nn/layers/linear.ts";
import { mseLoss } from "../../nn/losses/losses.ts";
import { Sequential } from "../../nn/networks/sequential.ts";
import { recurrentNetwork } from "../../nn/recurrent/cells.ts";
import { LastStep } from "../../nn/recurrent/last-step.ts";
import { LSTM } from "../../nn/recurrent/lstm.ts";
import { Adagrad } from "../../optim/adagrad.ts";
import { Adam, AdamW } from "../../optim/adam.ts";
import { NAdam } from "../../optim/nadam.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import { RMSprop } from "../../optim/rmsprop.ts";
import { SGD } from "../../optim/sgd.ts";
import { type Parameter, tensor } from "../../tensor/index.ts";
import { train } from "../../training/train.ts";
import { cellNames } from "../../words/cells.ts";
import type { OpenedLayer } from "../cells/opened.ts";
import { openNetwork } from "../open-network.ts";
import { keepUpdates } from "../taken-steps.ts";
import { explainUpdate } from "./explain-update.ts";

type Matrix = keyof OpenedLayer["weights"];
const MATRICES: readonly Matrix[] = ["ih", "hh", "biasIh", "biasHh"];
const [BATCH, STEPS, UNITS] = [4, 6, 3];
const numbers = (count: number, seed = 0): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => (((i + seed) * 37) % 61) / 20 - 1.5);
const x = () => tensor(numbers(BATCH * STEPS * 2), [BATCH, STEPS, 2]);
const y = () => tensor(numbers(BATCH, 5), [BATCH, 1]);
const make = () =>
  withSeed(3, () => {
    const head = new Linear({ inFeatures: UNITS, outFeatures: 1 });
    return new Sequential(new LSTM({ inputSize: 2, hiddenSize: UNITS }), new LastStep(), head);
  });
type Model = ReturnType<typeof make>;
const lossOf = (model: Model) => mseLoss(model.forward(x()), y());
const open = (model: Model): OpenedLayer => openNetwork(model, () => ({ loss: lossOf(model) })).layers[0];

afterEach(() => keepUpdates(false));

/** As torch.optim documents one step of a weight; keeps its own state. */
type Formula = (w: number, g: number, t: number) => number;
const sgd = (): Formula => {
  let b: number | undefined;
  return (w, g) => {
    b = b === undefined ? g + 0.05 * w : 0.9 * b + g + 0.05 * w;
    return -0.1 * b;
  };
};
const adam = (l2: number, decoupled: number): Formula => {
  let [m, v] = [0, 0];
  return (w, g0, t) => {
    const g = g0 + l2 * w;
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    return -0.01 * decoupled * w - (0.01 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
  };
};
const cases: readonly (readonly [string, (p: Parameter[]) => Optimizer, (() => Formula) | undefined])[] = [
  ["SGD", (p) => new SGD(p, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.05 }), sgd],
  ["Adam", (p) => new Adam(p, { learningRate: 0.01, weightDecay: 0.1 }), () => adam(0.1, 0)],
  ["AdamW", (p) => new AdamW(p, { learningRate: 0.01, weightDecay: 0.02 }), () => adam(0, 0.02)],
  ["NAdam", (p) => new NAdam(p), undefined],
  ["RMSprop", (p) => new RMSprop(p, { momentum: 0.5, centered: true }), undefined],
  ["Adagrad", (p) => new Adagrad(p, { learningRateDecay: 0.1 }), undefined],
];

describe.each(cases)("%s", (name, optimizerOf, makeFormula) => {
  test("what a weight was and its change are its new value to the bit, and the change is the rule's within the last digits", () => {
    keepUpdates(true);
    const model = make();
    const optimizer = optimizerOf(model.parameters());
    const formulas = new Map<string, Formula>();
    for (let t = 1; t <= 4; t++) {
      optimizer.zeroGrad();
      lossOf(model).backward();
      optimizer.step({ gradientScale: 0.5 });
      const layer = open(model);
      const { moves, step, gradientScale } = layer.update!;
      expect([layer.update!.optimizer, step, gradientScale]).toEqual([name, t, 0.5]);
      for (const matrix of MATRICES) {
        const { before, gradient } = moves[matrix]!;
        layer.weights[matrix].forEach((after, i) => {
          expect(Object.is(Math.fround(before[i] + (after - before[i])), after)).toBe(true);
          if (!makeFormula) return;
          const key = `${matrix} ${i}`;
          const formula = formulas.get(key) ?? makeFormula();
          formulas.set(key, formula);
          // What float32 rounds of a weight near 1.
          expect(Math.abs(after - before[i] - formula(before[i], 0.5 * gradient[i], t))).toBeLessThan(2e-7);
        });
      }
      for (const symbol of ["i", "f", "g", "o", "c", "h"]) {
        const explained = explainUpdate(layer, { symbol, unit: 1, t: 2 })!;
        for (const { weights } of explained.rows) {
          for (const { before, change, after } of weights) expect(Math.fround(before + change)).toBe(after);
        }
        const { worked, tex } = explained;
        expect(tex).toContain("\\Delta w");
        expect(Math.abs(worked!.value - worked!.change)).toBeLessThan(2e-7);
      }
    }
    model.dispose();
  });
});

test("a gate's own weights are listed as its equation lists them, those of a state as all gates'", () => {
  keepUpdates(true);
  const model = make();
  const optimizer = new Adam(model.parameters());
  lossOf(model).backward();
  optimizer.step();
  const layer = open(model);
  const { rows, blocks, learningRate } = explainUpdate(layer, { symbol: "f", unit: 2, t: 1, parts: 2 })!;
  expect(rows.map(({ tex, weights, left }) => [tex, weights.length, left])).toEqual([
    ["W_{if}", 3, 0],
    ["W_{hf}", 3, 1],
  ]);
  const [{ weights }] = rows;
  const bias = weights[2];
  const row = UNITS + 2; // gates in the order i f g o
  expect([bias.name, bias.after, bias.gradient]).toEqual([
    "bias",
    layer.weights.biasIh[row],
    layer.update!.moves.biasIh!.gradient[row],
  ]);
  expect(weights[0].after).toBe(layer.weights.ih[row * 2 + (weights[0].name === "input 1" ? 0 : 1)]);
  expect(blocks.map(({ tex, count }) => [tex, count]).slice(0, 6)).toEqual([
    ["W_{ii}", 6],
    ["W_{hi}", 9],
    ["b_{i}", 6],
    ["W_{if}", 6],
    ["W_{hf}", 9],
    ["b_{f}", 6],
  ]);
  // Adam's first step is the learning rate, whatever the gradient.
  expect(learningRate).toBe(1e-3);
  for (const { change } of blocks) expect(change).toBeCloseTo(1e-3, 5);
  expect(explainUpdate(layer, { symbol: "c", unit: 2, t: 1 })!.rows.map(({ tex }) => tex)).toEqual(
    ["i", "f", "g", "o"].flatMap((gate) => [`W_{i${gate}}`, `W_{h${gate}}`]),
  );
  model.dispose();
});

test.each(cellNames)("the update of a %s can be explained, of every letter", (cell) => {
  keepUpdates(true);
  const network = withSeed(1, () => recurrentNetwork(cell, { inputSize: 2, hiddenSize: UNITS }));
  const run = () => ({ loss: network.forward(x()).output.sum() });
  run().loss.backward();
  new SGD(network.parameters(), { learningRate: 0.1 }).step();
  const [layer] = openNetwork(network, run).layers;
  for (const { symbol } of [...layer.gates, ...layer.states]) {
    const { blocks, rows, worked } = explainUpdate(layer, { symbol, unit: 0, t: 0 })!;
    expect(blocks.length).toBeGreaterThan(0);
    expect(rows.length).toBeGreaterThan(0);
    expect(Math.abs(worked!.value - worked!.change)).toBeLessThan(1e-6 * Math.max(1, Math.abs(worked!.change)));
  }
  network.dispose();
});

test("a training that is looked at learns the same bits, and shows the steps as it takes them", async () => {
  const learn = async (isKept: boolean) => {
    keepUpdates(isKept);
    const model = make();
    const shown: number[] = [];
    const epochs = train({
      ...{ model, optimizer: new Adam(model.parameters()), loss: mseLoss, clipNorm: 0.1, epochs: 3 },
      batches: () => [
        { x: x(), y: y() },
        { x: x(), y: y() },
      ],
      onStep: () => {
        const { update } = open(model);
        if (update) shown.push(update.step);
        if (update) expect(update.gradientScale).toBeLessThan(1);
      },
    });
    for await (const _ of epochs);
    const weights = model.parameters().map(({ value }) => value);
    model.dispose();
    return { weights, shown };
  };
  const [plain, looked] = [await learn(false), await learn(true)];
  expect(looked.weights).toEqual(plain.weights);
  expect([plain.shown, looked.shown]).toEqual([[], [1, 2, 3, 4, 5, 6]]);
});

test("there is no update where nobody looked, nor where something else has changed the weights since", () => {
  const model = make();
  const optimizer = new SGD(model.parameters(), { learningRate: 0.1 });
  const step = () => {
    optimizer.zeroGrad();
    lossOf(model).backward();
    optimizer.step();
  };
  step();
  keepUpdates(true);
  expect(open(model).update).toBeUndefined();
  expect(explainUpdate(open(model), { symbol: "f", unit: 0, t: 0 })).toBeUndefined();
  step();
  const { update } = open(model);
  expect(update?.step).toBe(2);
  const before = update!.moves.ih!.before.slice();
  step();
  // What was opened stays as it was.
  expect(update!.moves.ih!.before).toEqual(before);
  for (const parameter of model.parameters()) parameter.value = parameter.value.slice();
  expect(open(model).update).toBeUndefined();
  model.dispose();
});

test("an update whose sizes are others is refused by name", () => {
  keepUpdates(true);
  const model = make();
  lossOf(model).backward();
  new SGD(model.parameters(), { learningRate: 0.1 }).step();
  const layer = open(model);
  const update = layer.update!;
  const moves = { ...update.moves, hh: { ...update.moves.hh!, gradient: new Float32Array(3) } };
  expect(() => explainUpdate({ ...layer, update: { ...update, moves } }, { symbol: "f", unit: 0, t: 0 })).toThrow(
    "explainUpdate: layer.update.moves.hh.gradient must be a Float32Array of 36 numbers",
  );
  expect(() => keepUpdates(1 as never)).toThrow("keepUpdates: isKept must be");
  model.dispose();
});
