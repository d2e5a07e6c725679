// A Forecaster whose network a program brings along: the function that builds it, what that is told, and what it may give.

import { OptionError } from "../../core/errors.ts";
import { callback, made, type OptionRule, type OptionRules, part, word } from "../../core/option-rules.ts";
import type { Module } from "../../nn/index.ts";
import type { AveragedModel, Optimizer, Schedule } from "../../optim/index.ts";
import type { Tensor } from "../../tensor/index.ts";

/** What a network of your own is built for. */
export interface NetworkShape {
  /** Rows of a window, and rows that are forecast. */
  readonly lookback: number;
  readonly horizon: number;
  /** The columns that are read, in the order in which they stand in a row of a window. */
  readonly inputs: readonly string[];
  /** Numbers of each row of a window: the inputs, then those that are known ahead. */
  readonly inputSize: number;
  /** So many of these, the last ones, are known ahead, and windows have `lookback + horizon` rows; 0: none, and windows have `lookback` rows. */
  readonly aheadSize: number;
  /** Which of the inputs is the target; -1 where it is not read. */
  readonly targetColumn: number;
  /** Numbers of each row of the forecast: 1; 9 quantiles of the head "quantile", 3 numbers of "studentT". */
  readonly outputs: number;
  /** The setting, for an optimizer or a schedule of your own. */
  readonly learningRate: number;
  /** Epochs, at most, steps of the optimizer in each, and in all of them. */
  readonly epochs: number;
  readonly batches: number;
  readonly steps: number;
}

/** A network that maps normalised windows [B, T, I] to normalised forecasts [B, H], or [B, H, O] with O numbers for each row. */
export interface GivenNetwork extends Module {
  forward(x: Tensor): Tensor;
}

/** A network, and what of its training is not the settings': as `train()` takes it. */
export interface GivenTraining {
  readonly model: GivenNetwork;
  /** Default: the setting `loss`. */
  readonly loss?: (prediction: Tensor, target: Tensor) => Tensor;
  /** Default: the settings `optimizer`, `learningRate` and `weightDecay`. */
  readonly optimizer?: Optimizer;
  /** Default: the setting `schedule`. */
  readonly schedule?: Schedule;
  /** What `schedule` counts. Default "epoch". */
  readonly scheduleBy?: "epoch" | "step";
  /** Default: the setting `average`. */
  readonly average?: AveragedModel;
}

/**
 * Builds a network, anew with each call: every fit and refit has its own, whose weights are drawn by the setting `seed`. It gives the network, or the
 * network with its training.
 */
export type BuildNetwork = (shape: NetworkShape) => GivenNetwork | GivenTraining;

/** What stands beside the settings, which are plain data. */
export interface NetworkOptions {
  /** The network of the forecast is one of your own: the model "own". */
  readonly network?: BuildNetwork | undefined;
}

export const NETWORK_RULE: OptionRule<BuildNetwork> = /* @__PURE__ */ callback("a function that builds a network");

export const GIVEN_RULES: OptionRules<GivenTraining> = {
  model: /* @__PURE__ */ made("a module with forward()", isNetwork),
  loss: /* @__PURE__ */ callback("a function of predictions and targets"),
  optimizer: /* @__PURE__ */ part<Optimizer>("an optimizer", "zeroGrad"),
  schedule: /* @__PURE__ */ callback("a schedule"),
  scheduleBy: /* @__PURE__ */ word("epoch", "step"),
  average: /* @__PURE__ */ part<AveragedModel>("an AveragedModel", "withAverage"),
};

/** Whether it is a module, and can be called. */
export function isNetwork(value: unknown): value is GivenNetwork {
  const { namedParameters, forward } = (value ?? {}) as Partial<Record<"namedParameters" | "forward", unknown>>;
  return typeof namedParameters === "function" && typeof forward === "function";
}

/** The parts of training that a network brought along; none where the settings say it all. */
export function partsGiven({ model: _, scheduleBy: __, ...parts }: GivenTraining): string[] {
  return Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

/** What a Forecaster's own networks are made of. A network that is given has no such options. */
const SIZES = ["cell", "hiddenSize", "numLayers", "dropout", "skip", "segmentRows", "anchorSeason"] as const;

type Sizes = Readonly<Partial<Record<(typeof SIZES)[number] | "model", unknown>>>;

/** Throws OptionError OPTION_CONFLICT for options of networks that a Forecaster builds itself, beside the model "own"; `defaults` are its own. */
export function requireNoSizes(subject: string, options: Sizes, defaults: Sizes): void {
  if (options.model !== "own") return;
  for (const option of SIZES) {
    const value = options[option];
    if (value === undefined || value === defaults[option]) continue;
    throw new OptionError(
      "OPTION_CONFLICT",
      subject,
      [{ option }, " is of the networks that a Forecaster builds, and it is given one"],
      { found: value, remedies: [["leave ", { option }, " out, and tell it to what builds the network"]] },
    );
  }
}

/** The model by what was given. Throws OptionError OPTION_CONFLICT for another model beside a network, FORECASTER_NETWORK for the model "own" without one. */
export function modelOf<M extends string>(
  subject: string,
  model: M | undefined,
  network: unknown,
): M | "own" | undefined {
  if (model === "own" && network === undefined) {
    throw new OptionError(
      "FORECASTER_NETWORK",
      subject,
      [{ option: "model", value: model }, " has no network of its own"],
      {
        remedies: [["give one: ", { call: "network: (shape) => new MyNetwork(shape)" }], "choose another model"],
      },
    );
  }
  if (network === undefined || model === undefined || model === "own") return network === undefined ? model : "own";
  throw new OptionError(
    "OPTION_CONFLICT",
    subject,
    [{ option: "model", value: model }, " builds its own network, and it is given one"],
    { found: model, remedies: [["leave ", { option: "model" }, " out"]] },
  );
}
