import { describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { SGD } from "../../optim/index.ts";
import { expectOperation, numbers } from "../../tensor/gradients.conformance.ts";
import { noGrad, type Tensor, tanh, tensor } from "../../tensor/index.ts";
import { train } from "../../training/index.ts";
import { Linear } from "../layers/linear.ts";
import { mseLoss } from "../losses/losses.ts";
import { Module } from "../module/module.ts";
import { Sequential } from "../networks/sequential.ts";
import { Bidirectional } from "./bidirectional.ts";
import { GRUCell } from "./gru-cell.ts";
import { LastStep } from "./last-step.ts";
import { LSTMCell } from "./lstm-cell.ts";
import { describeCase, errorOfLargest, type RecurrentSettings, readFixture } from "./pytorch.conformance.ts";
import { RecurrentOf } from "./recurrent-of.ts";
import type { CellModule, StepState } from "./step-cell.ts";

const makers = { gru: GRUCell, lstm: LSTMCell };

describe.each(["gru", "lstm"] as const)("cells of %s in RecurrentOf and Bidirectional", (kind) => {
  const cases = readFixture<RecurrentSettings>(kind).filter(
    ({ settings: { layers, directions, state } }) => layers === 1 && !(directions === 2 && state),
  );
  test.each(cases.map((one) => [describeCase(one), one] as const))(
    "have PyTorch's output, last state and gradients: %s",
    (_, one) => {
      const { inputs, hidden, bias, directions, lengths } = one.settings;
      const make = () => new makers[kind]({ inputSize: inputs, hiddenSize: hidden, bias }) as CellModule;
      const leaf = (name: string): Tensor =>
        tensor(one.numbers(name), one.tensors.get(name)!.shape, { requiresGrad: true });
      const x = leaf("x");
      const options = lengths ? { lengths } : {};
      const cells = directions === 2 ? [make(), make()] : [make()];
      const suffixes = ["_l0", "_l0_reverse"];
      for (const [d, cell] of cells.entries()) {
        for (const [name, parameter] of cell.namedParameters()) parameter.value = one.numbers(name + suffixes[d]);
      }
      let output: Tensor;
      let last: StepState[];
      if (cells.length === 2) {
        const found = new Bidirectional({ cell: cells[0]!, reverseCell: cells[1]! }).forward(x, options);
        output = found.output;
        last = [found.state.forward, found.state.reverse];
      } else {
        const states = ["h", ...(kind === "lstm" ? ["c"] : [])];
        const first = one.settings.state
          ? { state: Object.fromEntries(states.map((name) => [name, leaf(`${name}0`).select(0, 0)])) as never }
          : {};
        const found = new RecurrentOf({ cell: cells[0]! }).forward(x, { ...options, ...first });
        output = found.output;
        last = [found.state];
      }
      expect(errorOfLargest(output.toArray(), one.numbers("output"))).toBeLessThan(1e-5);
      const h = last.flatMap((state) => [...state.h.toArray()]);
      expect(errorOfLargest(h, one.numbers("hN"))).toBeLessThan(1e-5);
      let loss = output.mul(leaf("factors.output").detach()).sum();
      for (const name of kind === "lstm" ? ["h", "c"] : ["h"]) {
        for (const [d, state] of last.entries()) {
          loss = loss.add(state[name]!.mul(leaf(`factors.${name}N`).detach().select(0, d)).sum());
        }
      }
      loss.backward();
      expect(errorOfLargest(x.grad!, one.numbers("grad.x"))).toBeLessThan(2e-5);
      for (const [d, cell] of cells.entries()) {
        for (const [name, parameter] of cell.namedParameters()) {
          const wanted = one.numbers(`grad.${name}${suffixes[d]}`);
          expect(errorOfLargest(parameter.grad!, wanted), name).toBeLessThan(2e-5);
        }
      }
    },
  );
});

/** h' = tanh(x + h), of the state that it saw. */
class Plain extends Module {
  override readonly repeatable = true;
  readonly seen: Tensor[] = [];
  forward(x: Tensor, state?: StepState): StepState {
    if (state) this.seen.push(state.h.detach());
    return { h: tanh(state ? x.add(state.h) : x) };
  }
}

/** h' = x: what the state is, its options make. */
class Copy extends Module {
  override readonly repeatable = true;
  forward(x: Tensor): StepState {
    return { h: x };
  }
}

const x = tensor(numbers(2 * 5 * 40, 1), [2, 5, 40]);

test("a cell of one's own runs over a sequence, from its end where that is asked for", () => {
  const run = (reverse: boolean, given: Tensor): number[] =>
    noGrad(() => [...new RecurrentOf({ cell: new Plain(), reverse }).forward(given).output.toArray()]);
  const turned = (values: readonly number[]): number[] => [2, 1, 0].map((t) => values[t]!);
  expect(run(true, tensor([1, 2, 3], [1, 3, 1]))).toEqual(turned(run(false, tensor([3, 2, 1], [1, 3, 1]))));
  expectOperation({
    shapes: [[1, 3, 2]],
    run: (x) => new RecurrentOf({ cell: new Plain(), zoneout: 0.25 }).eval().forward(x).output,
    // In eval() a state is the mean of the new one and the old one.
    formula: (x) => {
      const h = [0, 0];
      return [0, 1, 2].flatMap((t) => {
        for (const i of [0, 1]) h[i] = 0.75 * Math.tanh(x[2 * t + i]! + h[i]!) + 0.25 * h[i]!;
        return [...h];
      });
    },
  });
});

test("recurrent dropout hides the same units at all steps, others in each sequence, by the seed, and none in eval()", () => {
  const masks = (seed: number, training = true): number[][] => {
    const cell = new Plain();
    const network = new RecurrentOf({ cell, recurrentDropout: 0.5 }).train(training);
    withSeed(seed, () => noGrad(() => network.forward(x)));
    return cell.seen.map((state) => [...state.toArray()].map((value) => Number(value !== 0)));
  };
  const [first, ...later] = masks(1);
  expect(later).toEqual([first, first, first]);
  expect(first!.slice(0, 40)).not.toEqual(first!.slice(40));
  expect(masks(1)[0]).toEqual(first);
  expect(masks(2)[0]).not.toEqual(first);
  expect(new Set(masks(1, false).flat())).toEqual(new Set([1]));
});

test("zoneout keeps units as they were, drawn anew at each step, and those of the states that it names", () => {
  const run = (zoneout: number | Record<string, number>): Float32Array =>
    withSeed(3, () => noGrad(() => new RecurrentOf({ cell: new Copy(), zoneout }).forward(x).output.toArray()));
  const found = run(0.25);
  const given = x.toArray();
  let kept = 0;
  const steps = new Set<string>();
  for (let b = 0; b < 2; b++) {
    for (let t = 0; t < 5; t++) {
      const places = Array.from({ length: 40 }, (_, i) => (b * 5 + t) * 40 + i);
      const stayed = places.map((i) => {
        const before = t === 0 ? 0 : found[i - 40];
        expect([given[i], before]).toContain(found[i]);
        return found[i] === before;
      });
      kept += stayed.filter(Boolean).length;
      steps.add(stayed.join());
    }
  }
  expect(Math.abs(kept / 400 - 0.25)).toBeLessThan(0.06);
  expect(steps.size).toBe(10);
  expect(run({ h: 0.25 })).toEqual(found);
  expect(run({ c: 0.25 })).toEqual(given);
});

test("dropout, zoneout and cells train to the same bits by tape, plans and threads", async () => {
  const trained = async (options: object): Promise<number[]> => {
    const model = withSeed(5, () => {
      const [cell, reverseCell] = [0, 1].map(() => new LSTMCell({ inputSize: 1, hiddenSize: 4 }) as CellModule);
      const both = new Bidirectional({
        cell: cell!,
        reverseCell: reverseCell!,
        recurrentDropout: 0.3,
        zoneout: { h: 0.1, c: 0.4 },
      });
      return new Sequential(both, new LastStep({ bidirectional: true }), new Linear({ inFeatures: 8, outFeatures: 1 }));
    });
    const batch = { x: tensor(numbers(64 * 6, 1), [64, 6, 1]), y: tensor(numbers(64, 2), [64, 1]) };
    const optimizer = new SGD(model.parameters(), { learningRate: 0.1 });
    const batches = () => [batch, batch];
    for await (const _ of train({ model, optimizer, loss: mseLoss, batches, epochs: 3, ...options }));
    return model.parameters().flatMap((parameter) => [...parameter.value]);
  };
  const alone = await trained({ threads: 1 });
  expect(await trained({ threads: 3 })).toEqual(alone);
  expect(await trained({ plan: false })).toEqual(alone);
});

test("what does not fit is refused in words", () => {
  const cell = new GRUCell({ inputSize: 1, hiddenSize: 2 });
  expect(() => new RecurrentOf({ cell: {} as never })).toThrow(
    "RecurrentOf: cell must be a module with a forward(x, state)",
  );
  expect(() => new RecurrentOf({ cell, zoneout: { h: 1 } })).toThrow(
    "RecurrentOf: zoneout must be a probability below 1, or one for each state by its name",
  );
  expect(() => new RecurrentOf({ cell: new LastStep() as never }).forward(tensor([1, 2], [1, 2, 1]))).toThrow();
  expect(() => new RecurrentOf({ cell: new Linear({ inFeatures: 1, outFeatures: 1 }) as never }).forward(x)).toThrow();
  const network = new RecurrentOf({ cell });
  expect(() => network.forward(tensor([1, 2], [1, 2]))).toThrow(
    "RecurrentOf.forward: got x [1, 2], expected [B, T, I] (batch, time, features).",
  );
  expect(() => network.forward(tensor([1, 2], [1, 2, 1]), { lengths: [3] })).toThrow(
    "RecurrentOf.forward: length 3 of sequence 0 is not a whole number from 1 to T = 2.",
  );
  expect(() => network.forward(tensor([1, 2], [1, 2, 1]), { lengths: [1, 1] })).toThrow(
    "got 2 lengths for a batch of 1",
  );
});
