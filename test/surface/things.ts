// What calls are made with: one right value of each class, made once and only read.
import type { Entries } from "./library.ts";

// biome-ignore lint/suspicious/noExplicitAny: of either copy of the library
type Any = any;

/** Right values, by name. */
export interface Things {
  readonly [name: string]: Any;
}

const DAY = 86_400_000;
const ROWS = 160;

/** A level with a season of seven rows, and a little that repeats itself nowhere. */
const wave = (row: number): number => 20 + 5 * ((row % 7) - 3) + ((row * row) % 11) / 4;

export const CSV: string = [
  "Date,Value,Other",
  ...Array.from(
    { length: ROWS },
    (_, i) => `${new Date(DAY * (18_000 + i)).toISOString().slice(0, 10)},${wave(i)},${wave(i + 3)}`,
  ),
].join("\n");

const LONG: string = [
  "Store,Date,Value",
  ...["a", "b"].flatMap((store, s) =>
    Array.from(
      { length: ROWS },
      (_, i) => `${store},${new Date(DAY * (18_000 + i)).toISOString().slice(0, 10)},${wave(i + s)}`,
    ),
  ),
].join("\n");

/** Runs a generator of epochs to its end. */
async function ended(epochs: AsyncGenerator): Promise<void> {
  for await (const _ of epochs);
}

export async function makeThings(lib: Entries): Promise<Things> {
  const { "": index, data, evaluation, nn, optim, global, pretrained, many, experiment } = lib;
  const { Series, Forecaster, tensor, Parameter, Linear, GRU, LSTM, MinGRU, SLSTM, Adam, Sequential, Model } = index;
  index.manualSeed(1);
  const series = Series.fromCsv(CSV, { name: "made.csv" });
  const set = data.SeriesSet.fromCsv(LONG, { name: "long.csv", series: "Store" });
  const options = { target: "Value", lookback: 14, horizon: 3, hiddenSize: 3, cell: "gru", epochs: 1, batchSize: 16 };
  const forecaster = new Forecaster(options);
  let looked: Any;
  await ended(
    forecaster.fit(series, {
      onStep: (step: Any) => {
        looked = step.look(0);
      },
    }),
  );
  const linear = new Forecaster({ ...options, cell: undefined, hiddenSize: undefined, model: "linear" });
  await ended(linear.fit(series.before("2019-07-15")));
  const both = new global.GlobalForecaster({
    target: "Value",
    horizon: 3,
    lookback: 14,
    hiddenSize: 3,
    epochs: 1,
    members: 1,
  });
  await ended(both.fit(set));
  const parts = index.Series.fromCsv(CSV, { name: "made.csv" }).parts;
  const split = data.split(series, { validation: 0.1, test: 0.1 });
  const network = new Linear({ inFeatures: 2, outFeatures: 1 });
  const recurrent = new GRU({ inputSize: 2, hiddenSize: 3 });
  const report = await evaluation.backtest(linear, series, { from: "2019-07-15", refit: "never" });
  const small = new pretrained.SeasonNetwork({ cell: "gru", hiddenSize: 6, quantiles: 9 });
  const scaler = new data.StandardScaler();
  scaler.fit(split.train);
  const errors = {
    horizon: 3,
    origins: Uint32Array.from({ length: 40 }, (_, i) => i + 20),
    last: Float64Array.from({ length: 40 }, (_, i) => wave(i + 19)),
    actual: Float64Array.from({ length: 120 }, (_, i) => wave(i)),
    predicted: Float64Array.from({ length: 120 }, (_, i) => wave(i + 1)),
  };
  return {
    ...{
      series,
      set,
      forecaster,
      looked,
      linear,
      both,
      parts,
      split,
      network,
      recurrent,
      report,
      small,
      scaler,
      errors,
      options,
    },
    training: split.train,
    times: series.times,
    windows: series.windows({ lookback: 5, horizon: 2, inputs: ["Value"], targets: ["Value"] }),
    x: tensor([1, 2, 3, 4], [2, 2]),
    y: tensor([1, 0], [2, 1]),
    sequence: tensor([1, 2, 3, 4, 5, 6], [1, 3, 2]),
    parameter: new Parameter([1, 2], [2]),
    member: both.of("a"),
    adam: new Adam(network.parameters()),
    sgd: new index.SGD(network.parameters(), { learningRate: 0.1 }),
    lstm: new LSTM({ inputSize: 2, hiddenSize: 3 }),
    minGRU: new MinGRU({ inputSize: 2, hiddenSize: 3 }),
    sLSTM: new SLSTM({ inputSize: 2, hiddenSize: 3 }),
    sequential: new Sequential(network),
    model: Model.of(linear),
    predictor: new index.Predictor(network),
    stepper: new index.Stepper(recurrent),
    averaged: new optim.AveragedModel(network),
    trace: new nn.RecurrentTrace(),
    generator: new lib.core.Generator(1),
    view: new pretrained.SeasonView(7),
    shot: new pretrained.ZeroShot(small, { season: 7, form: "values" }),
    experiment: new experiment.Experiment(series, { target: "Value", model: "linear", horizon: 3 }),
    manyExperiment: new many.ManyExperiment(set, { target: "Value", horizon: 3 }),
    ...networks(lib),
    figure: lib.plot.lines([1, 2]),
    mean: Float64Array.of(1, 2, 3, 4),
    bytes: new TextEncoder().encode(CSV),
    modelBytes: index.writeForecaster(linear),
    globalBytes: global.writeGlobalForecaster(both),
  };
}

/** One of each further layer and network, by its class. */
function networks({ "": index, nn, "forecast-network": forecast, pretrained }: Entries): Things {
  const window = { cell: "gru", inputSize: 2, hiddenSize: 3, numLayers: 1, dropout: 0, lookback: 4, horizon: 2 };
  const cell = () => new nn.GRUCell({ inputSize: 2, hiddenSize: 3 });
  return {
    conv1d: new nn.Conv1d({ inChannels: 2, outChannels: 2, kernelSize: 1 }),
    batchNorm1d: new nn.BatchNorm1d({ numFeatures: 2 }),
    additiveAttention: new nn.AdditiveAttention({ queryDim: 2 }),
    rNNCell: new nn.RNNCell({ inputSize: 2, hiddenSize: 3 }),
    lSTMCell: new nn.LSTMCell({ inputSize: 2, hiddenSize: 3 }),
    gRUCell: cell(),
    recurrentOf: new nn.RecurrentOf({ cell: cell() }),
    bidirectional: new nn.Bidirectional({ cell: cell(), reverseCell: cell() }),
    rnn: new index.RNN({ inputSize: 2, hiddenSize: 3 }),
    encoderDecoder: new index.EncoderDecoder({ inputSize: 2, hiddenSize: 3 }),
    layerNorm: new nn.LayerNorm({ normalizedShape: 2 }),
    embedding: new nn.Embedding({ numEmbeddings: 3, embeddingDim: 2 }),
    multiheadAttention: new nn.MultiheadAttention({ embedDim: 2, numHeads: 1 }),
    luongAttention: new nn.LuongAttention({ queryDim: 2 }),
    forecastNetwork: new forecast.ForecastNetwork({ ...window, skipFrom: 0 }),
    segmentNetwork: new forecast.SegmentNetwork({
      ...window,
      segmentRows: 2,
      targetColumn: 0,
      skip: true,
      anchorSeason: 0,
    }),
    seq2SeqNetwork: new forecast.Seq2SeqNetwork({ ...window, targetColumn: 0, skip: true, attention: false }),
    seasonNetwork: new pretrained.SeasonNetwork({ cell: "gru", hiddenSize: 6, quantiles: 9 }),
  };
}
