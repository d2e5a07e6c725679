import { Forecaster, noGrad, Series, tensor, withSeed } from "recurra";
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

test("a forecaster by a pretrained network is refused in one sentence, which its network alone is not: as it came, beside a line, trained further", async () => {
  const y = Array.from(
    { length: 240 },
    (_, row) => [5, -7, 2][Math.floor(row / 8) % 3] * [0, 1, 3, 4, 4, 3, 1, 0][row % 8],
  );
  const series = Series.fromColumns({ y: y.map((value, row) => value + ((row * 7) % 5) / 10) });
  // Where noise is most of it, neither the line nor the network is far nearer.
  const noisy = Series.fromColumns({ y: y.map((value, row) => value + ((row * row * 31) % 97) / 5) });
  const pretrained = loadPretrained();
  onTestFinished(() => pretrained.dispose());
  const base = { target: "y", horizon: 8, season: 8, model: "pretrained" } as const;
  for (const own of [{ linear: false }, {}, { linear: false, fineTune: true }]) {
    const forecaster = new Forecaster({ ...base, ...own }, { pretrained });
    // Of few rows the linear path does not know all; of more the network can be trained further.
    for await (const _ of forecaster.fit("fineTune" in own ? series : noisy.slice(0, 120)));
    onTestFinished(() => forecaster.dispose());
    const { share, network } = forecaster.pretrained!;
    expect(share).toBe("linear" in own ? 1 : 0.5);
    if ("fineTune" in own) expect(forecaster.training.tuning!.share).toBeGreaterThan(0);
    for (const scaling of [true, false]) {
      expect(() => toOnnx(forecaster, { scaling })).toThrow(
        "toOnnx: the forecast is the pretrained network's, in whole or in part, and a graph has no nodes for the ways in which it sees a history. " +
          "Export that network alone with toOnnx(forecaster.pretrained.network, { horizon }), or forecast by `recurra serve` or `recurra predict`.",
      );
    }
    const { end } = seasonLayout(8);
    const x = numbers(end);
    const { y: out } = await (await opened(toOnnx(network, { horizon: 16 })))({ x: { shape: [1, end], data: x } });
    const expected = noGrad(() => network.forward(tensor(x, [1, end])).toArray());
    expect(furthest(out.data, expected) / Math.max(...expected.map(Math.abs))).toBeLessThan(1e-5);
  }
});
