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
  isOwn,
  pickOptions,
  type RecurrentArchitecture,
  readArchitecture,
  type SequentialArchitecture,
} from "./architecture.ts";
import { buildHolder, type CellHolder, holderForm, holdsCells } from "./cell-holders.ts";
import { type ModuleClass, type ModuleKinds, moduleKinds } from "./module-kinds.ts";
import { buildOwn, type OwnArchitecture, ownForm } from "./own-architecture.ts";

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
  Exclude<
    Architecture,
    SequentialArchitecture | RecurrentArchitecture | CellHolder<Architecture> | OwnArchitecture<Architecture>
  >["type"],
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

/** The module of an architecture that was read, with the classes of a program's own that it may name. */
export function buildModule(architecture: Architecture, kinds: ModuleKinds): Module {
  const build = (part: Architecture): Module => buildModule(part, kinds);
  if (isOwn(architecture)) return buildOwn(architecture, kinds, build);
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
 * weights it has, `parameterShapes` says. `modules`: the classes of your own that it may name by their kinds.
 * Throws OptionError ARCHITECTURE_MALFORMED, naming the layer, for what is no architecture; MODULE_UNKNOWN for a kind without a class,
 * MODULE_BUILD where a class cannot be built of its options, MODULE_KIND for a class without a kind.
 */
export function moduleOf(architecture: Architecture, modules: readonly ModuleClass[] = []): Module {
  const kinds = moduleKinds("moduleOf", modules);
  return buildModule(readArchitecture(architecture), kinds);
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

function describe(module: Module, where: string, kinds: Map<string, ModuleClass>): unknown {
  const type = typeOf(module);
  if (type) return { type, ...pickOptions(type, optionsOf(module)) };
  const within = (part: Module, place: string) => describe(part, place, kinds);
  const holder = holderForm(module, (cell, name) => within(cell, `${where}.${name}`));
  if (holder) return holder;
  if (module.constructor !== Sequential) {
    if ("kind" in module.constructor) return ownForm(module, where, kinds, within);
    const { name } = module.constructor;
    throw new OptionError(
      "ARCHITECTURE_UNKNOWN",
      "architectureOf",
      `${where} is a ${name}, which no architecture names`,
      {
        found: name,
        remedies: [
          [
            "let the class name a kind and keep its options: ",
            { call: 'static kind = "my-company/char-model"' },
            " and ",
            { call: "this.options = options" },
          ],
          "describe it by the library's layers with the same parameters",
        ],
      },
    );
  }
  const layers = (module as Sequential)
    .namedLayers()
    .map(([name, layer]) => [name, within(layer, `${where}.${name}`)] as const);
  return { type: "Sequential", layers: Object.fromEntries(layers) };
}

const MODULE = /* @__PURE__ */ part<Module>("a module", "namedParameters");

/** A module's architecture, and the classes of a program's own that it names. */
export function formOf(module: Module): { readonly architecture: Architecture; readonly kinds: ModuleKinds } {
  requireOption("architectureOf", "module", MODULE, module);
  const kinds = new Map<string, ModuleClass>();
  return { architecture: readArchitecture(describe(module, "the network", kinds), "the network"), kinds };
}

/**
 * The architecture of a module of the library, or of one whose class names its kind (ModuleClass): `moduleOf` of it computes the same once
 * it has the same weights.
 * Throws OptionError ARCHITECTURE_UNKNOWN for a module of a class without a kind, also within a Sequential; MODULE_KIND for a kind that is none;
 * MODULE_OPTIONS for options that are missing or not plain.
 */
export function architectureOf(module: Module): Architecture {
  return formOf(module).architecture;
}
