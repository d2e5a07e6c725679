// A Forecaster with a network of a program's own: built for a shape and a seed, trained as it says, kept and read again.
import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { backtest } from "../evaluation/index.ts";
import { type ExperimentPosition, type ExperimentResult, experiment } from "../experiment/index.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import { stats } from "../kernels/wasm/heap.ts";
import { Model } from "../model/model.ts";
import {
  GRU,
  huberLoss,
  LastStep,
  Linear,
  Module,
  meanOverSamples,
  mseLoss,
  NonCrossing,
  Sequential,
} from "../nn/index.ts";
import { Adam, AveragedModel, cosineAnnealingLR, RMSprop } from "../optim/index.ts";
import { type Tensor, tensor } from "../tensor/index.ts";
import type { TrainingState } from "../training/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";
import type { BuildNetwork, GivenNetwork, NetworkShape } from "./settings/network-options.ts";

const values = Array.from({ length: 160 }, (_, i) => 10 + Math.abs((i % 8) - 4) + i / 40);
const other = values.map((value, i) => value / 2 + ((i * 7) % 5) / 4);
const series = Series.fromColumns({ v: values, w: other });

/** A recurrent network whose forecast of each row is a step of its own, as a program writes one. */
class Stepwise extends Module {
  static readonly kind = "me/stepwise";
  readonly options: { readonly inputSize: number; readonly units: number; readonly steps: number };
  readonly gru: GRU;
  readonly head: Linear;
  constructor(options: Stepwise["options"]) {
    super();
    this.options = options;
    this.gru = new GRU({ inputSize: options.inputSize, hiddenSize: options.units });
    this.head = new Linear({ inFeatures: options.units, outFeatures: options.steps });
  }
  forward(x: Tensor): Tensor {
    return this.head.forward(this.gru.forward(x).output.step(-1));
  }
}

const build = ({ inputSize, horizon }: NetworkShape): Stepwise => new Stepwise({ inputSize, units: 4, steps: horizon });

const options = { target: "v", inputs: ["v", "w"], lookback: 6, horizon: 3, epochs: 4, batchSize: 16, linear: false };

async function fitted(network: BuildNetwork, more: Partial<ForecasterOptions> = {}): Promise<Forecaster> {
  const forecaster = new Forecaster({ ...options, ...more, network });
  for await (const _ of forecaster.fit(series)) void _;
  return forecaster;
}

const weights = ({ network }: Forecaster): number[] => network.parameters().flatMap(({ value }) => [...value]);

test("a network of one's own is told its shape, fits, forecasts with intervals, and is scored beside rivals", async () => {
  const shapes: NetworkShape[] = [];
  const forecaster = await fitted((shape) => {
    shapes.push(shape);
    return build(shape);
  });
  expect(shapes).toEqual([
    {
      ...{ lookback: 6, horizon: 3, inputs: ["v", "w"], inputSize: 2, aheadSize: 0, targetColumn: 0, outputs: 1 },
      ...{ learningRate: 0.003, epochs: 4, batches: 8, steps: 32 },
    },
  ]);
  expect(forecaster.network).toBeInstanceOf(Stepwise);
  expect(forecaster.name).toBe("given network");
  expect(forecaster.settings.model).toBe("own");
  expect(forecaster.training).toMatchObject({ epochs: 4 });
  expect(forecaster.training.own).toBeUndefined();
  const next = forecaster.predict(series);
  expect(next).toHaveLength(3);
  for (const { value, lower, upper } of next) {
    expect(lower!).toBeLessThan(value);
    expect(upper!).toBeGreaterThan(value);
  }
  const earlier = new Forecaster({ ...options, network: build });
  for await (const _ of earlier.fit(series.slice(0, 150))) void _;
  const report = await backtest(earlier, series, { from: 150 });
  expect(report.scores[0]).toMatchObject({ name: "given network" });
  expect(report.scores.length).toBeGreaterThan(5);
});

test("the setting seed decides its weights, whatever a program draws beside it, and every fit has a network of its own", async () => {
  const [one, same, another] = [await fitted(build), await fitted(build), await fitted(build, { seed: 1 })];
  expect(weights(same)).toEqual(weights(one));
  expect(weights(another)).not.toEqual(weights(one));
  const before = weights(one);
  const refit = await one.refitted(series);
  expect(refit.network).not.toBe(one.network);
  expect(weights(one)).toEqual(before);
});

test("beside it there is a linear path, and validation says whose the forecast is", async () => {
  const forecaster = await fitted(build, { linear: true });
  expect(forecaster.linear!.networkShare).toBeGreaterThanOrEqual(0);
  expect(forecaster.training.parts).toBeDefined();
});

test("it is kept with its kind and options, and read with its class, or with what built it", async () => {
  const forecaster = await fitted(build);
  const bytes = writeForecaster(forecaster);
  expect(JSON.parse(readSafetensors(bytes).metadata.get("architecture")!)).toEqual({
    type: "me/stepwise",
    options: { inputSize: 2, units: 4, steps: 3 },
  });
  expect(JSON.parse(readSafetensors(bytes).metadata.get("features")!)).toEqual(["own"]);
  const expected = forecaster.predict(series);
  for (const read of [
    readForecaster(bytes, "own", { modules: [Stepwise] }),
    readForecaster(bytes, "own", { network: build }),
    Model.load(bytes, "own", { modules: [Stepwise] }).forecaster!,
  ]) {
    expect(read.predict(series)).toEqual(expected);
    expect(writeForecaster(read)).toEqual(bytes);
    expect(weights(await read.refitted(series))).toEqual(weights(await forecaster.refitted(series)));
  }
  expect(Model.load(bytes, "own", { modules: [Stepwise] }).describe()).toMatchObject({
    facts: { task: "forecast", name: "given network", settings: { model: "own" } },
    parameterCount: 4 * 3 * (2 + 4 + 2) + 3 * 5,
  });
  expect(() => readForecaster(bytes, "own")).toThrow(
    'own: its network has modules of the kind "me/stepwise", a class of the program that wrote it, which no file brings along. ' +
      "Give what this program has of that kind: readForecaster(bytes, file, { modules: [Class] }).",
  );
  const wider: BuildNetwork = ({ inputSize, horizon }) => new Stepwise({ inputSize, units: 5, steps: horizon });
  expect(() => readForecaster(bytes, "own", { network: wider })).toThrow(
    "readForecaster: network builds another network than the one of the file.",
  );
});

test("a network of the library's layers needs no class to be read", async () => {
  const layers: BuildNetwork = ({ inputSize, horizon }) =>
    new Sequential(
      new GRU({ inputSize, hiddenSize: 3 }),
      new LastStep(),
      new Linear({ inFeatures: 3, outFeatures: horizon }),
    );
  const forecaster = await fitted(layers);
  const bytes = writeForecaster(forecaster);
  expect(JSON.parse(readSafetensors(bytes).metadata.get("features")!)).toEqual(["own"]);
  const read = Model.load(bytes).forecaster!;
  expect(read.predict(series)).toEqual(forecaster.predict(series));
  expect(weights(await read.refitted(series))).toEqual(weights(await forecaster.refitted(series)));
});

test("it brings its loss, optimizer, schedule and average along, and the file says which", async () => {
  const rates: number[] = [];
  let losses = 0;
  const own: BuildNetwork = (shape) => {
    const model = build(shape);
    const schedule = cosineAnnealingLR({ learningRate: 0.01, tMax: shape.steps });
    return {
      model,
      loss: (prediction, target) => {
        losses++;
        return huberLoss(prediction, target, 0.5);
      },
      optimizer: new RMSprop(model.parameters(), { learningRate: 0.01 }),
      schedule: (step, ended) => {
        rates.push(schedule(step, ended));
        return rates.at(-1)!;
      },
      scheduleBy: "step",
      average: new AveragedModel(model, { decay: 0.5 }),
    };
  };
  const forecaster = await fitted(own);
  expect(rates).toHaveLength(32);
  expect(rates[31]).toBeLessThan(rates[0] / 10);
  expect(losses).toBeGreaterThan(32);
  expect(forecaster.training.own).toEqual(["loss", "optimizer", "schedule", "average"]);
  const bytes = writeForecaster(forecaster);
  const read = readForecaster(bytes, "own", { modules: [Stepwise] });
  expect(read.predict(series)).toEqual(forecaster.predict(series));
  expect(writeForecaster(read)).toEqual(bytes);
  await expect(read.refitted(series)).rejects.toThrow(
    "Forecaster: its network was trained with the loss, optimizer, schedule, average of a program, which no file brings along. " +
      "Read it with what built it: readForecaster(bytes, file, { network }).",
  );
  const whole = readForecaster(bytes, "own", { network: own });
  expect(weights(await whole.refitted(series))).toEqual(weights(await forecaster.refitted(series)));
});

test("a loss that is a mean over the samples stays one, so that batches run in chunks, to the same bits as whole ones", async () => {
  const layers = (loss: typeof mseLoss): BuildNetwork => {
    return ({ inputSize, horizon }) => ({
      model: new Sequential(
        new GRU({ inputSize, hiddenSize: 3 }),
        new LastStep(),
        new Linear({ inFeatures: 3, outFeatures: horizon }),
      ),
      loss,
    });
  };
  const plain = await fitted(layers(mseLoss));
  const own = await fitted(layers(meanOverSamples((a, b) => mseLoss(a, b))));
  expect(weights(own)).toEqual(weights(plain));
});

test("its output may have a third dimension: of one number, or of the numbers of a head", async () => {
  class Headed extends Module {
    readonly inner: Stepwise;
    readonly end = new NonCrossing();
    readonly count: number;
    constructor(count: number) {
      super();
      this.count = count;
      this.inner = new Stepwise({ inputSize: 2, units: 4, steps: 3 * count });
    }
    forward(x: Tensor): Tensor {
      const y = this.inner.forward(x).reshape([x.shape[0], 3, this.count]);
      return this.count === 1 ? y : this.end.forward(y);
    }
  }
  const [flat, single] = [await fitted(build), await fitted(() => new Headed(1))];
  expect(single.predict(series)).toEqual(flat.predict(series));
  const quantiles = await fitted(({ outputs }) => new Headed(outputs), { head: "quantile" });
  const [{ value, lower, upper }] = quantiles.predict(series);
  expect(lower!).toBeLessThanOrEqual(value);
  expect(upper!).toBeGreaterThanOrEqual(value);
});

test("columns that are known ahead are the last of each row, in windows that reach to the end of the forecast", async () => {
  const seen: number[][] = [];
  class Ahead extends Stepwise {
    override forward(x: Tensor): Tensor {
      seen.push([...x.shape]);
      return super.forward(x);
    }
  }
  const forecaster = new Forecaster({
    ...options,
    inputs: ["v"],
    future: ["w"],
    network: ({ inputSize, horizon, aheadSize }) => {
      expect([inputSize, aheadSize]).toEqual([2, 1]);
      return new Ahead({ inputSize, units: 4, steps: horizon });
    },
  });
  for await (const _ of forecaster.fit(series)) void _;
  expect(seen[0]).toEqual([2, 9, 2]);
  expect(forecaster.predict(series, { future: { w: [1, 2, 3] } })).toHaveLength(3);
});

test("a fit goes on from a state that was kept, to the same bits", async () => {
  const own: BuildNetwork = (shape) => {
    const model = build(shape);
    return { model, optimizer: new Adam(model.parameters(), { learningRate: 0.01 }) };
  };
  const states: TrainingState[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  const whole = new Forecaster({ ...options, network: own });
  for await (const _ of whole.fit(series, { checkpoint })) void _;
  const resumed = new Forecaster({ ...options, network: own });
  for await (const _ of resumed.fit(series, { resume: states[10] })) void _;
  expect(weights(resumed)).toEqual(weights(whole));
});

async function resultOf(settings: Parameters<typeof experiment>[1], parts: Parameters<typeof experiment>[2] = {}) {
  let [result, model]: [ExperimentResult | undefined, Uint8Array | undefined] = [undefined, undefined];
  for await (const event of experiment(series, settings, parts)) {
    if (event.type === "result") result = event.result;
    if (event.type === "model") model = event.model;
  }
  return { result: result!, model: model! };
}

test("an experiment takes it, among its settings or beside them, and scores it by the honest protocol", async () => {
  const { batchSize: _, ...settings } = { ...options, epochs: 3, test: 30 };
  const { result, model } = await resultOf({ ...settings, network: build });
  expect(result.settings).toMatchObject({ model: "own", loss: "huber", learningRate: 0.003 });
  for (const name of ["cell", "hiddenSize", "skip"]) expect(Object.keys(result.settings)).not.toContain(name);
  expect(result.backtest.scores[0].name).toBe("given network");
  expect(result.verdict.sentence).toContain("given network");
  const read = readForecaster(model, "model", { modules: [Stepwise] });
  expect(read.predict(series).map(({ value }) => value)).toEqual(result.forecast.map(({ value }) => value));
  const whole = await resultOf({
    ...settings,
    network: (shape) => {
      const model = build(shape);
      return { model, loss: huberLoss, optimizer: new Adam(model.parameters(), { learningRate: 0.003 }) };
    },
  });
  expect(whole.result.training.loss).toBe("own");
  for (const name of ["loss", "learningRate"]) expect(Object.keys(whole.result.settings)).not.toContain(name);
  expect(whole.result.forecast).toEqual(result.forecast);
  const beside = await resultOf(settings, { network: build });
  expect(beside.model).toEqual(model);
});

test("an experiment with it goes on from where it stood, to the same model, and is refused where another network is given", async () => {
  const { batchSize: _, ...settings } = { ...options, epochs: 3, test: 30, network: build };
  const states: ExperimentPosition[] = [];
  let [fitted, model]: (Uint8Array | undefined)[] = [];
  const kept = (): Pick<ExperimentPosition, "fitted"> => (fitted ? { fitted: { model: fitted, epochs: [] } } : {});
  const checkpoint = { every: 0, save: (_: string, state: TrainingState) => void states.push({ ...kept(), state }) };
  for await (const event of experiment(series, settings, { checkpoint })) {
    if (event.type === "fitted") fitted = event.model;
    if (event.type === "model") model = event.model;
  }
  for (const resume of [states[5], states.at(-3)!]) expect((await resultOf(settings, { resume })).model).toEqual(model);
  const wider: BuildNetwork = ({ inputSize, horizon }) => new Stepwise({ inputSize, units: 5, steps: horizon });
  await expect(
    resultOf({ ...settings, network: wider }, { resume: { ...kept(), state: states.at(-3)!.state } }),
  ).rejects.toThrow("network builds another network than the one of the file");
});

const bad: readonly (readonly [string, Record<string, unknown>, string])[] = [
  [
    "no function",
    { network: new Stepwise({ inputSize: 2, units: 1, steps: 3 }) },
    "network must be a function that builds a network, but it is an object.",
  ],
  [
    "the model own without one",
    { model: "own" },
    'Forecaster: model: "own" has no network of its own. Give one: network: (shape) => new MyNetwork(shape), or choose another model.',
  ],
  [
    "another model beside it",
    { model: "segment", network: build },
    'Forecaster: model: "segment" builds its own network, and it is given one. Leave model out.',
  ],
  [
    "a cell beside it",
    { cell: "gru", network: build },
    "Forecaster: cell is of the networks that a Forecaster builds, and it is given one. Leave cell out, and tell it to what builds the network.",
  ],
  ["sizes beside it", { hiddenSize: 8, network: build }, "hiddenSize is of the networks that a Forecaster builds"],
  ["a dropout beside it", { dropout: 0.1, network: build }, "dropout is of the networks"],
  ["segments beside it", { segmentRows: 3, network: build }, "segmentRows is of the networks"],
  ["a decoder beside it", { attention: true, network: build }, "is of a decoder"],
];

test.each(bad)("a Forecaster refuses %s", (_, more, message) => {
  expect(() => new Forecaster({ ...options, ...more } as ForecasterOptions)).toThrow(message);
  if ("segmentRows" in more) return; // no setting of an experiment
  const { batchSize: __, ...settings } = { ...options, ...more };
  expect(() => experiment(series, settings as object)).toThrow(message.replace("Forecaster: ", ""));
});

const shared = new Stepwise({ inputSize: 2, units: 2, steps: 3 });
const misfits: readonly (readonly [string, (shape: NetworkShape) => unknown, string])[] = [
  [
    "nothing",
    () => undefined,
    "Forecaster: what network gives must be a module, or { model, loss, optimizer, schedule, .. }, but it is undefined.",
  ],
  ["a promise", async (shape) => build(shape), "network: model must be a module with forward(), but it is undefined."],
  ["a module without forward()", () => new (class extends Module {})(), "model"],
  [
    "a part that is none",
    (shape) => ({ model: build(shape), lossFunction: mseLoss }),
    'network: there is no option "lossFunction"',
  ],
  ["a loss that is none", (shape) => ({ model: build(shape), loss: "mse" }), "network: loss must be a function"],
  [
    "an optimizer that is a class",
    (shape) => ({ model: build(shape), optimizer: Adam }),
    "network: optimizer must be an optimizer, but it is a function.",
  ],
  [
    "an optimizer of another network",
    (shape) => ({ model: build(shape), optimizer: new Adam(shared.parameters()) }),
    "Forecaster: the optimizer of network has no parameter of its model. Make it of model.parameters().",
  ],
  [
    "too few rows",
    ({ inputSize }) => new Stepwise({ inputSize, units: 2, steps: 2 }),
    "Forecaster: its network gives [2, 2] for 2 windows, and a forecast of 3 rows is [2, 3]. Let its last layer give a number for each row.",
  ],
  [
    "every step",
    ({ inputSize }) => new Sequential(new GRU({ inputSize, hiddenSize: 3 })),
    "its network gives [2, 6, 3] for 2 windows",
  ],
  ["no tensor", ({ inputSize }) => new GRU({ inputSize, hiddenSize: 3 }), "its network gives no tensor for 2 windows"],
  ["layers that do not fit", ({ horizon }) => new Stepwise({ inputSize: 5, units: 2, steps: horizon }), "input"],
  [
    "what it throws",
    () => {
      throw new RangeError("no such size");
    },
    "no such size",
  ],
];

test.each(misfits)(
  "a network that gives %s is refused before training, and a fit before it stays",
  async (_, network, message) => {
    const forecaster = await fitted(build);
    const expected = forecaster.predict(series);
    const used = stats().used;
    const wrong = new Forecaster({ ...options, network: network as BuildNetwork });
    await expect(wrong.refitted(series)).rejects.toThrow("not fitted yet");
    await expect(
      (async () => {
        for await (const _ of wrong.fit(series)) void _;
      })(),
    ).rejects.toThrow(message);
    // What lies in a promise is out of reach.
    if (!message.endsWith("undefined.")) expect(stats().used).toBe(used);
    expect(() => experiment(series, { ...options, batchSize: undefined, network: network as BuildNetwork })).toThrow(
      message,
    );
    expect(forecaster.predict(series)).toEqual(expected);
  },
);

test("an optimizer, a schedule or an average that is set beside one that the network brings along is refused", async () => {
  const own: BuildNetwork = (shape) => {
    const model = build(shape);
    return { model, optimizer: new Adam(model.parameters()) };
  };
  await expect(fitted(own, { optimizer: "sgd" })).rejects.toThrow(
    "Forecaster: optimizer is set, and the network brings its own along. Leave optimizer out.",
  );
  expect(await fitted(build, { optimizer: "sgd", schedule: "cosine", average: 0.9, loss: "mse" })).toBeDefined();
});

test("a network that is the same at each call is refused at the second", async () => {
  const forecaster = await fitted(() => shared);
  await expect(forecaster.refitted(series)).rejects.toThrow(
    "Forecaster: network gave a network that it had given before. " +
      "Build a new one with each call: a refit must not change the one that was scored.",
  );
});

test("a class without a kind fits and forecasts, and is refused where it would be kept: by an experiment before any work", async () => {
  class Nameless extends Module {
    readonly head = new Linear({ inFeatures: 6, outFeatures: 3 });
    forward(x: Tensor): Tensor {
      return this.head.forward(x.slice(2, 0, 1).reshape([x.shape[0], 6]));
    }
  }
  const forecaster = await fitted(() => new Nameless());
  expect(forecaster.predict(series)).toHaveLength(3);
  const message =
    "architectureOf: the network is a Nameless, which no architecture names. Let the class name a kind and keep its options";
  expect(() => writeForecaster(forecaster)).toThrow(message);
  expect(() => experiment(series, { ...options, batchSize: undefined, network: () => new Nameless() })).toThrow(
    message,
  );
});

/** The file with another network in it than it was fitted with. */
function changed(bytes: Uint8Array, network: GivenNetwork | undefined): Uint8Array {
  const file = readSafetensors(bytes);
  const metadata = new Map(
    [...file.metadata].filter(([key]) => key !== "checksum" && (network || key !== "architecture")),
  );
  if (network) metadata.set("architecture", JSON.stringify(Model.of(network).architecture));
  const tensors = (network ?? shared)
    .namedParameters()
    .map(([name, { shape, value }]) => [name, { shape, data: value }] as const);
  return writeSafetensors(new Map(tensors), metadata);
}

test("a file whose network does not give forecasts is refused at its first one, one without a network when it is read", async () => {
  const bytes = writeForecaster(await fitted(build));
  const longer = readForecaster(changed(bytes, new Stepwise({ inputSize: 2, units: 2, steps: 7 })), "own", {
    modules: [Stepwise],
  });
  expect(() => longer.predict(series)).toThrow(
    "Forecaster: its network gives [1, 7] for 1 window, and a forecast of 3 rows is [1, 3].",
  );
  expect(() => readForecaster(changed(bytes, undefined), "own", { modules: [Stepwise] })).toThrow(
    'own: the metadata "architecture" cannot be used: it is missing.',
  );
});

test("windows without a series are forecast, too", async () => {
  const forecaster = await fitted(build);
  const window = { v: values.slice(-6), w: other.slice(-6) };
  expect([...forecaster.predictWindows([window])]).toEqual(forecaster.predict(series).map(({ value }) => value));
  expect(tensor([1]).item()).toBe(1);
});
