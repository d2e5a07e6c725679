// What a safetensors file holds: of a model of recurra all that its metadata say, of another program's the tensors and what
// network they look like.

import { type Forecaster, FormatError, Model } from "recurra";
import type { Bounds, Season } from "recurra/data";
import type { BacktestSummary, Intervals } from "recurra/evaluation";
import type { TrainingSummary } from "recurra/forecast";
import { type ModelFacts, type ReadOptions, readSafetensors, type SafetensorsFile } from "recurra/model";
import { loadModel } from "../run/model-file.ts";
import { hasOwnNetwork } from "../terminal/trained-words.ts";
import { findStoredLayers, type StoredLayer } from "./stored-layers.ts";

export interface TensorFacts {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly numbers: number;
  /** True of whole numbers and such, which are not read. */
  readonly leftOut?: true;
}

export interface LayerFacts {
  readonly name: string;
  /** "LSTM", "Linear"; "recurrent" for tensors that are no cell of this library. */
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly parameters: number;
  /** What keeps a layer of this library from taking the tensors. */
  readonly problem?: string;
}

/** What a forecaster needs beside its weights. */
export interface ForecasterFacts {
  readonly cell: string;
  readonly target: string;
  readonly inputs: readonly string[];
  /** What it knows of the rows that it forecasts; null where nothing. */
  readonly ahead: {
    readonly future: readonly string[];
    readonly calendar: readonly string[];
    readonly holidays: number;
  } | null;
  readonly lookback: number;
  readonly horizon: number;
  /** Those that it was fitted with; null where the file does not tell. */
  readonly seasons: readonly Season[] | null;
  /** What forecasts and intervals keep to; null where they keep to nothing. */
  readonly bounds: Bounds | null;
  readonly loss: string;
  readonly seed: number;
  readonly mode: string;
  readonly training: TrainingSummary;
  readonly scales: readonly { readonly column: string; readonly anchor: string; readonly scale: number }[];
  readonly intervals: Intervals | null;
  /** How it scored on rows that it had not seen; null where the file does not tell. */
  readonly backtest: BacktestSummary | null;
}

export interface ModelInspection {
  readonly format: "recurra-inspect/1";
  /** "tensors": of another program, or of a lab. */
  readonly kind: "forecaster" | "network" | "tensors";
  readonly file: string;
  readonly bytes: number;
  /** The format that the file names; null where it names none. */
  readonly fileFormat: string | null;
  /** "right": it is there and fits the content. A wrong one is an error. */
  readonly checksum: "right" | "none";
  /** Numbers in all tensors. */
  readonly parameters: number;
  /** Of a model as it says itself, of other files as names and shapes suggest. */
  readonly layers: readonly LayerFacts[];
  readonly tensors: readonly TensorFacts[];
  /** What the file says beside that, as texts: all of another program's, the "user." entries of a model. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly forecaster: ForecasterFacts | null;
  /** What is known of a network that is no forecaster. */
  readonly network: { readonly type: string; readonly facts: ModelFacts } | null;
  /** Kinds of modules that the file names and whose code was not named; absent where there are none. What is shown then is read off the file alone. */
  readonly unknownKinds?: readonly string[];
}

/** The formats that Model.load reads; labs and other programs write files that are shown by their tensors. */
const OURS = /^recurra-(?:model|forecaster)\//;

export async function inspectModel(
  path: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<ModelInspection> {
  const file = readSafetensors(bytes, path);
  const fileFormat = file.metadata.get("format") ?? null;
  const opened = fileFormat !== null && OURS.test(fileFormat) ? openWithoutCode(bytes, path, options) : undefined;
  const model = opened instanceof Model ? opened : undefined;
  const unknown = opened instanceof Model ? undefined : opened;
  const tensors = [...file.tensors].map(([name, { dtype, shape, data }]) => ({
    name,
    dtype,
    shape,
    numbers: data.length,
  }));
  const others = [...file.leftOut].map(([name, { dtype, shape }]): TensorFacts => {
    return { name, dtype, shape, numbers: shape.reduce((product, size) => product * size, 1), leftOut: true };
  });
  const result: ModelInspection = {
    format: "recurra-inspect/1",
    kind:
      opened === undefined ? "tensors" : model === undefined ? "network" : model.forecaster ? "forecaster" : "network",
    file: path,
    bytes: bytes.length,
    fileFormat,
    checksum: opened !== undefined && file.metadata.has("checksum") ? "right" : "none",
    parameters: tensors.reduce((sum, { numbers }) => sum + numbers, 0),
    layers: model ? layersOf(model) : findStoredLayers(file.tensors).layers.map(layerOf),
    tensors: [...tensors, ...others],
    metadata: Object.fromEntries([...file.metadata].filter(([key]) => opened === undefined || key.startsWith("user."))),
    forecaster: forecasterFacts(file, model),
    network: unknown
      ? { type: typeIn(file), facts: toldIn(file) }
      : model && !model.forecaster
        ? { type: model.architecture.type, facts: model.facts }
        : null,
    ...(unknown && { unknownKinds: unknown }),
  };
  model?.dispose();
  return result;
}

/** The model; of one that names modules whose code was not named, their kinds: to look into a file, nobody need run what came with it. */
function openWithoutCode(bytes: Uint8Array, path: string, options: ReadOptions): Model | readonly string[] {
  try {
    return loadModel(bytes, path, options);
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== "MODEL_KIND" || options.modules?.length) throw error;
    return error.found as readonly string[];
  }
}

/** A part of the metadata of a file that Model.load has read, but for its code. */
function partIn({ metadata }: SafetensorsFile, key: string): object {
  return JSON.parse(metadata.get(key) ?? "{}") as object;
}

/** What it says of itself: a network what its program told, a forecaster its settings. */
function toldIn(file: SafetensorsFile): ModelFacts {
  const settings = file.metadata.has("settings") ? { settings: partIn(file, "settings") } : {};
  return { ...partIn(file, "facts"), ...settings } as ModelFacts;
}

function typeIn(file: SafetensorsFile): string {
  const { type } = partIn(file, "architecture") as { readonly type?: unknown };
  return String(type);
}

function layersOf(model: Model): LayerFacts[] {
  return model.describe().layers.map(({ name, type, options, count }) => ({ name, type, options, parameters: count }));
}

function layerOf({ name, type, inputSize, size, numLayers, bidirectional, bias, ...layer }: StoredLayer): LayerFacts {
  const options =
    type === "Linear"
      ? { inFeatures: inputSize, outFeatures: size, bias }
      : { inputSize, hiddenSize: size, numLayers, bidirectional, bias };
  const { parameters, problem } = layer;
  return { name, type, options, parameters, ...(problem === undefined ? {} : { problem }) };
}

function aheadOf({ future, settings }: Forecaster): ForecasterFacts["ahead"] {
  const { calendar = [], holidays = [] } = settings;
  const knows = future.length + calendar.length + holidays.length > 0;
  return knows ? { future, calendar, holidays: holidays.length } : null;
}

function forecasterFacts(file: SafetensorsFile, model: Model | undefined): ForecasterFacts | null {
  const forecaster = model?.forecaster;
  if (!forecaster) return null;
  const { settings, training } = forecaster;
  // Checked when the model was loaded.
  const normaliser = JSON.parse(file.metadata.get("normaliser") ?? "{}") as {
    readonly inputs: readonly { readonly anchor: string; readonly scale: number }[];
    readonly target: { readonly anchor: string; readonly scale: number };
  };
  const columns = settings.inputs.map((column, i) => ({ column, scaled: normaliser.inputs[i] }));
  if (!settings.inputs.includes(settings.target)) columns.push({ column: settings.target, scaled: normaliser.target });
  return {
    cell: hasOwnNetwork(forecaster.networkName) ? forecaster.networkName : forecaster.name,
    target: settings.target,
    inputs: settings.inputs,
    ahead: aheadOf(forecaster),
    lookback: forecaster.lookback,
    horizon: settings.horizon,
    seasons: forecaster.seasons ?? null,
    bounds: forecaster.bounds ?? null,
    loss: settings.loss,
    seed: settings.seed,
    mode: settings.mode,
    training,
    scales: columns.map(({ column, scaled: { anchor, scale } }) => ({ column, anchor, scale })),
    intervals: forecaster.intervals ?? null,
    backtest: forecaster.backtest ?? null,
  };
}
