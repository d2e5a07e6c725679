import { noGrad, tensor, withSeed } from "recurra";
import { loadPretrained, SeasonNetwork, seasonLayout } from "recurra/pretrained";
import { expect, onTestFinished, test } from "vitest";
import { decoded, faultsIn, furthest, numbers, opened } from "./run-onnx.fixture.ts";
import { toOnnx } from "./to-onnx.ts";

async function distance(network: SeasonNetwork, rows: number): Promise<number> {
  onTestFinished(() => network.dispose());
  const bytes = toOnnx(network, { horizon: 2 * rows });
  expect(faultsIn(decoded(bytes))).toEqual([]);
  const { end } = seasonLayout(rows);
  const data = numbers(3 * end);
  const { y } = await (await opened(bytes))({ x: { shape: [3, end], data } });
  const own = noGrad(() => {
    const output = network.eval().forward(tensor(data, [3, end]));
    return { shape: output.shape, data: output.toArray() };
  });
  expect(y.shape).toEqual(own.shape);
  return furthest(y.data, own.data) / Math.max(...own.data.map(Math.abs));
}

function networkOf(options: Omit<ConstructorParameters<typeof SeasonNetwork>[0], "hiddenSize">): SeasonNetwork {
  const network = withSeed(1, () => new SeasonNetwork({ hiddenSize: 9, ...options }));
  for (const layer of [network.head, network.skip]) {
    for (const one of layer?.parameters() ?? []) one.value = numbers(one.size, 7).map((value) => value / 5);
  }
  return network;
}

test.each([
  ["gru", 24, {}],
  ["lstm", 7, {}],
  ["rnn", 30, {}],
  ["gru", 5, { gates: false, skip: false }],
  ["gru", 12, { quantiles: 1 }],
] as const)("a SeasonNetwork of %s for seasons of %i rows gives our outputs within 1e-5", async (cell, rows, more) => {
  expect(await distance(networkOf({ cell, quantiles: 5, ...more }), rows)).toBeLessThan(1e-5);
});

test.each([24, 168])("so does the pretrained one for seasons of %i rows", async (rows) => {
  expect(await distance(loadPretrained(), rows)).toBeLessThan(1e-5);
});

test("a graph needs the rows of two seasons, and has no states", () => {
  const network = networkOf({ cell: "gru", quantiles: 1 });
  onTestFinished(() => network.dispose());
  expect(() => toOnnx(network)).toThrow(
    "toOnnx: a graph of a SeasonNetwork is for seasons of one length, and writes two of them, but horizon is undefined. " +
      "Give the rows of two seasons with horizon: 48.",
  );
  for (const horizon of [7, 2]) expect(() => toOnnx(network, { horizon })).toThrow(`but horizon is ${horizon}`);
  expect(() => toOnnx(network, { horizon: 48, states: true })).toThrow("it has no state to take in");
});
