// A network, opened over one sequence while it runs.
import { StateError } from "../core/errors.ts";
import {
  BODY,
  checkOptions,
  list,
  NUMBERS,
  names,
  type OptionRule,
  type OptionRules,
  object,
  PLACE,
  part,
  requireOption,
  TEXT,
} from "../core/option-rules.ts";
import type { Module } from "../nn/module/module.ts";
import { withEvaluation } from "../nn/module/with-evaluation.ts";
import { lookingAt } from "../nn/recurrent/looked-at.ts";
import { scope, type Tensor, tensor } from "../tensor/index.ts";
import { cellTitle } from "../words/cells.ts";
import { counted } from "../words/counted.ts";
import type { OpenedLayer, OpenedLine, OpenedNetwork } from "./cells/opened.ts";
import { frozen } from "./frozen.ts";
import { openLayers } from "./open-layers.ts";
import { joinPasses, type Pass, passNoter } from "./pass.ts";

/** Which sequence is looked at, and what its parts are called. */
export interface OpenOptions {
  /** Of the batch, from 0. Default 0. */
  readonly sequence?: number;
  /** "LSTM of 15 units". Default: its cell and units. */
  readonly title?: string;
  /** What the networks inside are called, in the order in which they run. Default: the names of their fields. */
  readonly networkNames?: readonly string[];
  /** The step of the lines that the first step of each of them is. Default 0. */
  readonly starts?: readonly number[];
  /** Of the features that the first layer reads. */
  readonly inputNames?: readonly string[];
  /** What stands above the heat maps. */
  readonly lines?: readonly OpenedLine[];
  readonly stepNames?: readonly string[];
}

/** What a network said of a batch. */
export interface Said {
  /** What it says in the end, [B, ...]: the connectivity is that of all its numbers, of the last step where it is [B, T, F]. */
  readonly output?: Tensor;
  /** One number: with it, gradients are given. */
  readonly loss?: Tensor;
}

const MODULE = /* @__PURE__ */ part<Module>("a module", "namedParameters");
const LINES = /* @__PURE__ */ list(
  "a list of lines",
  (one): one is OpenedLine => typeof one === "object" && one !== null && "y" in one,
);
const RULES: OptionRules<OpenOptions> = {
  sequence: PLACE,
  title: TEXT,
  networkNames: names,
  starts: NUMBERS as OptionRule<readonly number[]>,
  inputNames: names,
  lines: LINES as OptionRule<readonly OpenedLine[]>,
  stepNames: names,
};
const SAID = /* @__PURE__ */ object<Said>("{ output, loss }, as the network has said them");

/**
 * Opens every recurrent network that `body` runs, over one sequence of its batch: inputs, gates and states of each step as the kernels computed
 * them, weights; where `body` gives a loss, its gradients; where it gives an output, how much that depends on each step that the first layer reads.
 *
 *   const opened = openNetwork(model, () => {
 *     const output = model.forward(x);
 *     return { output, loss: mseLoss(output, y) };
 *   });
 *   explain(opened.layers[0], { symbol: "f", unit: 0, t: 3 });
 *
 * `body` runs once, in evaluation behaviour (no dropout), while the parameters of `model` take no gradient: the network can be looked at between
 * two steps of its training, which learns the same. Passes of one network that go on from each other's states, as those of a decoder, are one
 * sequence. Networks that run cell by cell (RecurrentOf, Bidirectional, Stepper) are not seen. Synchronous.
 *
 * Throws OptionError OPTION_VALUE, StateError NOTHING_OPENED where no recurrent network ran, and what `body` throws.
 */
export function openNetwork(model: Module, body: () => Said, options: OpenOptions = {}): OpenedNetwork {
  requireOption("openNetwork", "model", MODULE, model);
  requireOption("openNetwork", "body", BODY, body);
  checkOptions("openNetwork", options, RULES);
  return withEvaluation(model, () => frozen(model, () => scope(() => open(model, body, options))));
}

function open(model: Module, body: () => Said, options: OpenOptions): OpenedNetwork {
  const { sequence = 0, lines = [], stepNames } = options;
  const passes: Pass[] = [];
  const said: Said = lookingAt(passNoter(passes), body);
  requireOption("openNetwork", "body", SAID, said);
  if (passes.length === 0) {
    throw new StateError("NOTHING_OPENED", "openNetwork", "no recurrent network has run", {
      remedies: [
        "run one in the function that is given: an RNN, LSTM, GRU, minGRU or sLSTM, alone or inside the model",
      ],
    });
  }
  const [batch] = passes[0].shape;
  requireOption(
    "openNetwork",
    "sequence",
    {
      ...PLACE,
      fits: (b): b is number => PLACE.fits(b) && b < batch,
      wanted: `a sequence of the ${batch} of the batch, from 0`,
    },
    sequence,
  );
  const { loss, output } = said;
  const value = loss?.item();
  if (loss?.requiresGrad) loss.backward({ retain: true });
  const joined = joinPasses(passes);
  const layers = joined.flatMap((some, i) =>
    openLayers(some, {
      sequence,
      name: options.networkNames?.[i] ?? (joined.length === 1 ? "" : nameOf(model, some[0].network)),
      ...(i === 0 && options.inputNames && { inputNames: options.inputNames }),
      from: options.starts?.[i] ?? 0,
      gradients: loss?.requiresGrad ?? false,
    }),
  );
  const connectivity = output?.requiresGrad ? connect(joined[0], output, sequence) : undefined;
  return {
    title: options.title ?? describe(layers),
    layers,
    lines,
    ...(stepNames && { stepNames }),
    ...(value !== undefined && { loss: value }),
    ...(connectivity && { connectivity }),
  };
}

/** "encoder". */
function nameOf(model: Module, network: Module): string {
  return model.namedModules().find(([, module]) => module === network)?.[0] ?? "";
}

/** "LSTM of 15 units", "GRU of 2 layers of 8 units". */
function describe(layers: readonly OpenedLayer[]): string {
  const [{ cell, hiddenSize }] = layers;
  const deep = new Set(layers.map(({ title }) => title.replace(/, (for|back)ward$/, ""))).size;
  return `${cellTitle(cell)} of ${deep === 1 ? "" : `${counted(deep, "layer")} of `}${counted(hiddenSize, "unit")}`;
}

/** Numbers of an output that are followed back one by one. */
const MOST_OUTPUTS = 16;

/** |d output / d x_t| of one sequence, added over inputs and outputs; undefined where the first layer's x is not its own, or is read step by step. What a network reads later, of its own making, has none. */
function connect(passes: readonly Pass[], output: Tensor, sequence: number): Float32Array | undefined {
  const [
    {
      x,
      shape: [, time, inputs],
      lengths,
    },
  ] = passes;
  if (x.kind !== "leaf" || time === 1) return undefined;
  const [batch] = output.shape;
  const each = output.size / batch;
  const last = output.shape.length === 3 ? output.shape[2] : each;
  const count = Math.min(last, MOST_OUTPUTS);
  const connectivity = new Float32Array(lengths?.[sequence] ?? time);
  for (let k = 0; k < count; k++) {
    const one = new Float32Array(output.size);
    one[(sequence + 1) * each - last + k] = 1;
    x.zeroGrad();
    output.backward({ retain: true, gradient: tensor(one, output.shape) });
    const gradient = x.grad;
    if (gradient === null) return undefined;
    for (let t = 0; t < connectivity.length; t++) {
      for (let i = 0; i < inputs; i++) connectivity[t] += Math.abs(gradient[(sequence * time + t) * inputs + i]);
    }
  }
  return connectivity;
}
