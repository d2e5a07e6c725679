// What the service says of its model, and what it needs to know of it.

import { Model } from "recurra";
import { columnsOf } from "./forecast-work.ts";
import { modeOf, stepperOf } from "./model-parts.ts";

/** As GET /v1/model answers. */
export type ModelDescription = ForecastDescription | NetworkDescription;

export interface ForecastDescription {
  readonly task: "forecast";
  /** "LSTM", "GRU" or "RNN". */
  readonly name: string;
  readonly target: string;
  /** The columns that each row must have. */
  readonly columns: readonly string[];
  /** Rows that a forecast needs at least. */
  readonly lookback: number;
  readonly horizon: number;
  /** Share of truths that the intervals are to hold. */
  readonly level?: number;
  readonly mode: string;
  readonly architecture: unknown;
  readonly parameters: number;
  /** What the fit did. */
  readonly training: unknown;
}

export interface NetworkDescription {
  readonly task: "network";
  readonly mode: string;
  readonly architecture: unknown;
  readonly parameters: number;
  /** Whether it runs step by step, and on how many numbers; or why not. */
  readonly streaming: { readonly inputSize: number } | { readonly not: string };
  readonly training?: unknown;
}

/** Throws FormatError for bytes that hold no model. */
export function describe(bytes: Uint8Array, name: string): ModelDescription {
  const model = Model.load(bytes, name);
  try {
    return describeModel(model);
  } finally {
    model.dispose();
  }
}

function describeModel(model: Model): ModelDescription {
  const { forecaster, network } = model;
  const { architecture, facts } = model as { architecture?: unknown; facts?: { training?: unknown } };
  const parameters = network.parameters().reduce((sum, { size }) => sum + size, 0);
  const mode = modeOf(model);
  if (!forecaster) {
    const stepper = stepperOf(model);
    const streaming = typeof stepper === "string" ? { not: stepper } : { inputSize: stepper.inputSize };
    if (typeof stepper !== "string") stepper.dispose();
    const training = facts?.training;
    return { task: "network", mode, architecture, parameters, streaming, ...(training !== undefined && { training }) };
  }
  const { target, lookback, horizon, intervals, training, name, settings } = forecaster;
  const { cell, hiddenSize, numLayers, skip } = settings;
  return {
    task: "forecast",
    name,
    target,
    columns: columnsOf(forecaster),
    lookback,
    horizon,
    ...(intervals && { level: intervals.level }),
    mode,
    architecture: architecture ?? { cell, inputSize: settings.inputs.length, hiddenSize, numLayers, skip },
    parameters,
    training,
  };
}
