// The reference kernels stand between PyTorch and the SIMD kernels, so they are held against PyTorch first.

import { describe, expect, test } from "vitest";
import type { Cell } from "../../kernels/reference/cell.ts";
import { scaledError } from "../../kernels/reference/differences.ts";
import { logSoftmax, logSoftmaxBackward, softmax, softmaxBackward } from "../../kernels/reference/elementwise.ts";
import { gruAfter } from "../../kernels/reference/gru-after.ts";
import { linear, linearBackward } from "../../kernels/reference/linear.ts";
import * as losses from "../../kernels/reference/losses.ts";
import { lstm } from "../../kernels/reference/lstm.ts";
import { adamStep, clipGradients, sgdStep } from "../../kernels/reference/optimizers.ts";
import { rnnRelu, rnnTanh } from "../../kernels/reference/rnn.ts";
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

const cells: Record<FixtureCell, Cell> = { "rnn-tanh": rnnTanh, "rnn-relu": rnnRelu, lstm, gru: gruAfter };

function double(data: Float32Array): Float64Array {
  return Float64Array.from(data);
}

const parts = [
  ["weightIh", "weight_ih"],
  ["weightHh", "weight_hh"],
  ["biasIh", "bias_ih"],
  ["biasHh", "bias_hh"],
] as const;

function stackOf(cell: Cell, one: FixtureCase<RecurrentSettings>): [Stack, StackBatch] {
  const { layers, directions, inputs, hidden, batch, time, bias, state, lengths } = one.settings;
  const weights = suffixes(layers, directions).map((suffix) => {
    const zeros = new Float64Array(cell.gates * hidden);
    const numbers = (name: string) => double(one.numbers(`${name}_${suffix}`));
    return {
      weightIh: numbers("weight_ih"),
      weightHh: numbers("weight_hh"),
      biasIh: bias ? numbers("bias_ih") : zeros,
      biasHh: bias ? numbers("bias_hh") : zeros,
    };
  });
  const rows = layers * directions * batch * hidden;
  const initial = {
    h: state ? double(one.numbers("h0")) : new Float64Array(rows),
    c: state && cell.hasC ? double(one.numbers("c0")) : new Float64Array(cell.hasC ? rows : 0),
  };
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
  const cell = cells[name];
  const cases = readFixture<RecurrentSettings>(name);

  test("is compared over every combination of layers, directions, state, lengths and bias", () => {
    const seen = cases.map(({ settings: s }) => [s.layers, s.directions, s.state, s.lengths !== null, s.bias].join());
    expect(new Set(seen).size).toBe(3 * 2 * 2 * 2 * 2);
  });

  test.each(cases.map((one) => [describeCase(one), one] as const))(
    "equals PyTorch: outputs within 1e-5, gradients within 2e-5 of the largest entry; %s",
    (_, one) => {
      const [stack, batch] = stackOf(cell, one);
      const forward = stackForward(stack, batch);
      expect(largestError(forward.output, one.numbers("output"))).toBeLessThan(1e-5);
      expect(largestError(forward.state.h, one.numbers("hN"))).toBeLessThan(1e-5);
      if (cell.hasC) expect(largestError(forward.state.c, one.numbers("cN"))).toBeLessThan(1e-5);
      const back = stackBackward(stack, batch, forward, double(one.numbers("factors.output")), {
        h: double(one.numbers("factors.hN")),
        c: cell.hasC ? double(one.numbers("factors.cN")) : new Float64Array(0),
      });
      suffixes(stack.layers, stack.directions).forEach((suffix, index) => {
        for (const [ours, theirs] of parts) {
          if (!one.settings.bias && theirs.startsWith("bias")) continue;
          const expected = one.numbers(`grad.${theirs}_${suffix}`);
          expect(errorOfLargest(back.weights[index]![ours], expected)).toBeLessThan(2e-5);
        }
      });
      expect(errorOfLargest(back.x, one.numbers("grad.x"))).toBeLessThan(2e-5);
      if (!one.settings.state) return;
      expect(errorOfLargest(back.state.h, one.numbers("grad.h0"))).toBeLessThan(2e-5);
      if (cell.hasC) expect(errorOfLargest(back.state.c, one.numbers("grad.c0"))).toBeLessThan(2e-5);
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
    const cell = cells[one.settings.cell];
    const [batch, time, inputs, hidden, outputs] = [5, 6, 3, 7, 2];
    const names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"].map((name) => `cell.${name}`);
    names.push("head.weight", "head.bias");
    const p = names.map((name) => double(one.numbers(name)));
    const m = p.map((value) => new Float64Array(value.length));
    const v = p.map((value) => new Float64Array(value.length));
    const weights = { weightIh: p[0]!, weightHh: p[1]!, biasIh: p[2]!, biasHh: p[3]! };
    const stack: Stack = { cell, layers: 1, directions: 1, inputs, hidden, weights: [weights] };
    const zeros = () => ({ h: new Float64Array(batch * hidden), c: new Float64Array(cell.hasC ? batch * hidden : 0) });
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
    names.forEach((name, i) => {
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
