// What the service says of its model, and what it needs to know of it.

import { type Forecaster, FormatError, Model } from "recurra";
import type { Bounds } from "recurra/data";
import type { BacktestSummary } from "recurra/evaluation";
import type { TrainingSummary } from "recurra/forecast";
import type { Architecture, ModuleClass } from "recurra/nn";
import { loadPretrained } from "recurra/pretrained";
import { inputSizeOf, modeOf, stepperOf } from "../work/model-parts.ts";
import { TARGET } from "../work/pretrained-work.ts";
import { knowsAhead } from "../work/rows-ahead.ts";

/** As GET /v1/model answers. */
export type ServedModel = ForecastDescription | NetworkDescription | PretrainedDescription;

export interface ForecastDescription {
  readonly task: "forecast";
  /** "LSTM", "GRU" or "RNN". */
  readonly name: string;
  readonly target: string;
  /** The columns that each row must have. */
  readonly columns: readonly string[];
  /** What the model knows of the rows that it forecasts; absent where nothing. Columns of `future` stand in the rows to come too. */
  readonly ahead?: {
    readonly future: readonly string[];
    readonly calendar: readonly string[];
    readonly holidays: number;
  };
  /** Rows that a forecast needs at least. */
  readonly lookback: number;
  readonly horizon: number;
  /** Share of truths that the intervals are to hold. */
  readonly level?: number;
  /** What forecasts and intervals keep to; absent where they keep to nothing. */
  readonly bounds?: Bounds;
  readonly mode: string;
  readonly architecture: Architecture;
  readonly parameters: number;
  /** What the fit did. */
  readonly training: TrainingSummary;
  /** How the model scored beside naive methods on rows that it had not seen; absent where its file does not tell. */
  readonly backtest?: BacktestSummary;
}

export interface NetworkDescription {
  readonly task: "network";
  /** Numbers of each time step; absent where no layer says it. */
  readonly inputSize?: number;
  /** Whether it runs step by step, or why not. */
  readonly streaming: true | { readonly not: string };
  readonly mode: string;
  readonly architecture: Architecture;
  readonly parameters: number;
  /** What the program that saved it told: its name, columns, windows, seed, settings, training. */
  readonly facts: unknown;
}

/** The pretrained network, which has no file: what it reads, the body says. */
export interface PretrainedDescription {
  readonly task: "zero-shot";
  readonly name: string;
  /** The column that rows have where a body names none. */
  readonly target: string;
  /** Rows that a forecast needs at least. */
  readonly lookback: number;
  readonly mode: "strict";
  readonly parameters: number;
}

export function describePretrained(): PretrainedDescription {
  const network = loadPretrained();
  const parameters = network.parameters().reduce((sum, { size }) => sum + size, 0);
  network.dispose();
  return { task: "zero-shot", name: "pretrained network", target: TARGET, lookback: 4, mode: "strict", parameters };
}

/** Throws FormatError for bytes that hold no model. */
export function describe(bytes: Uint8Array, name: string, modules: readonly ModuleClass[] = []): ServedModel {
  const model = loadModel(bytes, name, modules);
  try {
    return describeModel(model);
  } finally {
    model.dispose();
  }
}

/** Says of classes that are missing how a service is given them. */
function loadModel(bytes: Uint8Array, name: string, modules: readonly ModuleClass[]): Model {
  try {
    return Model.load(bytes, name, { modules });
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== "MODEL_KIND") throw error;
    const call = 'createService(model, { modules: await loadModuleFiles(["own.mjs"]) })';
    throw error.with({ remedies: [["give a service the file that exports it: ", { call }]] });
  }
}

function describeModel(model: Model): ServedModel {
  const { forecaster, architecture, facts } = model;
  const own = { mode: modeOf(model), architecture, parameters: model.describe().parameterCount };
  if (!forecaster) {
    const { task: _, ...told } = facts;
    return {
      task: "network",
      inputSize: inputSizeOf(architecture),
      streaming: streamingOf(model),
      ...own,
      facts: told,
    };
  }
  const { target, lookback, horizon, intervals, bounds, training, backtest, name } = forecaster;
  const level = { ...(intervals && { level: intervals.level }), ...(bounds && { bounds }) };
  const columns = forecaster.columns;
  return {
    task: "forecast",
    name,
    target,
    columns,
    ...aheadOf(forecaster),
    lookback,
    horizon,
    ...level,
    ...own,
    training,
    backtest,
  };
}

function aheadOf(forecaster: Forecaster): Pick<ForecastDescription, "ahead"> {
  const { future, settings } = forecaster;
  const { calendar = [], holidays = [] } = settings;
  return knowsAhead(forecaster) ? { ahead: { future, calendar, holidays: holidays.length } } : {};
}

function streamingOf(model: Model): true | { not: string } {
  const stepper = stepperOf(model);
  if (typeof stepper === "string") return { not: stepper };
  stepper.dispose();
  return true;
}
