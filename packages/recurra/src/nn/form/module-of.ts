// From an architecture to a module with weights of its own, and back.

import { OptionError } from "../../core/errors.ts";
import { part, requireOption } from "../../core/option-rules.ts";
import { cellNames } from "../../words/cells.ts";
import { ReLU, Sigmoid, Softplus, Tanh } from "../layers/activations.ts";
import { AdditiveAttention } from "../layers/additive-attention.ts";
import { MultiheadAttention } from "../layers/attention.ts";
import { BatchNorm1d } from "../layers/batch-norm.ts";
import { Conv1d } from "../layers/conv1d.ts";
import { Dropout } from "../layers/dropout.ts";
import { Dropout1d } from "../layers/dropout1d.ts";
import { Embedding } from "../layers/embedding.ts";
import { GELU, LeakyReLU, SiLU } from "../layers/gated.ts";
import { NonCrossing, StudentT } from "../layers/heads.ts";
import { LayerNorm } from "../layers/layer-norm.ts";
import { Linear } from "../layers/linear.ts";
import { LuongAttention } from "../layers/luong-attention.ts";
import type { Module } from "../module/module.ts";
import { EncoderDecoder } from "../networks/encoder-decoder.ts";
import { ForecastNetwork } from "../networks/forecast-network.ts";
import { SeasonNetwork } from "../networks/season-network.ts";
import { SegmentNetwork } from "../networks/segment-network.ts";
import { Seq2SeqNetwork } from "../networks/seq2seq-network.ts";
import { type Layer, Sequential } from "../networks/sequential.ts";
import { CELLS, cellNameOf } from "../recurrent/cells.ts";
import { GRUCell } from "../recurrent/gru-cell.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { LSTMCell } from "../recurrent/lstm-cell.ts";
import { RNNCell } from "../recurrent/rnn-cell.ts";
import {
  type Architecture,
  pickOptions,
  type RecurrentArchitecture,
  readArchitecture,
  type SequentialArchitecture,
} from "./architecture.ts";
import { buildHolder, type CellHolder, HOLDERS, holderForm, holdsCells } from "./cell-holders.ts";

const LAYERS = {
  Linear,
  Embedding,
  MultiheadAttention,
  LuongAttention,
  Dropout,
  Tanh,
  Sigmoid,
  ReLU,
  Softplus,
  SiLU,
  GELU,
  LeakyReLU,
  LayerNorm,
  NonCrossing,
  StudentT,
  LastStep,
  RNNCell,
  LSTMCell,
  GRUCell,
  Conv1d,
  AdditiveAttention,
  Dropout1d,
  BatchNorm1d,
  EncoderDecoder,
  ForecastNetwork,
  SegmentNetwork,
  Seq2SeqNetwork,
  SeasonNetwork,
} satisfies Record<
  Exclude<Architecture, SequentialArchitecture | RecurrentArchitecture | CellHolder<Architecture>>["type"],
  unknown
>;

/** Every class by its type in an architecture. Made by a call that is marked as pure: a page that builds no network is without them. */
const CLASSES: ReadonlyMap<Architecture["type"], unknown> = /* @__PURE__ */ makeClasses();

function makeClasses(): Map<Architecture["type"], unknown> {
  const cells = cellNames.map((name) => [CELLS[name].type, CELLS[name].network] as const);
  return new Map<Architecture["type"], unknown>([
    ...cells,
    ...(Object.entries(LAYERS) as [keyof typeof LAYERS, unknown][]),
  ]);
}

function build(architecture: Architecture): Module {
  if (architecture.type === "Sequential") {
    const layers = Object.entries(architecture.layers).map(([name, layer]) => [name, build(layer) as Layer] as const);
    return new Sequential(Object.fromEntries(layers));
  }
  if (holdsCells<Architecture>(architecture)) return buildHolder(architecture, build);
  // Each type's options are those of its class, which readArchitecture has seen to.
  const Class = CLASSES.get(architecture.type) as new (options: object) => Module;
  const { type: _, ...options } = architecture;
  return new Class(options);
}

/**
 * A new module of this architecture, its weights drawn as its constructors draw them. The architecture may be untrusted; how many
 * weights it has, `parameterShapes` says.
 * Throws OptionError ARCHITECTURE_MALFORMED, naming the layer, for what is no architecture.
 */
export function moduleOf(architecture: Architecture): Module {
  return build(readArchitecture(architecture));
}

/** The name of a module's class, not of a class that it extends. */
function typeOf(module: Module): Architecture["type"] | undefined {
  for (const [type, Class] of CLASSES) if (module.constructor === Class) return type;
  return undefined;
}

/** The options of a module under the names of its architecture, among other fields. */
function optionsOf(module: Module): object {
  if (module instanceof Linear || module instanceof LayerNorm || module instanceof Conv1d) {
    return { ...module, bias: module.bias !== undefined };
  }
  if (module instanceof MultiheadAttention) return { ...module, bias: module.in_proj_bias !== undefined };
  if (module instanceof EncoderDecoder) {
    const { encoder, attention } = module;
    return { ...encoder, ...module, cell: cellNameOf(encoder), attention: attention !== undefined };
  }
  if (module instanceof Seq2SeqNetwork) {
    return { ...optionsOf(module.coder), ...module, skip: module.skip !== null };
  }
  if (module instanceof SegmentNetwork) {
    const { recurrent, drop, embed, segmentRows, skip, ahead } = module;
    const sizes = { inputSize: embed.inFeatures / segmentRows, dropout: drop.p, skip: skip !== null };
    if (ahead !== null) Object.assign(sizes, { aheadSize: ahead.inFeatures / segmentRows });
    return { ...recurrent, ...module, ...sizes, cell: cellNameOf(recurrent) };
  }
  if (module instanceof SeasonNetwork) {
    const { recurrent, skip } = module;
    return { ...recurrent, ...module, skip: skip !== null, cell: cellNameOf(recurrent) };
  }
  if (!(module instanceof ForecastNetwork)) return module;
  const { recurrent, ahead } = module;
  return {
    ...{ ...recurrent, ...module, cell: cellNameOf(recurrent) },
    ...(ahead !== null && { aheadSize: ahead.inFeatures }),
  };
}

function describe(module: Module, where: string): unknown {
  const type = typeOf(module);
  if (type) return { type, ...pickOptions(type, optionsOf(module)) };
  const holder = holderForm(module, (cell, name) => describe(cell, `${where}.${name}`));
  if (holder) return holder;
  if (module.constructor !== Sequential) {
    throw new OptionError(
      "ARCHITECTURE_UNKNOWN",
      "architectureOf",
      `${where} is a ${module.constructor.name}, which no architecture names; known are ${[...CLASSES.keys(), ...Object.keys(HOLDERS)].join(", ")}, Sequential`,
      {
        found: module.constructor.name,
        remedies: ["build the network of these", "describe it by one of them with the same parameters"],
      },
    );
  }
  const layers = (module as Sequential)
    .namedLayers()
    .map(([name, layer]) => [name, describe(layer, `${where}.${name}`)] as const);
  return { type: "Sequential", layers: Object.fromEntries(layers) };
}

const MODULE = /* @__PURE__ */ part<Module>("a module", "namedParameters");

/**
 * The architecture of a module of the library: `moduleOf` of it computes the same once it has the same weights.
 * Throws OptionError ARCHITECTURE_UNKNOWN for a module of another class, also within a Sequential.
 */
export function architectureOf(module: Module): Architecture {
  requireOption("architectureOf", "module", MODULE, module);
  return readArchitecture(describe(module, "the network"), "the network");
}
