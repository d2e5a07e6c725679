// What a model file holds of a fitted forecaster beside its weights: settings, scales, what the fit did, and intervals.

import { AheadScales } from "../../ahead/ahead-scales.ts";
import { aheadWidth, inputWidth } from "../../ahead/known-ahead.ts";
import type { Bounds } from "../../data/bounds.ts";
import type { Season } from "../../data/index.ts";
import { SEASON } from "../../data/seasons/season-setting.ts";
import type { BacktestSummary, Intervals } from "../../evaluation/index.ts";
import { isObject } from "../../format/untrusted-json.ts";
import type { LinearPath } from "../../linear/linear-path.ts";
import type { PartErrors } from "../../linear/network-share.ts";
import {
  pathFault,
  pathShapes,
  pathTensors,
  restorePath,
  type StoredPath,
  storePath,
} from "../../linear/stored-path.ts";
import { checkPart, type ModelFile, refuse, refusePart, writeModelFile } from "../../model-file/model-file.ts";
import type { NetworkFacts } from "../../model-file/network-facts.ts";
import { readBacktest } from "../../model-file/stored-backtest.ts";
import { readIntervals } from "../../model-file/stored-intervals.ts";
import { tensorOf } from "../../model-file/stored-network.ts";
import { type Architecture, readArchitecture } from "../../nn/form/architecture.ts";
import { type ForecasterNetwork, segmentOptions } from "../../segments/segment-options.ts";
import { isTuningSummary, type TuningSummary } from "../../tuning/tuning-summary.ts";
import { joinPaths, linearOf, type Path, pretrainedOf } from "../../zero-shot/both-paths.ts";
import type { PathErrors } from "../../zero-shot/choose-kind.ts";
import { pretrainedTensors, readPretrained, storePretrained } from "../../zero-shot/stored-pretrained.ts";
import {
  type ForecasterOptions,
  type ForecasterSettings,
  resolveOptions,
  SETTING_NAMES,
} from "../settings/forecaster-options.ts";
import { seq2seqOptions } from "../settings/seq2seq-options.ts";
import { WindowNormaliser } from "../windows/window-normaliser.ts";

/** Mean absolute errors on the last windows, in the target's units. */
export interface RefitCheck {
  /** Of the network that was fitted on all rows, and of the one that was scored. */
  readonly refitted: number;
  readonly scored: number;
  /** Of the linear path of all rows alone, and of the forecasts with either network beside it; absent without a path, and in files that are older. */
  readonly linear?: { readonly path: number; readonly refitted: number; readonly scored: number };
  /** The scored one where the refitted one errs more, or makes a forecast that loses to the path alone while the scored one does not. */
  readonly taken: "refitted" | "scored";
}

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
  /** The seasons that the training rows showed, or that were asked for; absent in files that are older. */
  readonly seasons?: readonly Season[];
  /** Each epoch had every so many-th of the training windows; absent where it had all. */
  readonly stride?: number;
  /** Epochs that ran, and the one whose weights were kept: 0 where the untrained ones were best, or where no epoch ran. */
  readonly epochs: number;
  readonly bestEpoch: number;
  /** Set where the untrained weights were kept, since no epoch had a lower validation loss. */
  readonly untrained?: true;
  /** What of its training a network of a program's own brought along: "loss", "optimizer", "schedule", "average"; absent where that is nothing. */
  readonly own?: readonly string[];
  /** Set where the fit was stopped, or its loop left, before it had come to its end. */
  readonly interrupted?: true;
  /** Mean absolute errors on the validation windows of the network, the linear path and the mean of both, and the share of the network. */
  readonly parts?: PartErrors & {
    readonly share: number;
    /** What the path is, where nothing that was fitted was surely nearer than the last value. */
    readonly path?: "last value" | "drift";
  };
  /** Mean absolute errors on the validation windows of the linear path, the pretrained network and the mean of both, and which is the path. */
  readonly paths?: PathErrors;
  /** What training the pretrained network further came to; absent where that was not asked for, or the rows leave no windows to choose by. */
  readonly tuning?: TuningSummary;
  /** Of a refit that was checked: the errors of its network, of the one that was scored and of the linear path, and which network was taken. */
  readonly refit?: RefitCheck;
  /** The losses of that epoch; of the untrained weights on the validation windows alone. */
  readonly trainLoss?: number;
  readonly validationLoss?: number;
}

/** Settings as a file holds them: with those that were found from the data. */
interface StoredSettings extends ForecasterSettings {
  readonly lookback: number;
  readonly skip: boolean;
}

/** All that a file holds beside the weights. */
export interface ForecasterState {
  readonly settings: StoredSettings;
  readonly normaliser: WindowNormaliser;
  readonly ahead: AheadScales | undefined;
  readonly bounds: Bounds | undefined;
  readonly summary: TrainingSummary;
  readonly path: Path | undefined;
  /** Of the network; 1 where there is no path. */
  readonly share: number;
  readonly intervals: Intervals | undefined;
  readonly backtest: BacktestSummary | undefined;
}

/** The network that these settings need, but the program's own, which its file or itself tells. */
function forecastArchitecture(settings: StoredSettings): Architecture {
  if (settings.model === "segment") return readArchitecture({ type: "SegmentNetwork", ...segmentOptions(settings) });
  if (settings.model === "seq2seq") return readArchitecture({ type: "Seq2SeqNetwork", ...seq2seqOptions(settings) });
  const { cell, hiddenSize, numLayers, dropout, lookback, horizon, inputs, target, skip, head } = settings;
  const skipFrom = skip ? inputs.indexOf(target) : -1;
  const aheadSize = aheadWidth(settings);
  const sizes = { inputSize: inputWidth(settings), ...(aheadSize > 0 && { aheadSize }), distribution: head };
  const network = { ...sizes, cell, hiddenSize, numLayers, dropout, lookback, horizon, skipFrom };
  return readArchitecture({ type: "ForecastNetwork", ...network });
}

/** What a fitted forecaster tells of itself. */
export function forecastFacts(forecaster: {
  readonly name: string;
  readonly settings: ForecasterSettings;
  readonly lookback: number;
  readonly training: TrainingSummary;
}): NetworkFacts & { readonly task: "forecast" } {
  const { name, settings, lookback, training } = forecaster;
  const { seed, mode, inputs, target, horizon } = settings;
  return {
    ...{ task: "forecast", name, seed, mode, columns: inputs, target, lookback, horizon },
    settings: JSON.parse(JSON.stringify({ ...settings, lookback })),
    training: JSON.parse(JSON.stringify(training)),
  };
}

/** The bytes of a model file; `own`: the form of a network of a program's own. */
export function writeForecasterState(
  state: ForecasterState,
  network: ForecasterNetwork,
  own?: Architecture,
): Uint8Array {
  const { normaliser, ahead, bounds, summary, path, share, intervals, backtest } = state;
  const [linear, pretrained] = [linearOf(path), pretrainedOf(path)];
  // A program may have given options that are none; what is written must be readable.
  const settings = Object.entries(state.settings).filter(
    // Whether there is a linear path is said by the path itself, and no model is the one that all older files have.
    ([name, value]) =>
      SETTING_NAMES.includes(name) &&
      name !== "linear" &&
      value !== undefined &&
      !(name === "untrained" && value === true) &&
      !(name === "head" && value === "point") &&
      !(name === "model" && value === "stepwise"),
  );
  const { season } = state.settings;
  const parts = {
    // Versions that know one season at most read no other setting; nothing that a fitted model computes hangs on it.
    settings: Object.fromEntries(settings.filter(([name]) => name !== "season" || Number.isInteger(season))),
    ...(season !== undefined && !Number.isInteger(season) && { season }),
    normaliser,
    ...(ahead && { ahead }),
    training: summary,
    intervals: intervals ?? null,
    ...(backtest && { backtest }),
    ...(bounds && { bounds }),
    ...(linear && { linear: storePath(linear, share) }),
    ...(pretrained && { pretrained: storePretrained(pretrained, share) }),
  };
  const tensors = [...pathTensorsOf(path)];
  return writeModelFile("forecast", own ?? forecastArchitecture(state.settings), network, parts, tensors);
}

/** Throws FormatError, naming the file and what is wrong in it. */
export function readForecasterState(model: ModelFile): ForecasterState & { architecture: Architecture } {
  const { file } = model;
  if (model.task !== "forecast") {
    refuse("MODEL_TASK", file, "it holds a network and no forecaster", {
      found: model.task,
      remedies: [["open it with ", { call: "Model.load()" }]],
    });
  }
  const settings = readSettings(model);
  const own =
    settings.model === "own" ? (model.architecture ?? refusePart("architecture", file, "it is missing")) : undefined;
  const architecture = own ?? checkPart("settings", file, () => forecastArchitecture(settings));
  if (model.architecture && JSON.stringify(model.architecture) !== JSON.stringify(architecture)) {
    refusePart("architecture", file, "it is not the network that the settings need");
  }
  const scales = model.part("normaliser");
  const normaliser = checkPart("normaliser", file, () => WindowNormaliser.fromJSON(scales));
  const { length } = normaliser.inputs;
  if (length !== settings.inputs.length) {
    refusePart("normaliser", file, `it has ${length} scales for ${settings.inputs.length} input columns`);
  }
  const count = aheadWidth(settings);
  if (model.has("ahead") !== count > 0) refusePart("ahead", file, "it is not that of the settings");
  const ahead =
    count > 0 ? checkPart("ahead", file, () => AheadScales.fromJSON(model.part("ahead"), count)) : undefined;
  const bounds = readBounds(model);
  const summary = readSummary(model);
  const intervals = readIntervals(model, settings.horizon);
  const backtest = model.has("backtest") ? readBacktest(model.part("backtest"), model) : undefined;
  const { path, share } = readPath(model, settings.horizon, count);
  return { settings, normaliser, ahead, bounds, summary, path, share, intervals, backtest, architecture };
}

/** The tensors of the paths. */
export function* pathTensorsOf(path: Path | undefined): Generator<readonly [string, readonly number[], Float32Array]> {
  const [linear, pretrained] = [linearOf(path), pretrainedOf(path)];
  if (linear) yield* pathTensors(linear);
  if (pretrained) yield* pretrainedTensors(pretrained);
}

/** A file without a path, as all older ones, is the network's alone. */
function readPath(model: ModelFile, horizon: number, ahead: number): { path: Path | undefined; share: number } {
  const linear = readLinear(model, horizon, ahead);
  const pretrained = readPretrained(model, horizon);
  if (linear && pretrained && linear.share !== pretrained.share)
    refusePart("pretrained", model.file, "its share of the network is not that of the linear path");
  return {
    path: joinPaths(linear?.path, pretrained?.path, "both"),
    share: (linear ?? pretrained)?.share ?? 1,
  };
}

function readLinear(
  model: ModelFile,
  horizon: number,
  ahead: number,
): { readonly path: LinearPath; readonly share: number } | undefined {
  const { file } = model;
  if (!model.grows || !model.has("linear")) return undefined;
  const value = model.part("linear");
  const fault = pathFault(value, ahead);
  if (fault !== undefined) return refusePart("linear", file, fault);
  const stored = value as StoredPath;
  const shapes = pathShapes(stored, horizon);
  const numbers = (name: string) => tensorOf(model, name, shapes.get(name) as readonly number[], "linear path");
  return { path: restorePath(stored, horizon, numbers), share: stored.network };
}

/** The known fields of a JSON object. Others are left out where the file may grow, and refused otherwise. */
function takeFields(
  value: unknown,
  known: readonly string[],
  key: string,
  { file, grows }: ModelFile,
): Record<string, unknown> {
  if (!isObject(value)) return refusePart(key, file, "it is not a JSON object");
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown === undefined) return value;
  if (!grows) refusePart(key, file, `it has the unknown entry ${JSON.stringify(unknown)}`);
  return Object.fromEntries(Object.entries(value).filter(([name]) => known.includes(name)));
}

function readSettings(model: ModelFile): StoredSettings {
  const { file } = model;
  const given = takeFields(model.part("settings"), SETTING_NAMES, "settings", model);
  const { inputs } = given;
  if (!Array.isArray(inputs) || !inputs.every((name) => typeof name === "string")) {
    return refusePart("settings", file, "its inputs are not a list of column names");
  }
  const season = model.has("season") ? { season: model.part("season") } : {};
  // Without a network and without a path, what is left is the network that was never trained: no change.
  const linear = given.model === "linear" || (model.grows && model.has("linear"));
  const wanted = { ...given, ...season, linear } as unknown as ForecasterOptions;
  const settings = checkPart("settings", file, () => resolveOptions(wanted));
  const { lookback, skip } = settings;
  if (lookback === undefined) return refusePart("settings", file, "it has no lookback");
  if (skip === undefined) return refusePart("settings", file, "it does not say whether there is a skip");
  return { ...settings, lookback, skip };
}

const COUNTS = ["rows", "trainingWindows", "validationWindows", "batchSize", "epochs", "bestEpoch"] as const;
const TEXTS = ["first", "last", "clock", "step"] as const;
const LOSSES = ["trainLoss", "validationLoss"] as const;

function readSummary(model: ModelFile): TrainingSummary {
  const { file } = model;
  const names = [
    ...COUNTS,
    ...TEXTS,
    ...LOSSES,
    "fittedRows",
    "interrupted",
    "untrained",
    "own",
    "seasons",
    "stride",
    "parts",
    "paths",
    "tuning",
    "refit",
  ];
  const given = takeFields(model.part("training"), names, "training", model);
  const rows = takeFields(given.fittedRows ?? {}, ["from", "to"], "training", model);
  const summary: Record<string, unknown> = "fittedRows" in given ? { ...given, fittedRows: rows } : given;
  const number = (one: unknown): boolean => Number.isFinite(one);
  const wrong =
    COUNTS.find((key) => !(Number.isSafeInteger(summary[key]) && (summary[key] as number) >= 0)) ??
    TEXTS.find((key) => typeof summary[key] !== "string") ??
    LOSSES.find((key) => !number(summary[key] ?? 0)) ??
    (number(rows.from) && number(rows.to) ? undefined : "fittedRows") ??
    (["interrupted", "untrained"] as const).find((key) => (summary[key] ?? true) !== true) ??
    (areNames(summary.own) ? undefined : "own") ??
    ("seasons" in summary && !areSeasons(summary.seasons) ? "seasons" : undefined) ??
    ("stride" in summary && !(Number.isSafeInteger(summary.stride) && (summary.stride as number) > 1)
      ? "stride"
      : undefined) ??
    (arePartErrors(summary.parts) ? undefined : "parts") ??
    (arePathErrors(summary.paths) ? undefined : "paths") ??
    (isTuningSummary(summary.tuning) ? undefined : "tuning") ??
    (isRefitCheck(summary.refit) ? undefined : "refit");
  if (wrong !== undefined) return refusePart("training", file, `${wrong} is missing or of another type`);
  return summary as unknown as TrainingSummary;
}

function areNames(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every((name) => typeof name === "string"));
}

function arePartErrors(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value) || !["last value", "drift", undefined].includes(value.path as string | undefined)) return false;
  return ["network", "linear", "both", "share"].every((name) => Number.isFinite(value[name]));
}

function arePathErrors(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value) || !["linear", "pretrained", "both"].includes(value.taken as string)) return false;
  if (!["last value", "drift", undefined].includes(value.simple as string | undefined)) return false;
  return ["linear", "pretrained", "both"].every((name) => Number.isFinite(value[name]));
}

function isRefitCheck(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value) || !["refitted", "scored"].includes(value.taken as string)) return false;
  const { linear = { path: 0, refitted: 0, scored: 0 } } = value;
  if (!isObject(linear) || !["path", "refitted", "scored"].every((name) => Number.isFinite(linear[name]))) return false;
  return ["refitted", "scored"].every((name) => Number.isFinite(value[name]));
}

function areSeasons(value: unknown): value is readonly Season[] {
  if (!Array.isArray(value) || !value.every((one) => isObject(one) && typeof one.name === "string")) return false;
  return value.length === 0 || SEASON.fits(value.map(({ rows }) => rows));
}

/** A file without them, as all older ones, keeps to none. All that they say counts, so an unknown entry is refused. */
function readBounds({ file, grows, has, part }: ModelFile): Bounds | undefined {
  if (!grows || !has("bounds")) return undefined;
  const value = part("bounds");
  const { min, max, ...others } = isObject(value) ? value : {};
  const ends = [min, max].filter((end) => end !== undefined);
  const room = typeof min !== "number" || typeof max !== "number" || min < max;
  if (ends.length === 0 || !ends.every(Number.isFinite) || !room || Object.keys(others).length > 0) {
    refusePart("bounds", file, "it is not { min, max }, one or both of them, with min below max");
  }
  return value as Bounds;
}
