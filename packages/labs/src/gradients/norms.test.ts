import { mseLoss, noGrad, type Tensor, tensor, withSeed } from "recurra";
import { slice } from "recurra/tensor";
import { expect, test } from "vitest";
import { factorPerStep, firstOverLast, measureGradients, measureNorms } from "./norms.ts";
import { makeSubjects, SequenceReader } from "./subjects.ts";
import { makeAdding } from "./tasks.ts";

const [batch, length, hidden] = [2, 7, 3];

/** What a forward pass from a state takes and gives, for any cell. */
type Recurrent = (
  x: Tensor,
  options: { state?: Record<string, Tensor> },
) => { output: Tensor; state: Record<string, Tensor> };

/**
 * The norms by moving states: the sequence is run to step t, each number of h_t is moved up and down, the rest of the
 * sequence is run from there, and the loss of each sequence is compared.
 */
function normsByDifferences(model: SequenceReader, x: Tensor, y: Tensor): number[] {
  const forward: Recurrent = (input, options) =>
    (model.recurrent.forward as unknown as Recurrent).call(model.recurrent, input, options);
  const targets = y.toArray();
  return noGrad(() =>
    Array.from({ length }, (_, t) => {
      const { state } = forward(slice(x, 1, 0, t + 1), {});
      const losses = (h: Float32Array): number[] => {
        const moved = { ...state, h: tensor(h, [1, batch, hidden]) };
        const last =
          t === length - 1
            ? moved.h.reshape([batch, hidden])
            : forward(slice(x, 1, t + 1), { state: moved }).output.step(-1);
        return Array.from(
          model.head.forward(last).toArray(),
          (value, b) => (value - targets[b]) * (value - targets[b]),
        );
      };
      const h = state.h.toArray();
      let squares = 0;
      for (let i = 0; i < h.length; i++) {
        const step = 0.01;
        const [up, down] = [step, -step].map((by) => losses(h.map((value, k) => (k === i ? value + by : value))));
        const b = Math.floor(i / hidden);
        squares += ((up[b] - down[b]) / (2 * step)) ** 2;
      }
      return Math.sqrt(squares / batch);
    }),
  );
}

test.each(makeSubjects({ forgetBias: 1, updateBias: 3 }, ["lstm", "gru", "mingru", "slstm"]))(
  "$name: the norms are those of moving the states of a sequence's run",
  ({ make }) => {
    const model = withSeed(4, () => new SequenceReader(make(2, hidden), hidden, 1)).scaleRecurrent(1.5);
    const { x, y } = makeAdding(batch, length, 1);
    const { loss, norms } = measureGradients(model, { x, y }, mseLoss);
    expect(loss).toBeCloseTo(
      noGrad(() => mseLoss(model.forward(x), y).item()),
      6,
    );
    const expected = normsByDifferences(model, x, y);
    expect(norms).toHaveLength(length);
    norms.forEach((norm, t) => {
      expect(Math.abs(norm - expected[t])).toBeLessThan(2e-3 * expected[length - 1]);
    });
    expect(norms[0]).toBeGreaterThan(0);
  },
);

test("measuring leaves no gradient behind", () => {
  const model = withSeed(
    4,
    () => new SequenceReader(makeSubjects({ forgetBias: 1, updateBias: 3 })[0].make(2, hidden), hidden, 1),
  );
  measureGradients(model, makeAdding(batch, length, 1), mseLoss);
  expect(model.parameters().map(({ grad }) => grad)).toEqual(model.parameters().map(() => null));
});

test("a norm is the root mean square over the sequences of what their own losses have as gradient", () => {
  // Two sequences, two steps, two units; the batch's gradient is half of each sequence's own.
  const gradient = [3, 4, 0, 0.5, 0, 0, 0, 0];
  const norms = measureNorms(gradient, [2, 2, 2]);
  expect(norms[0]).toBeCloseTo(Math.sqrt((10 * 10 + 0) / 2), 12);
  expect(norms[1]).toBeCloseTo(Math.sqrt((1 + 0) / 2), 12);
});

test("the factor of a step is the geometric mean, over the steps whose norm has lost nothing yet", () => {
  expect(firstOverLast([0.25, 0.5, 1])).toBe(0.25);
  expect(factorPerStep([0.25, 0.5, 1])).toBeCloseTo(0.5, 12);
  expect(factorPerStep([8, 4, 2, 1])).toBeCloseTo(2, 12);
  expect(factorPerStep([0, 1e-30, 1e-20, 1e-10, 1])).toBeCloseTo(1e-10, 20);
});
