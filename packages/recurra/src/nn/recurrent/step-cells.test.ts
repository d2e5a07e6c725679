import { describe, expect, test } from "vitest";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { numbers } from "../../tensor/gradients.conformance.ts";
import { noGrad, stack, type Tensor, tensor } from "../../tensor/index.ts";
import { expectPyTorch } from "../layers/layers.conformance.ts";
import { GRU } from "./gru.ts";
import { GRUCell } from "./gru-cell.ts";
import { LSTM } from "./lstm.ts";
import { LSTMCell, type MemoryState } from "./lstm-cell.ts";
import { readFixture } from "./pytorch.conformance.ts";
import { RNN } from "./rnn.ts";
import { RNNCell } from "./rnn-cell.ts";
import type { StepState } from "./step-cell.ts";

interface Settings {
  readonly cell: string;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly bias: boolean;
}

const makers = {
  "rnn-tanh": (sizes: Settings) => new RNNCell(sizes),
  "rnn-relu": (sizes: Settings) => new RNNCell({ ...sizes, nonlinearity: "relu" }),
  lstm: (sizes: Settings) => new LSTMCell(sizes),
  gru: (sizes: Settings) => new GRUCell(sizes),
};

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<Settings>("cells").map((one) => [one.name, one] as const))(
    "a cell in a loop has PyTorch's outputs, gradients and ten losses: %s",
    (_, one) => {
      withMode(mode, () => {
        const { cell: kind, ...sizes } = one.settings as Settings & { name?: string };
        delete sizes.name;
        const cell = makers[kind as keyof typeof makers](sizes as Settings);
        expectPyTorch(one, cell, ["x", "h0", "c0"], (x, h, c) => {
          let state = (h && (c ? { h, c } : { h })) as (StepState & MemoryState) | undefined;
          const steps: Tensor[] = [];
          for (let t = 0; t < x!.shape[1]!; t++) {
            state = cell.forward(x!.step(t), state) as StepState & MemoryState;
            steps.push(state.h);
          }
          return stack(state!.c ? [...steps, state!.c] : steps, 1);
        });
        cell.dispose();
      });
    },
  );
});

test("a cell in a loop has the bits of the network with the same weights", () => {
  const sizes = { inputSize: 3, hiddenSize: 5 };
  const x = tensor(numbers(2 * 6 * 3, 1), [2, 6, 3]);
  for (const [cell, network] of [
    [new RNNCell(sizes), new RNN(sizes)],
    [new LSTMCell(sizes), new LSTM(sizes)],
    [new GRUCell(sizes), new GRU(sizes)],
    [new GRUCell({ ...sizes, resetAfter: false }), new GRU({ ...sizes, resetAfter: false })],
  ] as const) {
    const values = cell.parameters().map((parameter) => parameter.value);
    network.parameters().forEach((parameter, i) => {
      parameter.value = values[i]!;
    });
    noGrad(() => {
      const { output } = network.forward(x);
      let state: StepState | undefined;
      for (let t = 0; t < 6; t++) {
        state = (cell.forward as (x: Tensor, state?: StepState) => StepState).call(cell, x.step(t), state);
        expect(state.h.toArray()).toEqual(output.step(t).toArray());
      }
    });
  }
});

test("inputs and states that do not fit are refused in words", () => {
  const cell = new LSTMCell({ inputSize: 3, hiddenSize: 2 });
  const zeros = (...shape: number[]): Tensor => tensor(new Float32Array(shape.reduce((a, b) => a * b)), shape);
  expect(() => cell.forward(zeros(1, 4, 3))).toThrow(
    "LSTMCell.forward: got x [1, 4, 3], expected [B, 3] (batch, inputSize). Of a sequence [B, T, I], give one step: x.step(t).",
  );
  expect(() => cell.forward(zeros(4, 3), { h: zeros(4, 2), c: zeros(2, 4) })).toThrow(
    "LSTMCell.forward: got state.c [2, 4], expected [4, 2] (batch, hiddenSize).",
  );
  expect(() => cell.forward(zeros(4, 3), { h: zeros(4, 2) } as never)).toThrow("got state.c absent");
  expect(() => new RNNCell({ inputSize: 3, hiddenSize: 2, nonlinearity: "sin" as never })).toThrow(
    'RNNCell: nonlinearity must be one of "tanh", "relu", but it is "sin".',
  );
});
