// A fitted forecaster as one file, and back: functions beside the class, so that a page that keeps no model loads nothing of files.

import { instance, type OptionRule, requireOption } from "../core/option-rules.ts";
import { type ModelFile, openModelFile } from "../model-file/model-file.ts";
import { networkOf } from "../model-file/stored-network.ts";
import { eachParameter } from "../nn/form/architecture.ts";
import { Forecaster } from "./forecaster.ts";
import type { ForecasterParts } from "./settings/forecaster-options.ts";
import { checkParts } from "./settings/part-rules.ts";
import { pathTensorsOf, readForecasterState, writeForecasterState } from "./state/forecaster-state.ts";

const MODEL: OptionRule<Forecaster> = /* @__PURE__ */ instance("a Forecaster", Forecaster);

/**
 * The fitted forecaster as one safetensors file: weights, settings, scales and what the fit did, and no time of day.
 * Throws StateError before the first fit.
 */
export function writeForecaster(forecaster: Forecaster): Uint8Array {
  requireOption("writeForecaster", "forecaster", MODEL, forecaster);
  return writeForecasterState(forecaster.state, forecaster.network);
}

/**
 * The forecaster of a file; `file` is its name in messages. The file may come from anywhere: it is checked before anything is built.
 * `pretrained`: the network that a fine-tuned one came from, with which a refit trains it again; without it a refit keeps the one of the file.
 * Throws FormatError, naming what is wrong, for a file that holds no forecaster.
 */
export function readForecaster(bytes: Uint8Array, file = "model file", parts: ForecasterParts = {}): Forecaster {
  checkParts("readForecaster", parts);
  return forecasterOf(openModelFile(bytes, file), parts);
}

/** The forecaster of a model file that is open. */
export function forecasterOf(model: ModelFile, parts: ForecasterParts = {}): Forecaster {
  const { architecture, ...state } = readForecasterState(model);
  const others = new Set([...pathTensorsOf(state.path)].map(([name]) => name));
  return Forecaster.ofState(state, (build) => networkOf(model, eachParameter(architecture), build, others), parts);
}
