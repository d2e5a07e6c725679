import { GRU, LSTM, type Tensor, tensor, withSeed } from "recurra";
import { expect, test } from "vitest";
import { makeMarked } from "./data.ts";
import { type Comparison, gruNotations, lstmNotations } from "./notation.ts";

const hidden = 4;
const { x } = makeMarked(5, 12, 0.2, 0);

/** New weights, three times as large, so that gates are not all half open. */
function weights(layer: GRU | LSTM): Record<string, Tensor> {
  return Object.fromEntries(
    layer.namedParameters().map(([name, { value, shape }]) => [
      name,
      tensor(
        value.map((one) => 3 * one),
        shape,
      ),
    ]),
  );
}

const gru = gruNotations(weights(withSeed(1, () => new GRU({ inputSize: 2, hiddenSize: hidden }))), hidden, x);
const lstm = lstmNotations(weights(withSeed(1, () => new LSTM({ inputSize: 2, hiddenSize: hidden }))), hidden, x);
const verdicts = (list: readonly Comparison[]) => Object.fromEntries(list.map(({ id, same }) => [id, same]));

test("which notations of the GRU are the same, and which are not", () => {
  expect(verdicts(gru)).toEqual({
    written: true,
    zNegated: true,
    zSame: false,
    original: true,
    reset: false,
    resetOpen: true,
    oneBiasBefore: true,
    oneBiasAfter: false,
  });
});

test("one bias or two is the same in the LSTM; rows in another order are not", () => {
  expect(verdicts(lstm)).toEqual({ written: true, oneBias: true, order: false });
});

test("what is the same differs by rounding alone, what is not by far more", () => {
  for (const { id, difference, same } of [...gru, ...lstm]) {
    if (same) expect(difference, id).toBeLessThan(5e-6);
    else expect(difference, id).toBeGreaterThan(0.05);
  }
});
