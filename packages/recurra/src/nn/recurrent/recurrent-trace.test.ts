import { expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { noGrad, tensor } from "../../tensor/index.ts";
import { GRU } from "./gru.ts";
import { LSTM } from "./lstm.ts";
import { RecurrentTrace } from "./recurrent-trace.ts";

const x = tensor(
  Float32Array.from({ length: 2 * 5 * 3 }, (_, i) => ((i * 7) % 11) / 11 - 0.5),
  [2, 5, 3],
);

test("a trace holds gates and states of every step, also where nothing is recorded for gradients", () => {
  const lstm = withSeed(1, () => new LSTM({ inputSize: 3, hiddenSize: 4 }));
  const trace = new RecurrentTrace();
  const { output, cell } = noGrad(() => {
    const { output, state } = lstm.forward(x, { trace });
    return { output: output.toArray(), cell: state.c.toArray() };
  });
  const [[shown]] = trace.layers;
  expect(Object.keys(shown.gates)).toEqual(["input", "forget", "cell", "output"]);
  expect(shown.shape).toEqual([2, 5, 4]);
  expect(shown.hidden).toEqual(output);
  expect(shown.cell!.slice(4 * 4, 5 * 4)).toEqual(cell.slice(0, 4));
  expect(shown.hiddenGradient).toBeUndefined();
});

test("asking for a trace changes neither the output nor the gradients", () => {
  const gru = withSeed(1, () => new GRU({ inputSize: 3, hiddenSize: 4, numLayers: 2, bidirectional: true }));
  const run = (trace?: RecurrentTrace): Float32Array[] => {
    gru.zeroGrad();
    const { output } = gru.forward(x, { trace });
    const values = output.toArray();
    output.mul(output).sum().backward();
    return [values, ...gru.parameters().map((parameter) => parameter.grad!)];
  };
  expect(run(new RecurrentTrace())).toEqual(run());
});

test("the gradients of the states arrive with each backward(), and a second pass starts the trace anew", () => {
  const gru = withSeed(1, () => new GRU({ inputSize: 3, hiddenSize: 4, numLayers: 2 }));
  const trace = new RecurrentTrace();
  expect(trace.layers).toEqual([]);
  gru.forward(x, { trace }).output.step(-1).sum().backward();
  expect(trace.layers).toHaveLength(2);
  // Only the last step's output is in the loss, so the last state's gradient is that of the sum: 1.
  const [, [top]] = trace.layers;
  expect([...top.hiddenGradient!.slice(4 * 4, 5 * 4)]).toEqual([1, 1, 1, 1]);
  gru.forward(x, { trace });
  expect(trace.layers).toHaveLength(2);
  expect(trace.layers[0][0].hiddenGradient).toBeUndefined();
});
