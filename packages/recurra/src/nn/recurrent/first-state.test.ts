// A first state that is not given is known to be zero: the kernels leave its terms out (assembly/sequence.ts).
import { expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { type Tensor, tensor, zeros } from "../../tensor/index.ts";
import { GRU, LSTM, RNN } from "../index.ts";

const cells = {
  RNN: (options: { inputSize: number; hiddenSize: number }) => new RNN({ ...options, bidirectional: true }),
  LSTM: (options: { inputSize: number; hiddenSize: number }) => new LSTM({ ...options, bidirectional: true }),
  GRU: (options: { inputSize: number; hiddenSize: number }) => new GRU({ ...options, bidirectional: true }),
  "reset-before GRU": (options: { inputSize: number; hiddenSize: number }) =>
    new GRU({ ...options, bidirectional: true, resetAfter: false }),
};

test.each(modes.flatMap((mode) => Object.keys(cells).map((cell) => [cell as keyof typeof cells, mode] as const)))(
  "a %s without a first state has the bits of one with zeros, in mode %s",
  (cell, mode) => {
    for (const [batch, inputSize, hiddenSize] of [
      [1, 1, 1],
      [3, 7, 5],
      [5, 8, 31],
      [4, 2, 33],
    ]) {
      const network = withSeed(3, () => cells[cell]({ inputSize, hiddenSize }));
      const run = (state: (() => Tensor) | undefined) =>
        withMode(mode, () => {
          for (const parameter of network.parameters()) parameter.zeroGrad();
          const size = batch * 3 * inputSize;
          const x = tensor(
            Float32Array.from({ length: size }, (_, i) => ((i * 37) % 23) / 11 - 1),
            [batch, 3, inputSize],
            { requiresGrad: true },
          );
          const given = state && (network instanceof LSTM ? { h: state(), c: state() } : { h: state() });
          const { output } = network.forward(x, { state: given as never });
          const y = output.toArray();
          output.sum().backward();
          return [y, x.grad!, ...network.parameters().map(({ grad }) => grad!)].map((values) => [...values]);
        });
      const without = run(undefined);
      for (const requiresGrad of [false, true]) {
        expect(run(() => zeros([2, batch, hiddenSize], { requiresGrad }))).toEqual(without);
      }
      network.dispose();
    }
  },
);
