// A fitted forecaster as one file, and back: functions beside the class, so that a page that keeps no model loads nothing of files.

import { OptionError, StateError } from "../core/errors.ts";
import { checkOptions, instance, type OptionRule, type OptionRules, requireOption } from "../core/option-rules.ts";
import { requireParameters } from "../model-file/kept-parameters.ts";
import { READ_RULES, type ReadOptions, requireKinds } from "../model-file/known-kinds.ts";
import { type ModelFile, openModelFile } from "../model-file/model-file.ts";
import { networkOf, ownNetworkOf } from "../model-file/stored-network.ts";
import { type Architecture, eachParameter, kindsIn } from "../nn/form/architecture.ts";
import { type ModuleKinds, moduleKinds } from "../nn/form/module-kinds.ts";
import { buildModule, formOf } from "../nn/form/module-of.ts";
import { Forecaster } from "./forecaster.ts";
import { buildGiven, disposeGiven } from "./given-network.ts";
import type { ForecasterParts, ForecasterSettings } from "./settings/forecaster-options.ts";
import { type BuildNetwork, type GivenNetwork, partsGiven } from "./settings/network-options.ts";
import { PART_RULES } from "./settings/part-rules.ts";
import {
  type ForecasterState,
  pathTensorsOf,
  readForecasterState,
  type TrainingSummary,
  writeForecasterState,
} from "./state/forecaster-state.ts";

const MODEL: OptionRule<Forecaster> = /* @__PURE__ */ instance("a Forecaster", Forecaster);

const READING: OptionRules<ForecasterParts & ReadOptions> = { ...PART_RULES, ...READ_RULES };

const NONE: ModuleKinds = /* @__PURE__ */ new Map();

/**
 * The fitted forecaster as one safetensors file: weights, settings, scales and what the fit did, and no time of day. A network of your own is kept as
 * `Model.of` keeps one. Throws StateError before the first fit; OptionError as `Model.of` for a network that cannot be kept.
 */
export function writeForecaster(forecaster: Forecaster): Uint8Array {
  requireOption("writeForecaster", "forecaster", MODEL, forecaster);
  const { state, network } = forecaster;
  const own = forecaster.settings.model === "own" ? keptForm("writeForecaster", network) : undefined;
  return writeForecasterState(state, network, own);
}

function keptForm(subject: string, network: Parameters<typeof formOf>[0]): Architecture {
  const { architecture, kinds } = formOf(network);
  requireParameters(subject, network, architecture, kinds);
  return architecture;
}

/**
 * The parts of its training that a network of a program's own brings along. Throws what a fit, or the file of what it made, would throw for it: OptionError
 * or ShapeError.
 */
export function checkNetwork(
  build: BuildNetwork,
  settings: ForecasterSettings,
  { lookback, epochWindows, batchSize }: { lookback: number; epochWindows: number; batchSize: number },
): string[] {
  const given = buildGiven(build, settings, { lookback, batches: Math.ceil(epochWindows / batchSize) });
  try {
    keptForm("Forecaster", given.model);
    return partsGiven(given);
  } finally {
    disposeGiven(given);
  }
}

/**
 * The forecaster of a file; `file` is its name in messages. The file may come from anywhere: it is checked before anything is built.
 * `pretrained`: the network that a fine-tuned one came from, with which a refit trains it again; without it a refit keeps the one of the file.
 * `modules`: classes of your own that its network names by their kinds; or `network`, which built it, with which it can be fitted again where
 * it brought its loss, optimizer or schedule along.
 * Throws FormatError, naming what is wrong, for a file that holds no forecaster; OptionError FORECASTER_NETWORK where `network` builds another one.
 */
export function readForecaster(
  bytes: Uint8Array,
  file = "model file",
  parts: ForecasterParts & ReadOptions = {},
): Forecaster {
  checkOptions("readForecaster", parts, READING);
  const { modules, ...others } = parts;
  const kinds = moduleKinds("readForecaster", modules);
  return forecasterOf(openModelFile(bytes, file), others, kinds);
}

/** The forecaster of a model file that is open. */
export function forecasterOf(model: ModelFile, parts: ForecasterParts = {}, kinds: ModuleKinds = NONE): Forecaster {
  const { architecture, ...state } = readForecasterState(model);
  const others = new Set([...pathTensorsOf(state.path)].map(([name]) => name));
  if (state.settings.model !== "own") {
    return Forecaster.ofState(state, (build) => networkOf(model, eachParameter(architecture), build, others), parts);
  }
  const known = parts.network ? new Map([...kinds, ...kindsOf(parts.network, state, architecture)]) : kinds;
  requireKinds(model, "readForecaster", known);
  const make = (): GivenNetwork => buildModule(architecture, known) as GivenNetwork;
  const fill = (): GivenNetwork =>
    kindsIn(architecture).length > 0
      ? (ownNetworkOf(model, make, others) as GivenNetwork)
      : networkOf(model, eachParameter(architecture), make, others);
  return Forecaster.ofState(state, fill, { ...parts, network: parts.network ?? buildAgain(state.summary, make) });
}

/** The kinds of a network that a program builds. Throws OptionError FORECASTER_NETWORK where that is not the one of the file. */
function kindsOf(build: BuildNetwork, { settings, summary }: ForecasterState, stored: Architecture): ModuleKinds {
  const { trainingWindows, stride = 1, batchSize } = summary;
  const batches = Math.ceil(Math.floor(trainingWindows / stride) / Math.max(1, batchSize));
  const given = buildGiven(build, settings, { lookback: settings.lookback, batches });
  try {
    const { architecture, kinds } = formOf(given.model);
    if (JSON.stringify(architecture) === JSON.stringify(stored)) return kinds;
  } finally {
    disposeGiven(given);
  }
  throw new OptionError(
    "FORECASTER_NETWORK",
    "readForecaster",
    "network builds another network than the one of the file",
    {
      remedies: [["leave ", { option: "network" }, " out, and give its classes in ", { option: "modules" }]],
    },
  );
}

/** Builds the network of a file once more; its training can be repeated where the settings say it all. */
function buildAgain({ own = [] }: TrainingSummary, make: () => GivenNetwork): BuildNetwork {
  if (own.length === 0) return make;
  return () => {
    throw new StateError(
      "FORECASTER_NETWORK_TRAINING",
      "Forecaster",
      `its network was trained with the ${own.join(", ")} of a program, which no file brings along`,
      { remedies: [["read it with what built it: ", { call: "readForecaster(bytes, file, { network })" }]] },
    );
  };
}
