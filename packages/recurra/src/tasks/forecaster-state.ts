// A fitted forecaster as one safetensors file: the weights as tensors, all else as JSON texts in its metadata. It holds no
// clock time, path, thread count or version of anything that runs it: the same fit gives the same bytes.

import { FormatError, RecurraError } from "../core/errors.ts";
import type { Intervals } from "../evaluation/index.ts";
import { readSafetensors, writeSafetensors } from "../format/safetensors.ts";
import { type Parameter, type Tensor, tensor } from "../tensor/index.ts";
import { type ForecasterOptions, type ForecasterSettings, resolveOptions } from "./forecaster-options.ts";
import { WindowNormaliser } from "./window-normaliser.ts";

/** The form of the file. It is raised when an older reader could misread a newer file. */
const FORMAT = "recurra-forecaster/1";

/** What a fit did, as it is kept with the model. */
export interface TrainingSummary {
  /** Rows of the series, and its first and last time as text. */
  readonly rows: number;
  readonly first: string;
  readonly last: string;
  /** What the times are, and the usual step between them, in words. */
  readonly clock: string;
  readonly step: string;
  /** The first and last time in UTC ms, or row numbers. */
  readonly fittedRows: { readonly from: number; readonly to: number };
  readonly trainingWindows: number;
  readonly validationWindows: number;
  readonly batchSize: number;
  /** Epochs that ran, and the one whose weights were kept (0: stopped within the first). */
  readonly epochs: number;
  readonly bestEpoch: number;
  /** The losses of that epoch. */
  readonly trainLoss?: number;
  readonly validationLoss?: number;
}

/** Settings as a file holds them: with those that were found from the data. */
export interface StoredSettings extends ForecasterSettings {
  readonly lookback: number;
  readonly skip: boolean;
}

/** All that a file holds beside the weights. */
export interface ForecasterState {
  readonly settings: StoredSettings;
  readonly normaliser: WindowNormaliser;
  readonly summary: TrainingSummary;
  readonly intervals: Intervals | undefined;
}

export interface StoredForecaster extends ForecasterState {
  readonly tensors: Record<string, Tensor>;
}

/** JSON with sorted keys, so that the bytes do not depend on the order in which an object was built. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

export function writeForecaster(state: ForecasterState & { parameters: ReadonlyMap<string, Parameter> }): Uint8Array {
  const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  for (const [name, parameter] of state.parameters)
    tensors.set(name, { shape: parameter.shape, data: parameter.value });
  return writeSafetensors(tensors, {
    format: FORMAT,
    settings: canonical(state.settings),
    normaliser: canonical(state.normaliser),
    training: canonical(state.summary),
    intervals: canonical(state.intervals ?? null),
  });
}

/** Throws FormatError, naming the file and what is wrong in it. */
export function readForecaster(bytes: Uint8Array, file: string): StoredForecaster {
  const { tensors, metadata } = readSafetensors(bytes, file);
  const format = metadata.get("format");
  if (format !== FORMAT) {
    const found = format === undefined ? "it names no format" : `its format is ${JSON.stringify(format)}`;
    throw new FormatError(
      "FORECASTER_FORMAT",
      `${file}: not a forecaster that this version reads: ${found}, and ${JSON.stringify(FORMAT)} is wanted. ` +
        "Update recurra, or write the file again with toSafetensors().",
    );
  }
  const part = (key: string): Record<string, unknown> | null => readJson(metadata.get(key), key, file);
  const settings = readSettings(part("settings"), file);
  const normaliser = WindowNormaliser.fromJSON(part("normaliser"));
  if (normaliser.inputs.length !== settings.inputs.length) {
    throw malformed(
      file,
      "normaliser",
      `${normaliser.inputs.length} scales for ${settings.inputs.length} input columns`,
    );
  }
  const numbers = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
  if (numbers !== weightCount(settings)) {
    // Checked before a network of that size is made: the file may be a stranger's.
    throw new FormatError(
      "FORECASTER_WEIGHTS",
      `${file}: the file has ${numbers} weights, but its settings need ${weightCount(settings)}. Take the original file.`,
    );
  }
  return {
    settings,
    normaliser,
    summary: readSummary(part("training"), file),
    intervals: readIntervals(part("intervals"), settings.horizon, file),
    tensors: Object.fromEntries(
      [...tensors].map(([name, { shape, data }]) => [name, tensor(Float32Array.from(data), [...shape])]),
    ),
  };
}

/** How many numbers the network of these settings has. */
function weightCount({ cell, inputs, hiddenSize, numLayers, lookback, horizon, skip }: StoredSettings): number {
  const gates = { rnn: 1, gru: 3, lstm: 4 }[cell];
  const layer = (inputSize: number): number => gates * hiddenSize * (inputSize + hiddenSize + 2);
  const recurrent = layer(inputs.length) + (numLayers - 1) * layer(hiddenSize);
  return recurrent + horizon * (hiddenSize + 1) + (skip ? horizon * lookback : 0);
}

function malformed(file: string, key: string, problem: string, cause?: unknown): FormatError {
  return new FormatError("FORECASTER_METADATA", `${file}: the metadata "${key}" cannot be used: ${problem}.`, {
    cause,
  });
}

function readJson(text: string | undefined, key: string, file: string): Record<string, unknown> | null {
  if (text === undefined) throw malformed(file, key, "it is missing");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed(file, key, "it is not JSON", cause);
  }
  if (typeof value !== "object" || Array.isArray(value)) throw malformed(file, key, "it is not a JSON object");
  return value as Record<string, unknown> | null;
}

function readSettings(value: Record<string, unknown> | null, file: string): StoredSettings {
  const { inputs } = value ?? {};
  if (!Array.isArray(inputs) || !inputs.every((name) => typeof name === "string")) {
    throw malformed(file, "settings", "its inputs are not a list of column names");
  }
  try {
    const settings = resolveOptions((value ?? {}) as unknown as ForecasterOptions);
    const { lookback, skip } = settings;
    if (lookback === undefined) throw malformed(file, "settings", "it has no lookback");
    if (typeof skip !== "boolean") throw malformed(file, "settings", "it does not say whether there is a skip");
    return { ...settings, lookback, skip };
  } catch (cause) {
    if (!(cause instanceof RecurraError) || cause instanceof FormatError) throw cause;
    throw malformed(file, "settings", cause.message, cause);
  }
}

function readSummary(value: Record<string, unknown> | null, file: string): TrainingSummary {
  const { fittedRows } = value ?? {};
  const { from, to } = (fittedRows ?? {}) as Record<string, unknown>;
  const whole = ["rows", "trainingWindows", "validationWindows", "batchSize", "epochs", "bestEpoch"];
  const texts = ["first", "last", "clock", "step"];
  if (
    typeof from !== "number" ||
    typeof to !== "number" ||
    !whole.every((key) => Number.isSafeInteger(value?.[key])) ||
    !texts.every((key) => typeof value?.[key] === "string")
  ) {
    throw malformed(
      file,
      "training",
      `${whole.join(", ")}, ${texts.join(", ")} or fittedRows is missing or of another type`,
    );
  }
  return value as unknown as TrainingSummary;
}

function readIntervals(value: Record<string, unknown> | null, horizon: number, file: string): Intervals | undefined {
  if (value === null) return undefined;
  const { level, scale, radius } = value;
  const radii =
    radius === null ||
    (Array.isArray(radius) && radius.length === horizon && radius.every((r) => typeof r === "number" && r >= 0));
  if (typeof level !== "number" || (scale !== "absolute" && scale !== "relative") || !radii) {
    throw malformed(file, "intervals", `it is not { level, scale, radius } with a radius for each of ${horizon} steps`);
  }
  return value as unknown as Intervals;
}
