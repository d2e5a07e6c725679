// A Forecaster with a network of a program's own as a graph: what the network does with normalised windows. forecast-graph.test.ts has the scaling around it.
import { Forecaster, GRU, LastStep, Linear, Module, noGrad, Sequential, Series, type Tensor, tensor } from "recurra";
import type { BuildNetwork } from "recurra/forecast";
import { expect, test } from "vitest";
import { opened } from "./run-onnx.fixture.ts";
import { toOnnx } from "./to-onnx.ts";

class Doubled extends Module {
  readonly gru: GRU;
  readonly head: Linear;
  constructor(inputSize: number, steps: number) {
    super();
    this.gru = new GRU({ inputSize, hiddenSize: 3 });
    this.head = new Linear({ inFeatures: 3, outFeatures: steps });
  }
  forward(x: Tensor): Tensor {
    return this.head.forward(this.gru.forward(x).output.step(-1)).mul(2);
  }
}

const values = Array.from({ length: 60 }, (_, i) => 10 + (i % 7));
const series = Series.fromColumns({ v: values, w: values.map((value, i) => value - (i % 3)) });

async function fitted(network: BuildNetwork, more: object = {}): Promise<Forecaster> {
  const options = { target: "v", inputs: ["v", "w"], lookback: 5, horizon: 2, epochs: 1, linear: false, ...more };
  const forecaster = new Forecaster({ ...options, network });
  for await (const _ of forecaster.fit(series)) void _;
  return forecaster;
}

test.each<[string, BuildNetwork]>([
  ["of a class", ({ inputSize, horizon }) => new Doubled(inputSize, horizon)],
  [
    "of the library's layers",
    ({ inputSize, horizon }) =>
      new Sequential(
        new GRU({ inputSize, hiddenSize: 3 }),
        new LastStep(),
        new Linear({ inFeatures: 3, outFeatures: horizon }),
      ),
  ],
])("a network %s is written as what it computes of normalised windows, any number of them", async (_, network) => {
  const forecaster = await fitted(network);
  const run = await opened(toOnnx(forecaster));
  for (const batch of [1, 3]) {
    const x = Float32Array.from({ length: batch * 10 }, (_, i) => ((i * 7) % 11) / 11 - 0.5);
    const wanted = noGrad(() => (forecaster.network as Doubled).forward(tensor(x, [batch, 5, 2])).toArray());
    const { y } = await run({ x: { data: x, shape: [batch, 5, 2] } });
    expect(y.shape).toEqual([batch, 2]);
    for (const [i, value] of [...wanted].entries()) expect(y.data[i]).toBeCloseTo(value, 5);
  }
});

test("what is known ahead is refused", async () => {
  const build: BuildNetwork = ({ inputSize, horizon }) => new Doubled(inputSize, horizon);
  const ahead = await fitted(build, { inputs: ["v"], future: ["w"] });
  expect(() => toOnnx(ahead)).toThrow("the model knows columns of the rows that it forecasts");
});
