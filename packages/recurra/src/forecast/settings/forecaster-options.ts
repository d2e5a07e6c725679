// The settings of a Forecaster, their defaults and their check.

import { CALENDAR, FUTURE, HOLIDAYS, type KnownAhead, requireFuture } from "../../ahead/known-ahead.ts";
import { OptionError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import {
  checkOptions,
  either,
  exactly,
  flag,
  number,
  type OptionRules,
  text,
  whole,
  word,
} from "../../core/option-rules.ts";
import { SEASON, type SeasonSetting } from "../../data/seasons/season-setting.ts";
import { COLUMNS } from "../../data/windows/windows.ts";
import { MODE, type Mode } from "../../kernels/wasm/engine.ts";
import type { Distribution } from "../../nn/networks/forecast-head.ts";
import type { SeasonNetwork } from "../../nn/networks/season-network.ts";
import { CELL } from "../../nn/recurrent/cells.ts";
import type { CellName } from "../../words/cells.ts";
import type { PretrainedSource } from "../../zero-shot/pretrained-source.ts";
import { DECODER_RULES, type DecoderOptions, requireDecoder, requireTargetRead } from "./decoder-settings.ts";
import { HEAD_RULES, type HeadOptions, requireHead } from "./head-settings.ts";
import { type NetworkOptions, requireNoSizes } from "./network-options.ts";
import { requireSchedule, TRAINING_RULES, type TrainingOptions } from "./training-settings.ts";

/**
 * What a forecast is made by, beside the linear path: a network that reads row by row, one that reads segments of rows, an encoder with a decoder
 * that writes row by row, one that the program brings along, or nothing.
 */
export type ForecastModel = "stepwise" | "segment" | "seq2seq" | "linear" | "pretrained" | "own";
export type Cell = CellName;
export type ForecastLoss = "huber" | "l1" | "mse" | "quantile" | "studentT";
/** How a window is measured from its last value v: "difference" x - v, "ratio" (x - v) / v. */
export type Anchor = "difference" | "ratio";
/** A value that forecasts keep to, or none. */
type Bound = number | "none";

export interface ForecasterOptions extends KnownAhead, DecoderOptions, HeadOptions, TrainingOptions {
  /** The column to forecast. */
  readonly target: string;
  /** The columns that the network reads; default: the target alone. */
  readonly inputs?: readonly string[];
  /** Rows that a forecast looks back on; default: 30, or by the seasons that the rows show: see `defaultLookback`. */
  readonly lookback?: number;
  /** Rows forecast at once. Default 5. */
  readonly horizon?: number;
  /**
   * "segment": a recurrent network reads and writes segments of rows (SegmentNetwork); "stepwise": one reads row by row (ForecastNetwork).
   * Default: "segment", and "stepwise" where `cell`, `hiddenSize` or more than one layer are given. "seq2seq": an encoder reads row by row, a decoder writes row by row (Seq2SeqNetwork); "linear": the linear path alone, and no network;
   * "pretrained": a network that was trained on other series, beside the linear path, and nothing is trained on these rows; "own": the network that `network` builds. Other defaults go by it: see `MODEL_DEFAULTS`.
   */
  readonly model?: ForecastModel;
  /** Rows of a segment, at most `lookback`; default: by the seasons, see `segmentRowsOf`. Of the model "segment". */
  readonly segmentRows?: number;
  /**
   * Rows of the season that forecasts are added to, at most `lookback`; 0: they are added to the last value. Default: what is nearer over
   * the training windows. Of the model "segment".
   */
  readonly anchorSeason?: number;
  /** Default "lstm"; "gru" with segments. */
  readonly cell?: Cell;
  /** Default 32; 64 with segments. */
  readonly hiddenSize?: number;
  /** Default 1. */
  readonly numLayers?: number;
  /**
   * Share of activations dropped between layers while training; needs two layers. Default 0. With segments: of what the decoder gives, with any
   * number of layers, and 0.3.
   */
  readonly dropout?: number;
  /** At most this many; validation chooses how many are kept. Default 150; 40 with segments. */
  readonly epochs?: number;
  /** Stop after this many epochs without a lower validation loss. Default 20; 10 with segments. */
  readonly patience?: number;
  /**
   * Whether the untrained network is a candidate of validation, too: it repeats the last value, or the last season, and stays where no epoch is better.
   * Default true.
   */
  readonly untrained?: boolean;
  /** Windows per step; default: a power of two from 8 to 64, about a sixteenth of the training windows; up to 256 with segments. */
  readonly batchSize?: number;
  /** Default 0.003. With segments: 0.002 after a warm-up, from where it falls to 0.00001 over all epochs. What becomes of it: `schedule`. */
  readonly learningRate?: number;
  /** Largest norm of a step's gradients. Default 1. */
  readonly clipNorm?: number;
  /**
   * Default "huber" ("l1" with segments) on normalised values: squares small errors, so that it is smooth, and lets few rows outvote none. A head of
   * another distribution has its own: "quantile" (pinball) or "studentT" (negative log-likelihood).
   */
  readonly loss?: ForecastLoss;
  /**
   * Default: whichever makes the target's changes more alike over the training rows; see WindowNormaliser. A column that holds
   * a value of 0 or below is measured by differences, whatever is set.
   */
  readonly anchor?: Anchor;
  /**
   * A linear path from the window's target values straight to the forecast, beside the recurrent one: learns to repeat a
   * season quickly and exactly; a little worse where there is nothing to repeat. Default: where the lookback holds a season, and always
   * of segments.
   */
  readonly skip?: boolean;
  /**
   * A linear forecast in closed form beside the network, fitted on the target alone; validation says whether the forecast is its own, the
   * network's, or the mean of both. Default true.
   */
  readonly linear?: boolean;
  /**
   * Whether the pretrained network, where there is one, is trained further on the rows first, as a copy. That copy forecasts where it is surely
   * nearer than the network as it came on the validation windows (`training.tuning`). Default false.
   */
  readonly fineTune?: boolean;
  /** Rows that the linear forecast may look back on at most; default: the lookback, where one was given, or by the seasons. */
  readonly linearLookback?: number;
  /** Rows in one season, in each of several, or "none"; default: those that the training rows show, see `Series.seasons`. */
  readonly season?: SeasonSetting;
  /**
   * No forecast and no interval falls below this; "none": they may. The training is the same. Default: 0 where the target's values show that they
   * end there (none below it, and some at it or near it), otherwise "none".
   */
  readonly min?: Bound;
  /** No forecast and no interval rises above this. Default "none". */
  readonly max?: Bound;
  /** The same seed gives the same weights, bit for bit, in "strict" mode. Default 0. */
  readonly seed?: number;
  /** Default "strict". */
  readonly mode?: Mode;
}

/** What a Forecaster is given beside its options. */
export interface ForecasterParts extends NetworkOptions {
  readonly pretrained?: SeasonNetwork | PretrainedSource | undefined;
}

/** The options with every default that does not depend on the data filled in. */
export interface ForecasterSettings extends ForecasterOptions {
  readonly inputs: readonly string[];
  readonly horizon: number;
  readonly model: ForecastModel;
  readonly cell: Cell;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly dropout: number;
  readonly epochs: number;
  readonly patience: number;
  readonly untrained: boolean;
  readonly learningRate: number;
  readonly clipNorm: number;
  readonly loss: ForecastLoss;
  readonly head: Distribution;
  readonly linear: boolean;
  readonly seed: number;
  readonly mode: Mode;
}

const BOUND = /* @__PURE__ */ either(/* @__PURE__ */ number(), /* @__PURE__ */ exactly("none"));

/** What each setting may be. */
export const FORECASTER_RULES: OptionRules<ForecasterOptions> = {
  target: text("the name of the column to forecast"),
  inputs: COLUMNS,
  future: FUTURE,
  categories: FUTURE,
  calendar: CALENDAR,
  holidays: HOLIDAYS,
  lookback: whole(1),
  horizon: whole(1),
  model: word("stepwise", "segment", "seq2seq", "linear", "pretrained", "own"),
  segmentRows: whole(1),
  anchorSeason: whole(0),
  ...DECODER_RULES,
  ...HEAD_RULES,
  cell: CELL,
  hiddenSize: whole(1),
  numLayers: whole(1),
  dropout: number({ least: 0, below: 1 }),
  epochs: whole(1),
  patience: whole(1),
  untrained: flag,
  batchSize: whole(1),
  learningRate: number({ above: 0 }),
  ...TRAINING_RULES,
  clipNorm: number({ above: 0 }),
  loss: word("huber", "l1", "mse", "quantile", "studentT"),
  anchor: word("difference", "ratio"),
  skip: flag,
  linear: flag,
  fineTune: flag,
  linearLookback: whole(1),
  season: SEASON,
  min: BOUND,
  max: BOUND,
  seed: whole(0),
  mode: MODE,
};

/** The names of all settings. */
export const SETTING_NAMES: readonly string[] = /* @__PURE__ */ Object.keys(FORECASTER_RULES);

/** Throws OptionError OPTION_CONFLICT: dropout acts between layers, but with segments. */
export function requireLayersForDropout(
  subject: string,
  options: Pick<ForecasterOptions, "dropout" | "numLayers" | "model" | "cell" | "hiddenSize">,
): void {
  const { dropout = 0, numLayers = 1, model = defaultModel(options) } = options;
  if (dropout === 0 || numLayers > 1 || model === "segment") return;
  throw new OptionError(
    "OPTION_CONFLICT",
    subject,
    [{ option: "dropout", value: dropout }, " acts between layers, but there is one"],
    {
      found: dropout,
      remedies: [
        ["use ", { option: "numLayers", value: 2 }],
        ["leave ", { option: "dropout" }, " out"],
      ],
    },
  );
}

/** Throws OptionError OPTION_CONFLICT: without a network and without a linear path there is nothing. */
export function requireLinear(subject: string, { model, linear }: Pick<ForecasterOptions, "model" | "linear">): void {
  if (model !== "linear" || linear !== false) return;
  throw new OptionError(
    "OPTION_CONFLICT",
    subject,
    [{ option: "model", value: model }, " is the linear path alone, and there is to be none"],
    { found: linear, remedies: [["leave ", { option: "linear" }, " out"], "choose another model"] },
  );
}

/** Throws OptionError OPTION_CONFLICT: the linear path alone has no pretrained network that could be trained further. */
export function requireTunable(
  subject: string,
  { model, fineTune }: Pick<ForecasterOptions, "model" | "fineTune">,
): void {
  if (model !== "linear" || fineTune !== true) return;
  throw new OptionError(
    "OPTION_CONFLICT",
    subject,
    [
      { option: "fineTune" },
      " trains the pretrained network further, but ",
      { option: "model", value: model },
      " forecasts without it",
    ],
    { found: model, remedies: [["leave ", { option: "fineTune" }, " out"], "choose another model"] },
  );
}

/** Throws OptionError FORECASTER_PRETRAINED: the model "pretrained", and training it further, are nothing without its network. */
export function requirePretrained(
  { model, fineTune }: { readonly model: ForecastModel; readonly fineTune?: boolean },
  pretrained: unknown,
  subject = "Forecaster",
  call = `new ${subject}(options`,
): void {
  if ((model !== "pretrained" && fineTune !== true) || pretrained !== undefined) return;
  throw new OptionError(
    "FORECASTER_PRETRAINED",
    subject,
    [
      model === "pretrained" ? { option: "model", value: model } : { option: "fineTune" },
      " needs a network that was trained before",
    ],
    {
      remedies: [["give it: ", { call: `${call}, { pretrained: loadPretrained() })` }, " of recurra/pretrained"]],
    },
  );
}

/** Throws OptionError OPTION_CONFLICT: there must be room between the two. */
export function requireRoom(subject: string, { min, max }: { readonly min?: Bound; readonly max?: Bound }): void {
  if (typeof min !== "number" || typeof max !== "number" || min < max) return;
  throw new OptionError(
    "OPTION_CONFLICT",
    subject,
    [{ option: "min", value: min }, " is not below ", { option: "max", value: max }],
    { found: min, remedies: ["give a smaller one", ["leave ", { option: "max" }, " out"]] },
  );
}

/** The defaults that go by the model. Without a network there is the smallest one, whose share is nothing, so that all forecasters have one. */
const MODEL_DEFAULTS = {
  stepwise: {
    ...{ cell: "lstm", hiddenSize: 32, dropout: 0, loss: "huber" },
    ...{ epochs: 150, patience: 20, learningRate: 0.003 },
  },
  segment: {
    ...{ cell: "gru", hiddenSize: 64, dropout: 0.3, loss: "l1" },
    ...{ epochs: 40, patience: 10, learningRate: 0.002 },
  },
  seq2seq: {
    ...{ cell: "lstm", hiddenSize: 32, dropout: 0, loss: "huber" },
    ...{ epochs: 60, patience: 20, learningRate: 0.003 },
    ...{ teacherForcing: 1, teacherForcingDecay: "linear" },
  },
  linear: {
    ...{ cell: "rnn", hiddenSize: 1, dropout: 0, loss: "huber", skip: false },
    ...{ epochs: 1, patience: 1, learningRate: 0.003 },
  },
  pretrained: {
    ...{ cell: "rnn", hiddenSize: 1, dropout: 0, loss: "huber", skip: false },
    ...{ epochs: 1, patience: 1, learningRate: 0.003 },
  },
  own: {
    ...{ cell: "rnn", hiddenSize: 1, numLayers: 1, dropout: 0, loss: "huber", skip: false },
    ...{ epochs: 150, patience: 20, learningRate: 0.003 },
  },
} as const satisfies Record<ForecastModel, Partial<ForecasterOptions>>;

/** Whether a network is trained on the rows. */
export function hasNetwork({ model }: { readonly model: ForecastModel }): boolean {
  return model !== "linear" && model !== "pretrained";
}

/** Segments; rows where a network is described that reads them: so are those of all files that name no model. */
function defaultModel(options: Pick<ForecasterOptions, "cell" | "hiddenSize" | "numLayers">): ForecastModel {
  const { cell, hiddenSize, numLayers = 1 } = options;
  return cell === undefined && hiddenSize === undefined && numLayers === 1 ? "segment" : "stepwise";
}

/** Fills in defaults. Throws OptionError, naming the option, for a value that cannot be used. */
export function resolveOptions(options: ForecasterOptions): ForecasterSettings {
  checkOptions("Forecaster", options, FORECASTER_RULES, ["target"]);
  const { model = defaultModel(options), head = "point" } = options;
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings: ForecasterSettings = {
    ...MODEL_DEFAULTS[model],
    ...(head !== "point" && { loss: head }),
    ...(given as unknown as ForecasterOptions),
    inputs: [...(options.inputs ?? [options.target])],
    horizon: options.horizon ?? 5,
    model,
    head,
    numLayers: options.numLayers ?? 1,
    clipNorm: options.clipNorm ?? 1,
    linear: options.linear ?? true,
    untrained: options.untrained ?? true,
    seed: options.seed ?? 0,
    mode: options.mode ?? "strict",
  };
  const { inputs, skip, target } = settings;
  const seen = new Set<string>(); // a stranger's file may name thousands
  const twice = inputs.find((name) => seen.has(name) || !seen.add(name));
  if (twice !== undefined) {
    throw new OptionError("OPTION_VALUE", "Forecaster", [{ option: "inputs" }, ` names ${quoteCell(twice)} twice`], {
      found: twice,
      remedies: ["name each column once"],
    });
  }
  requireNoSizes("Forecaster", settings, MODEL_DEFAULTS.own);
  requireFuture("Forecaster", settings);
  requireLayersForDropout("Forecaster", settings);
  requireLinear("Forecaster", settings);
  requireTunable("Forecaster", settings);
  requireHead("Forecaster", settings);
  requireDecoder("Forecaster", settings);
  requireTargetRead("Forecaster", settings);
  requireRoom("Forecaster", settings);
  requireSchedule("Forecaster", settings);
  if (skip && !inputs.includes(target)) {
    throw new OptionError(
      "OPTION_CONFLICT",
      "Forecaster",
      [
        { option: "skip" },
        " leads from the target's own values, but ",
        { option: "inputs" },
        ` does not name ${quoteCell(target)}`,
      ],
      { found: inputs, remedies: ["add it", ["leave ", { option: "skip" }, " out"]] },
    );
  }
  return settings;
}

/** A power of two from 8 to 64, with segments to 256: about sixteen steps in an epoch of few windows, more in one of many. */
export function defaultBatchSize(windows: number, model?: ForecastModel): number {
  const most = model === "segment" ? 256 : 64;
  let size = 8;
  while (size < most && size * 2 <= windows / 16) size *= 2;
  return size;
}
