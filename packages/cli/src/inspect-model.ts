// What a safetensors file holds: of a model of recurra all that its metadata say, of another program's the tensors and what
// network they look like.

import type { Dtype, Intervals, Model, SafetensorsFile, StoredLayer, TrainingSummary } from "recurra";
import { libraryForFile } from "./model-file.ts";

export interface TensorFacts {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly numbers: number;
}

/** What a forecaster needs beside its weights. */
export interface ForecasterFacts {
  readonly cell: string;
  readonly target: string;
  readonly inputs: readonly string[];
  readonly lookback: number;
  readonly horizon: number;
  readonly season: number | null;
  readonly loss: string;
  readonly learningRate: number;
  readonly mostEpochs: number;
  readonly seed: number;
  readonly mode: string;
  readonly training: TrainingSummary;
  readonly scales: readonly { readonly column: string; readonly anchor: string; readonly scale: number }[];
  readonly intervals: Intervals | null;
}

export interface ModelInspection {
  readonly format: "recurra-inspect/1";
  /** "tensors": the file of another program. */
  readonly kind: "forecaster" | "network" | "tensors";
  readonly file: string;
  readonly bytes: number;
  /** The format that the file names; null for another program's. */
  readonly fileFormat: string | null;
  /** "right": it is there and fits the content. A wrong one is an error. */
  readonly checksum: "right" | "none";
  readonly parameters: number;
  readonly layers: readonly StoredLayer[];
  readonly tensors: readonly TensorFacts[];
  /** The metadata of a file that no Model was made of. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly forecaster: ForecasterFacts | null;
}

/** The formats that Model.load reads; labs and other programs write files that are shown by their tensors. */
const OURS = /^recurra-(?:model|forecaster)\//;

export async function inspectModel(path: string, bytes: Uint8Array): Promise<ModelInspection> {
  const { readSafetensors, storedLayers } = await import("recurra");
  const file = readSafetensors(bytes, path);
  const fileFormat = file.metadata.get("format") ?? null;
  const ours = fileFormat !== null && OURS.test(fileFormat);
  const model = ours ? (await libraryForFile(file, path)).Model.load(bytes, path) : undefined;
  const tensors = [...file.tensors].map(([name, { dtype, shape, data }]) => ({
    name,
    dtype,
    shape,
    numbers: data.length,
  }));
  const result: ModelInspection = {
    format: "recurra-inspect/1",
    kind: model === undefined ? "tensors" : model.forecaster ? "forecaster" : "network",
    file: path,
    bytes: bytes.length,
    fileFormat,
    checksum: model !== undefined && file.metadata.has("checksum") ? "right" : "none",
    parameters: tensors.reduce((sum, { numbers }) => sum + numbers, 0),
    layers: storedLayers(file.tensors).layers,
    tensors,
    metadata: ours ? {} : Object.fromEntries(file.metadata),
    forecaster: forecasterFacts(file, model),
  };
  model?.dispose();
  return result;
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
    cell: forecaster.name,
    target: settings.target,
    inputs: settings.inputs,
    lookback: forecaster.lookback,
    horizon: settings.horizon,
    season: settings.season ?? null,
    loss: settings.loss,
    learningRate: settings.learningRate,
    mostEpochs: settings.epochs,
    seed: settings.seed,
    mode: settings.mode,
    training,
    scales: columns.map(({ column, scaled: { anchor, scale } }) => ({ column, anchor, scale })),
    intervals: forecaster.intervals ?? null,
  };
}
