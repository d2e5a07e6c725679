// The reference kernels stand between PyTorch and the SIMD kernels, so they are held against PyTorch first.

import { describe, expect, test } from "vitest";
import { type Cell, makeState, makeWeights } from "../../kernels/reference/cell.ts";
import { scaledError } from "../../kernels/reference/differences.ts";
import { logSoftmax, logSoftmaxBackward, softmax, softmaxBackward } from "../../kernels/reference/elementwise.ts";
import { gruAfter } from "../../kernels/reference/gru-after.ts";
import { linear, linearBackward } from "../../kernels/reference/linear.ts";
import * as losses from "../../kernels/reference/losses.ts";
import { lstm } from "../../kernels/reference/lstm.ts";
import { minGru } from "../../kernels/reference/mingru.ts";
import { adamStep, clipGradients, sgdStep } from "../../kernels/reference/optimizers.ts";
import { rnnRelu, rnnTanh } from "../../kernels/reference/rnn.ts";
import { zeroState } from "../../kernels/reference/sequence.ts";
import { slstm } from "../../kernels/reference/slstm.ts";
import { type Stack, type StackBatch, stackBackward, stackForward } from "../../kernels/reference/stack.ts";
import {
  describeCase,
  errorOfLargest,
  type FixtureCase,
  type FixtureCell,
  fixtureCells,
  largestError,
  type RecurrentSettings,
  readFixture,
  suffixes,
} from "./pytorch.conformance.ts";

const cells: Record<FixtureCell, (settings: { readonly heads?: number }) => Cell> = {
  "rnn-tanh": () => rnnTanh,
  "rnn-relu": () => rnnRelu,
  lstm: () => lstm,
  gru: () => gruAfter,
  mingru: () => minGru,
  slstm: ({ heads = 1 }) => slstm(heads),
};

function double(data: Float32Array): Float64Array {
  return Float64Array.from(data);
}

const names = { weightIh: "weight_ih", weightHh: "weight_hh", biasIh: "bias_ih", biasHh: "bias_hh" } as const;

function stackOf(cell: Cell, one: FixtureCase<RecurrentSettings>): [Stack, StackBatch] {
  const { layers, directions, inputs, hidden, batch, time, bias, state, lengths } = one.settings;
  const layerInputs = (suffix: string) => (suffix.startsWith("l0") ? inputs : directions * hidden);
  const weights = suffixes(layers, directions).map((suffix) => {
    return makeWeights(cell, layerInputs(suffix), hidden, (name, size) => {
      const given = size > 0 && (bias || name.startsWith("weight"));
      return given ? double(one.numbers(`${names[name]}_${suffix}`)) : new Float64Array(size);
    });
  });
  const initial = state
    ? makeState(cell, (name) => double(one.numbers(`${name}0`)))
    : zeroState(cell, layers * directions * batch, hidden);
  return [
    { cell, layers, directions, inputs, hidden, weights },
    {
      batch,
      time,
      lengths: lengths ?? new Array<number>(batch).fill(time),
      x: double(one.numbers("x")),
      state: initial,
    },
  ];
}

describe.each(fixtureCells)("the float64 reference of %s", (name) => {
  const cases = readFixture<RecurrentSettings>(name);

  test("is compared over every combination of layers, directions, state, lengths and bias", () => {
    const seen = cases.map(({ settings: s }) => [s.layers, s.directions, s.state, s.lengths !== null, s.bias].join());
    expect(new Set(seen).size).toBe(3 * 2 * 2 * 2 * 2);
  });

  test.each(cases.map((one) => [describeCase(one), one] as const))(
    "equals PyTorch: outputs within 1e-5, gradients within 2e-5 of the largest entry; %s",
    (_, one) => {
      const cell = cells[name](one.settings);
      const [stack, batch] = stackOf(cell, one);
      const forward = stackForward(stack, batch);
      expect(largestError(forward.output, one.numbers("output"))).toBeLessThan(1e-5);
      for (const part of cell.states) {
        expect(largestError(forward.state[part]!, one.numbers(`${part}N`)), part).toBeLessThan(1e-5);
      }
      const final = makeState(cell, (part) => double(one.numbers(`factors.${part}N`)));
      const back = stackBackward(stack, batch, forward, double(one.numbers("factors.output")), final);
      suffixes(stack.layers, stack.directions).forEach((suffix, index) => {
        for (const ours of Object.keys(names) as (keyof typeof names)[]) {
          const found = back.weights[index]![ours];
          if (found.length === 0 || (!one.settings.bias && ours.startsWith("bias"))) continue;
          const expected = one.numbers(`grad.${names[ours]}_${suffix}`);
          expect(errorOfLargest(found, expected)).toBeLessThan(2e-5);
        }
      });
      expect(errorOfLargest(back.x, one.numbers("grad.x"))).toBeLessThan(2e-5);
      if (!one.settings.state) return;
      for (const part of cell.states) {
        expect(errorOfLargest(back.state[part]!, one.numbers(`grad.${part}0`)), part).toBeLessThan(2e-5);
      }
    },
  );
});

interface TrainingSettings {
  readonly cell: FixtureCell;
  readonly optimizer: string;
  readonly clip: number;
}

const adam = { learningRate: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const updates: Record<
  string,
  (p: Float64Array, g: Float64Array, m: Float64Array, v: Float64Array, step: number) => void
> = {
  adam: (p, g, m, v, step) => adamStep(p, g, m, v, step, { ...adam, weightDecay: 0 }, false),
  "adam-clipped": (p, g, m, v, step) => adamStep(p, g, m, v, step, { ...adam, weightDecay: 0 }, false),
  "adam-decay": (p, g, m, v, step) => adamStep(p, g, m, v, step, { ...adam, weightDecay: 0.1 }, false),
  adamw: (p, g, m, v, step) => adamStep(p, g, m, v, step, { ...adam, weightDecay: 0.1 }, true),
  sgd: (p, g, m, _, step) => sgdStep(p, g, m, step, { learningRate: 0.05, momentum: 0, weightDecay: 0 }),
  "sgd-momentum": (p, g, m, _, step) =>
    sgdStep(p, g, m, step, { learningRate: 0.05, momentum: 0.9, weightDecay: 0.01 }),
};

test.each(readFixture<TrainingSettings>("training").map((one) => [one.name, one] as const))(
  "ten training losses of the reference are PyTorch's within 1e-5 relative: %s",
  (_, one) => {
    const cell = cells[one.settings.cell]({});
    const [batch, time, inputs, hidden, outputs] = [5, 6, 3, 7, 2];
    const parameters = Object.values(names).map((name) => `cell.${name}_l0`);
    parameters.push("head.weight", "head.bias");
    const p = parameters.map((name) => double(one.numbers(name)));
    const m = p.map((value) => new Float64Array(value.length));
    const v = p.map((value) => new Float64Array(value.length));
    const weights = { weightIh: p[0]!, weightHh: p[1]!, biasIh: p[2]!, biasHh: p[3]! };
    const stack: Stack = { cell, layers: 1, directions: 1, inputs, hidden, weights: [weights] };
    const zeros = () => zeroState(cell, batch, hidden);
    const x = double(one.numbers("x"));
    const data = { batch, time, lengths: new Array<number>(batch).fill(time), x, state: zeros() };
    const target = double(one.numbers("y"));
    for (let step = 1; step <= 10; step++) {
      const forward = stackForward(stack, data);
      const last = forward.state.h;
      const { loss, gradient } = losses.mseLoss(linear(last, p[4]!, p[5]!, batch, hidden), target);
      expect(Math.abs(loss / one.numbers("losses")[step - 1]! - 1)).toBeLessThan(1e-5);
      const head = linearBackward(last, p[4]!, gradient, batch, hidden, outputs);
      const back = stackBackward(stack, data, forward, new Float64Array(forward.output.length), {
        ...zeros(),
        h: head.dX,
      });
      const d = back.weights[0]!;
      const gradients = [d.weightIh, d.weightHh, d.biasIh, d.biasHh, head.dWeight, head.dBias];
      const clipped = one.settings.optimizer === "adam-clipped";
      const norm = clipGradients(gradients, clipped ? one.settings.clip : Number.POSITIVE_INFINITY);
      expect(Math.abs(norm / one.numbers("norms")[step - 1]! - 1)).toBeLessThan(2e-5);
      p.forEach((value, i) => {
        updates[one.settings.optimizer]!(value, gradients[i]!, m[i]!, v[i]!, step);
      });
    }
    parameters.forEach((name, i) => {
      expect(scaledError(p[i]!, one.numbers(`after.${name}`))).toBeLessThan(1e-5);
    });
  },
);

test.each(readFixture<{ delta?: number }>("losses").map((one) => [one.name, one] as const))(
  "the reference's value and gradient of %s are PyTorch's within 1e-6 (scaled)",
  (name, one) => {
    const x = double(one.numbers("x"));
    const y = double(one.numbers("target"));
    const dot = (value: Float64Array) => value.reduce((sum, entry, i) => sum + entry * y[i]!, 0);
    // The one softmax over the rows' dimension is the columns' one on the transposed numbers.
    const turn = (a: Float64Array, rows: number) =>
      a.map((_, i) => a[(i % rows) * (35 / rows) + Math.floor(i / rows)]!);
    const overRows = () => {
      const result = logSoftmax(turn(x, 5), 5);
      return { loss: dot(turn(result, 7)), gradient: turn(logSoftmaxBackward(result, turn(y, 5), 5), 7) };
    };
    const found: Record<string, () => losses.LossAndGradient> = {
      l1: () => losses.l1Loss(x, y),
      mse: () => losses.mseLoss(x, y),
      "huber 1": () => losses.huberLoss(x, y, one.settings.delta!),
      "huber 0.3": () => losses.huberLoss(x, y, one.settings.delta!),
      bce: () => losses.bceWithLogitsLoss(x, y),
      "cross-entropy": () => losses.crossEntropyLoss(x, [...y], 7),
      "log-softmax": () => ({
        loss: dot(logSoftmax(x, 7)),
        gradient: logSoftmaxBackward(logSoftmax(x, 7), y, 7),
      }),
      "log-softmax dim 0": overRows,
      softmax: () => ({ loss: dot(softmax(x, 7)), gradient: softmaxBackward(softmax(x, 7), y, 7) }),
    };
    const { loss, gradient } = found[name]!();
    expect(scaledError([loss], one.numbers("loss"))).toBeLessThan(1e-6);
    expect(scaledError(gradient, one.numbers("grad.x"))).toBeLessThan(1e-6);
  },
);
