import {
  Forecaster,
  type ForecasterOptions,
  GRU,
  Linear,
  Model,
  Module,
  noGrad,
  OptionError,
  readForecaster,
  Series,
  type Tensor,
  tensor,
  writeForecaster,
} from "recurra";
import { Generator } from "recurra/core";
import type { NetworkShape } from "recurra/forecast";
import { readSafetensors, writeSafetensors } from "recurra/model";
import { tanh } from "recurra/tensor";
import { describe, expect, onTestFinished, test } from "vitest";
import { onnxSignature } from "./onnx-signature.ts";
import { decoded, faultsIn, furthest, numbers, opened } from "./run-onnx.fixture.ts";
import { toOnnx } from "./to-onnx.ts";

const noise = new Generator(2).stream("prices");

/** Prices that change by about this share a day, rounded to cents; a volume; and a spread around zero. */
function market(rows: number, start: number, change: number): Series {
  let price = start;
  const Close = Array.from({ length: rows }, (_, i) => {
    price *= 1 + change * noise.normal(i);
    return Math.round(price * 100) / 100;
  });
  const Volume = Close.map((_, i) => Math.round(8e7 * (1 + 0.4 * noise.uniform(10_000 + i))));
  const Spread = Close.map((_, i) => noise.normal(50_000 + i));
  return Series.fromColumns({ Close, Volume, Spread }, { name: "market" });
}

async function fitted(
  series: Series,
  options: Partial<ConstructorParameters<typeof Forecaster>[0]>,
): Promise<Forecaster> {
  const settings = { target: "Close", lookback: 12, horizon: 4, hiddenSize: 8, epochs: 3, linear: false, ...options };
  const forecaster = new Forecaster(settings);
  onTestFinished(() => forecaster.dispose());
  for await (const _ of forecaster.fit(series)) void _;
  return forecaster;
}

/** Windows of columns that end before each origin, [n, lookback, I], in the units of the data. */
function windows(series: Series, columns: readonly string[], origins: Uint32Array, lookback: number): Float64Array {
  const values = columns.map((name) => series.column(name));
  return Float64Array.from(
    Array.from(origins).flatMap((origin) =>
      Array.from({ length: lookback }, (_, t) => values.map((column) => column[origin - lookback + t])).flat(),
    ),
  );
}

const origins = Uint32Array.of(12, 77, 150, 200);

async function forecasts(forecaster: Forecaster, series: Series): Promise<Float64Array> {
  const { inputs, target } = forecaster.settings;
  const bytes = toOnnx(forecaster, { scaling: true });
  expect(faultsIn(decoded(bytes))).toEqual([]);
  const run = await opened(bytes);
  const data = windows(series, inputs, origins, 12);
  const last = Float64Array.from(origins, (origin) => series.column(target)[origin - 1]);
  const { y } = await run({
    x: { shape: [origins.length, 12, inputs.length], data },
    ...(inputs.includes(target) ? {} : { last: { shape: [origins.length, 1], data: last } }),
  });
  expect(y.shape).toEqual([origins.length, 4]);
  expect(y.data).toBeInstanceOf(Float64Array);
  return y.data as Float64Array;
}

const seq2seq = { model: "seq2seq", learningRate: 0.02 } as const;
const segment = { model: "segment", learningRate: 0.02 } as const;

describe("a forecaster with its scaling inside forecasts in onnxruntime what it forecasts here, within 1e-5 of a usual change", () => {
  test.each<[string, Partial<ForecasterOptions>, [number, number]]>([
    ["prices as ratios, LSTM", { anchor: "ratio" }, [60, 0.02]],
    ["prices as differences, GRU", { anchor: "difference", cell: "gru" }, [60, 0.02]],
    ["prices of 50,000 that change by cents, RNN", { anchor: "difference", cell: "rnn" }, [50_000, 1e-6]],
    ["a skip", { anchor: "ratio", skip: true, inputs: ["Volume", "Close"] }, [60, 0.02]],
    ["columns of both anchors, two layers", { inputs: ["Close", "Spread", "Volume"], numLayers: 2 }, [60, 0.02]],
    ["segments, all kinds of paths", { ...segment, segmentRows: 4, anchorSeason: 3 }, [60, 0.02]],
    ["segments that leave rows over, LSTM", { ...segment, segmentRows: 5, cell: "lstm", numLayers: 2 }, [60, 0.02]],
    ["segments without the target", { ...segment, segmentRows: 3, inputs: ["Volume", "Spread"] }, [60, 0.02]],
    ["an encoder and a decoder", { ...seq2seq, skip: true }, [60, 0.02]],
    ["attention, GRU", { ...seq2seq, attention: true, cell: "gru", inputs: ["Volume", "Close"] }, [60, 0.02]],
    ["a target that is not read", { inputs: ["Volume", "Spread"] }, [60, 0.02]],
  ])("%s", async (_, options, [start, change]) => {
    const series = market(200, start, change);
    const forecaster = await fitted(series, options);
    const theirs = await forecasts(forecaster, series);
    const own = forecaster.predictAt(series, origins);
    const { target } = forecaster.normaliser;
    const usual = target.anchor === "ratio" ? target.scale * start : target.scale;
    expect(furthest(theirs, own) / usual).toBeLessThan(1e-5);
    // The forecasts are not "no change" for all windows, which would hide what the network says.
    const last = Float64Array.from(own, (_, i) => series.column("Close")[origins[Math.floor(i / 4)] - 1]);
    expect(furthest(own, last) / usual).toBeGreaterThan(1e-2);
  });

  test("a last value below the smallest one of the training rows divides by that one instead", async () => {
    const series = market(200, 60, 0.02);
    const forecaster = await fitted(series, { anchor: "ratio" });
    const columns = { Close: series.column("Close").map((value, row) => (row === 149 ? 0.5 : value)) };
    const changed = Series.fromColumns(columns, { name: "changed" });
    expect(forecaster.normaliser.target.floor).toBeGreaterThan(1);
    expect(furthest(await forecasts(forecaster, changed), forecaster.predictAt(changed, origins))).toBeLessThan(1e-4);
  });
});

/** A network of a program's own: a GRU on what a layer makes of the columns, and a straight line beside it. */
class Beside extends Module {
  static readonly kind = "tests/beside";
  readonly options: { readonly [name: string]: number };
  readonly mix: Linear;
  readonly gru: GRU;
  readonly head: Linear;
  readonly line: Linear;

  constructor({
    lookback,
    horizon,
    inputSize,
    outputs,
  }: Pick<NetworkShape, "lookback" | "horizon" | "inputSize" | "outputs">) {
    super();
    this.options = { lookback, horizon, inputSize, outputs };
    this.mix = new Linear({ inFeatures: inputSize, outFeatures: 5 });
    this.gru = new GRU({ inputSize: 5, hiddenSize: 6 });
    this.head = new Linear({ inFeatures: 6, outFeatures: horizon * outputs });
    this.line = new Linear({ inFeatures: lookback * inputSize, outFeatures: horizon * outputs });
  }

  forward(x: Tensor): Tensor {
    const { output } = this.gru.forward(tanh(this.mix.forward(x)));
    const forecast = this.head.forward(output.step(-1)).add(this.line.forward(x.reshape([x.shape[0], -1])));
    return forecast.reshape([x.shape[0], 4, -1]);
  }
}

describe("a forecaster with a network of a program's own is exported by what runs of it", () => {
  const network = (shape: NetworkShape): Beside => new Beside(shape);
  const own = { network, hiddenSize: undefined } as const;

  test.each<[string, Partial<ForecasterOptions>]>([
    ["of one column", {}],
    ["of two columns, without the target", { inputs: ["Volume", "Spread"] }],
  ])("with the scaling inside, %s", async (_, options) => {
    const series = market(200, 60, 0.02);
    const forecaster = await fitted(series, { ...own, ...options });
    expect(furthest(await forecasts(forecaster, series), forecaster.predictAt(series, origins))).toBeLessThan(1e-5);
  });

  test("beside a linear path that looks further back", async () => {
    const series = seasonal(260);
    const fit = await fitted(series, { ...own, lookback: 6, linear: true, season: 12, linearLookback: 60 });
    const forecaster = withShare(fit, 0.5, { network });
    expect([forecaster.networkLookback, forecaster.lookback]).toEqual([6, fit.linear!.path.lookback]);
    expect(forecaster.lookback).toBeGreaterThan(6);
    const at = Uint32Array.of(80, 150, 200, 260);
    const theirs = await pathForecasts(forecaster, series, at);
    expect(furthest(theirs, forecaster.predictAt(series, at))).toBeLessThan(1e-4);
  });

  test("without the scaling, on normalised windows", async () => {
    const forecaster = await fitted(market(120, 60, 0.02), own);
    const run = await opened(toOnnx(forecaster));
    const x = tensor(numbers(3 * 12), [3, 12, 1]);
    const { y } = await run({ x: { shape: [3, 12, 1], data: numbers(3 * 12) } });
    expect(y.shape).toEqual([3, 4]);
    const values = noGrad(() => (forecaster.network.eval() as Beside).forward(x).toArray());
    expect(furthest(y.data, values)).toBeLessThan(1e-5);
  });

  test("states, distributions and what is known ahead are refused as of other networks", async () => {
    const series = market(120, 60, 0.02);
    const forecaster = await fitted(series, own);
    expect(() => toOnnx(forecaster, { states: true })).toThrow(
      "toOnnx: the network is a program's own, which takes in no states. Leave states out.",
    );
    expect(() => toOnnx(forecaster, { lengths: true })).toThrow("windows of a Forecaster all have the same length");
    const headed = await fitted(series, { ...own, head: "quantile" });
    expect(() => toOnnx(headed)).toThrow('a distribution, "quantile"');
  });
});

test("a network that gives a distribution is refused, unless the forecast is the linear path's", async () => {
  const series = market(120, 60, 0.02);
  const headed = await fitted(series, { head: "quantile" });
  expect(() => toOnnx(headed)).toThrow(
    'toOnnx: the network gives the numbers of a distribution, "quantile", which this export does not write. Fit the model with head: "point".',
  );
  expect(() => toOnnx(headed, { scaling: true })).toThrow('a distribution, "quantile"');
});

/** A season that grows, with noise: a linear path tells more of it than a network of few epochs. */
function seasonal(rows: number, spike = false): Series {
  const Close = Array.from({ length: rows }, (_, i) =>
    spike && i === 70 ? 1e5 : 50 + i / 4 + 10 * Math.abs((i % 12) - 6) + noise.normal(i),
  );
  const Volume = Close.map((value, i) => value * 3 + noise.normal(7000 + i));
  return Series.fromColumns({ Close, Volume }, { name: "seasonal" });
}

async function pathForecasts(forecaster: Forecaster, series: Series, at: Uint32Array): Promise<Float64Array> {
  const { lookback, settings } = forecaster;
  const { inputs, target } = settings;
  const run = await opened(toOnnx(forecaster, { scaling: true }));
  const reads = forecaster.linear?.networkShare !== 0 || inputs.includes(target);
  const { y } = await run({
    ...(reads && { x: { shape: [at.length, lookback, inputs.length], data: windows(series, inputs, at, lookback) } }),
    ...(!inputs.includes(target) &&
      forecaster.linear?.networkShare === 1 && {
        last: { shape: [at.length, 1], data: windows(series, [target], at, 1) },
      }),
    ...(!inputs.includes(target) &&
      forecaster.linear?.networkShare !== 1 && {
        past: { shape: [at.length, lookback], data: windows(series, [target], at, lookback) },
      }),
  });
  return y.data as Float64Array;
}

/** The forecaster with another share of the network. */
function withShare(
  forecaster: Forecaster,
  share: number,
  parts?: { network: (shape: NetworkShape) => Beside },
): Forecaster {
  const { tensors, metadata } = readSafetensors(writeForecaster(forecaster));
  const stored = JSON.parse(metadata.get("linear") as string);
  metadata.set("linear", JSON.stringify({ ...stored, network: share }));
  metadata.delete("checksum");
  const floats = new Map(
    [...tensors].map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }]),
  );
  const changed = readForecaster(writeSafetensors(floats, metadata), "changed", parts);
  onTestFinished(() => changed.dispose());
  return changed;
}

test.each<[string, Partial<ForecasterOptions>, boolean]>([
  ["and a network that reads fewer rows", { lookback: 5, linearLookback: 60 }, false],
  ["of a target that the network does not read", { inputs: ["Volume"] }, false],
  ["with a limit", {}, true],
])(
  "a linear path %s forecasts in onnxruntime what it forecasts here, alone and beside the network",
  async (_, options, spike) => {
    const series = seasonal(260, spike);
    const fit = await fitted(series, { linear: true, season: 12, ...options });
    expect(fit.linear?.path.limit !== undefined).toBe(spike);
    for (const share of [0, 0.5, 1]) {
      const forecaster = withShare(fit, share);
      const at = Uint32Array.of(80, 150, 200, 260);
      const own = forecaster.predictAt(series, at);
      expect(furthest(await pathForecasts(forecaster, series, at), own)).toBeLessThan(1e-4);
    }
  },
);

test("a linear path is refused where the graph has no scaling, with what to do", async () => {
  const forecaster = await fitted(seasonal(260), { linear: true, season: 12 });
  expect(() => toOnnx(forecaster)).toThrow(
    "the forecast is not the network's alone: the linear path beside it is in the units of the data. Export both with scaling: true, or fit one with linear: false.",
  );
});

test("a forecaster whose training rows had a spike cuts inputs off at the same limit", async () => {
  const clean = market(200, 60, 0.02);
  const spiked = { ...Object.fromEntries(clean.columns.map((name) => [name, clean.column(name)])) };
  spiked.Volume = spiked.Volume.map((value, row) => (row === 70 ? 1e12 : value));
  const series = Series.fromColumns(spiked, { name: "spiked" });
  const forecaster = await fitted(series, { inputs: ["Close", "Volume"] });
  expect(forecaster.normaliser.inputs.map(({ limit }) => limit !== undefined)).toEqual([false, true]);
  expect(furthest(await forecasts(forecaster, series), forecaster.predictAt(series, origins))).toBeLessThan(1e-4);
});

test("bounds are inside with the scaling, and stand in the file", async () => {
  const series = market(200, 60, 0.02);
  const free = (await fitted(series, {})).predictAt(series, origins);
  const [low, , , high] = [0.2, 0.4, 0.6, 0.8].map((share) => free.slice().sort()[Math.floor(share * free.length)]);
  const forecaster = await fitted(series, { min: low, max: high });
  const theirs = await forecasts(forecaster, series);
  expect([Math.min(...theirs), Math.max(...theirs)]).toEqual([low, high]);
  expect(furthest(theirs, forecaster.predictAt(series, origins))).toBeLessThan(1e-4);
  expect(onnxSignature(toOnnx(forecaster)).metadata).toMatchObject({ bounds: JSON.stringify({ min: low, max: high }) });
});

test("a forecaster without scaling maps normalised windows to normalised forecasts, with a skip too", async () => {
  const series = market(120, 60, 0.02);
  for (const skip of [false, true]) {
    const forecaster = await fitted(series, { skip });
    const bytes = toOnnx(forecaster);
    expect(onnxSignature(bytes).inputs[0]).toMatchObject({ name: "x", type: "float32", shape: ["batch", 12, 1] });
    const data = numbers(36);
    const { y } = await (await opened(bytes))({ x: { shape: [3, 12, 1], data } });
    const own = noGrad(() => forecaster.network.forward(tensor(data, [3, 12, 1])).toArray());
    expect(furthest(y.data, own)).toBeLessThan(1e-5);
  }
});

test("the network of a forecaster goes step by step with states", async () => {
  const forecaster = await fitted(market(120, 60, 0.02), { cell: "gru" });
  const run = await opened(toOnnx(forecaster, { states: true }));
  const data = numbers(12);
  let state = { shape: [1, 1, 8], data: new Float32Array(8) };
  let y = new Float32Array();
  for (let step = 0; step < 12; step++) {
    const result = await run({ x: { shape: [1, 1, 1], data: data.subarray(step, step + 1) }, h_in: state });
    state = result.h_out as typeof state;
    y = result.y.data as typeof y;
  }
  const own = noGrad(() => forecaster.network.forward(tensor(data, [1, 12, 1])).toArray());
  expect(furthest(y, own)).toBeLessThan(1e-5);
});

test("the file says what its windows are, and onnxruntime refuses windows of another length", async () => {
  const forecaster = await fitted(market(120, 60, 0.02), { inputs: ["Volume", "Close"], skip: true });
  const bytes = toOnnx(forecaster, { scaling: true });
  const { inputs, outputs, metadata, opset } = onnxSignature(bytes);
  expect(opset).toBe(13);
  expect(inputs).toEqual([
    {
      name: "x",
      type: "float64",
      shape: ["batch", 12, 2],
      doc: "the last 12 rows of Volume, Close, oldest first",
    },
  ]);
  expect(outputs).toEqual([{ name: "y", type: "float64", shape: ["batch", 4], doc: "the next 4 rows of Close" }]);
  expect(metadata).toEqual({
    anchors: JSON.stringify(forecaster.normaliser),
    columns: '["Volume","Close"]',
    format: "recurra-onnx/1",
    horizon: "4",
    lookback: "12",
    scaling: "inside",
    target: "Close",
    task: "forecast",
  });
  const run = await opened(bytes);
  await expect(run({ x: { shape: [1, 11, 2], data: new Float64Array(22) } })).rejects.toThrow("Expected: 12");
});

test("a model file gives the same bytes as the forecaster that it holds", async () => {
  const forecaster = await fitted(market(120, 60, 0.02), {});
  const model = Model.load(writeForecaster(forecaster));
  onTestFinished(() => model.dispose());
  expect(toOnnx(model, { scaling: true })).toEqual(toOnnx(forecaster, { scaling: true }));
});

test("options that do not fit a forecaster are refused", async () => {
  const forecaster = await fitted(market(120, 60, 0.02), { skip: true });
  const refused = (options: Parameters<typeof toOnnx>[1], message: string): void => {
    expect(() => toOnnx(forecaster, options)).toThrow(message);
    expect(() => toOnnx(forecaster, options)).toThrow(OptionError);
  };
  refused({ scaling: true, states: true }, "each window is measured from its own last value, so the states");
  refused({ states: true }, "this forecaster has a skip, which reads all 12 rows of a window at once");
  refused({ lengths: true }, "windows of a Forecaster all have the same length");
  refused({ horizon: 4 }, "horizon is for an EncoderDecoder");
  expect(() => toOnnx(forecaster.network, { scaling: true })).toThrow("there is no scaling to put into the graph");
});

test("segments are exported without their scaling too, and never with states", async () => {
  const forecaster = await fitted(market(200, 60, 0.02), segment);
  expect(toOnnx(forecaster).length).toBeGreaterThan(1000);
  expect(() => toOnnx(forecaster, { states: true })).toThrow(
    "toOnnx: this forecaster reads a window as segments of rows, so it cannot go on from a state. Export it without states.",
  );
});

test("a linear model is exported with its scaling alone", async () => {
  const series = seasonal(200);
  const forecaster = await fitted(series, { model: "linear", linear: true, hiddenSize: undefined });
  const at = Uint32Array.of(100, 180);
  expect(furthest(await pathForecasts(forecaster, series, at), forecaster.predictAt(series, at))).toBeLessThan(1e-4);
  expect(() => toOnnx(forecaster)).toThrow("the forecast is not the network's alone");
});

test("a forecaster that knows columns or its calendar ahead is refused in one sentence", async () => {
  const series = market(80, 100, 0.02);
  for (const model of ["stepwise", "segment"] as const) {
    const forecaster = await fitted(series, { future: ["Volume"], model });
    expect(() => toOnnx(forecaster)).toThrow(
      "toOnnx: the model knows columns of the rows that it forecasts, or their place in the calendar, and a graph has no input for them. " +
        "Fit one without future, calendar and holidays, or forecast by `recurra serve` or `recurra predict`.",
    );
  }
});
