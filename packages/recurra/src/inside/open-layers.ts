// Layers of a recurrent network as plain data, out of what the kernels noted in traces.

import { CELLS, cellNameOf } from "../nn/recurrent/cells.ts";
import type { DirectionTrace } from "../nn/recurrent/recurrent-trace.ts";
import type { CellName } from "../words/cells.ts";
import type { Bounds, QuantityInside } from "./cells/cell-inside.ts";
import { insideOf } from "./cells/cells.ts";
import { gateGradients } from "./cells/gradients.ts";
import type { OpenedForm, OpenedLayer, OpenedQuantity } from "./cells/opened.ts";
import { openUpdate } from "./open-update.ts";
import type { Pass } from "./pass.ts";

/** Which sequence of a batch is looked at, and what its layers are called. */
interface LayersOpened {
  /** From 0. */
  readonly sequence: number;
  /** "encoder"; "" where there is one network only. */
  readonly name: string;
  /** Of the features that the first layer reads. */
  readonly inputNames?: readonly string[];
  readonly gradients: boolean;
  /** The step that the first one is. */
  readonly from: number;
}

/** Every direction of every layer of a network, from the first, over the sequence that its passes make up. */
export function openLayers(passes: readonly Pass[], options: LayersOpened): OpenedLayer[] {
  const [{ network }] = passes;
  const cell = cellNameOf(network)!;
  const layers: OpenedLayer[] = [];
  let below: readonly OpenedLayer[] = [];
  for (let l = 0; l < passes[0].trace.layers.length; l++) {
    const directions = passes[0].trace.layers[l].map((_, d) => openDirection(passes, { cell, l, d, below }, options));
    layers.push(...directions);
    below = directions;
  }
  return layers;
}

interface Where {
  readonly cell: CellName;
  readonly l: number;
  readonly d: number;
  /** The layer that this one reads. */
  readonly below: readonly OpenedLayer[];
}

function openDirection(passes: readonly Pass[], { cell, l, d, below }: Where, options: LayersOpened): OpenedLayer {
  const { sequence } = options;
  const [{ network, shape, state, trace }] = passes;
  const form = formOf(cell, network);
  const inside = insideOf(cell, form);
  const traces = passes.map((pass) => pass.trace.layers[l][d]);
  const [batch, , hiddenSize] = traces[0].shape;
  const lengths = passes.map(({ lengths, shape: [, time] }) => lengths?.[sequence] ?? time);
  const steps = lengths.reduce((sum, one) => sum + one, 0);
  /** One kind of value of the sequence, [T, width], out of [B, T, width] of each pass. */
  const rows = (of: (pass: number) => Float32Array, width: number): Float32Array => {
    const out = new Float32Array(steps * width);
    let at = 0;
    passes.forEach(({ shape: [, time] }, p) => {
      const from = sequence * time * width;
      out.set(of(p).subarray(from, from + lengths[p] * width), at);
      at += lengths[p] * width;
    });
    return out;
  };
  const take = (of: (trace: DirectionTrace) => Float32Array) => rows((p) => of(traces[p]), hiddenSize);
  const opened = (one: QuantityInside): OpenedQuantity => {
    const { symbol, name, kind, traced, bounds } = one;
    const values = take((trace) => (kind === "state" ? trace.states : trace.gates)[traced]);
    return { symbol, name, kind, range: rangeOf(bounds, values), values };
  };
  const parameters = new Map(network.namedParameters());
  const parameter = (name: string) => parameters.get(`${name}_l${l}${d === 1 ? "_reverse" : ""}`);
  const weight = (name: string): Float32Array => parameter(name)?.value ?? new Float32Array();
  const index = l * trace.layers[l].length + d;
  const begin = (name: string): Float32Array => {
    const from = (index * batch + sequence) * hiddenSize;
    return state?.[name]?.slice(from, from + hiddenSize) ?? new Float32Array(hiddenSize);
  };
  const inputSize = l === 0 ? shape[2] : below.length * hiddenSize;
  const update = openUpdate({
    ...{ ih: parameter("weight_ih"), hh: parameter("weight_hh") },
    ...{ biasIh: parameter("bias_ih"), biasHh: parameter("bias_hh") },
  });
  const layer: OpenedLayer = {
    cell,
    form,
    title: titleOf(options.name, trace.layers.length, l, trace.layers[l].length, d),
    reversed: d === 1,
    from: options.from,
    steps,
    inputSize,
    hiddenSize,
    x: l === 0 ? rows((p) => passes[p].read, inputSize) : sideBySide(below),
    inputNames: l === 0 ? nameInputs(options.inputNames, inputSize) : nameUnits(below),
    gates: inside.gates.map(opened),
    states: inside.states.map(opened),
    first: Object.fromEntries(inside.states.map(({ symbol, traced }) => [symbol, begin(traced)])),
    weights: {
      ...{ ih: weight("weight_ih"), hh: weight("weight_hh") },
      ...{ biasIh: weight("bias_ih"), biasHh: weight("bias_hh") },
    },
    ...(update && { update }),
  };
  // A layer that the loss does not hang on gets none.
  if (!options.gradients || traces.some(({ hiddenGradient }) => hiddenGradient === undefined)) return layer;
  const h = take(({ hiddenGradient }) => hiddenGradient!);
  const last = traces[traces.length - 1].lastGradients!;
  const part = (all: Float32Array) => all.subarray(sequence * hiddenSize, (sequence + 1) * hiddenSize);
  const behind = Object.fromEntries(inside.states.map(({ symbol, traced }) => [symbol, part(last[traced])]));
  return { ...layer, gradients: { h, gates: gateGradients(layer, h, behind).gates } };
}

/** A network's own options, as they are. */
function formOf(cell: CellName, network: object): OpenedForm {
  const own = Object.keys(CELLS[cell].own);
  return Object.fromEntries(own.map((name) => [name, (network as Readonly<Record<string, unknown>>)[name]]));
}

/** "encoder, layer 1 of 2, backward". */
function titleOf(name: string, layers: number, l: number, directions: number, d: number): string {
  const parts = [
    ...(name === "" ? [] : [name]),
    ...(layers === 1 ? [] : [`layer ${l + 1} of ${layers}`]),
    ...(directions === 1 ? [] : [d === 0 ? "forward" : "backward"]),
  ];
  return parts.length === 0 ? "the layer" : parts.join(", ");
}

/** The states of both directions, as the layer above reads them. */
function sideBySide(below: readonly OpenedLayer[]): Float32Array {
  const [{ steps, hiddenSize }] = below;
  const width = below.length * hiddenSize;
  const out = new Float32Array(steps * width);
  below.forEach(({ states: [h] }, d) => {
    for (let t = 0; t < steps; t++) {
      out.set(h.values.subarray(t * hiddenSize, (t + 1) * hiddenSize), t * width + d * hiddenSize);
    }
  });
  return out;
}

function nameInputs(names: readonly string[] | undefined, count: number): string[] {
  return Array.from({ length: count }, (_, i) => names?.[i] ?? (count === 1 ? "input" : `input ${i + 1}`));
}

function nameUnits(below: readonly OpenedLayer[]): string[] {
  return below.flatMap(({ hiddenSize, reversed }) =>
    Array.from({ length: hiddenSize }, (_, i) => {
      const direction = below.length === 1 ? "" : reversed ? ", backward" : ", forward";
      return `unit ${i + 1} of the layer below${direction}`;
    }),
  );
}

/** A scale that holds all values, and changes seldom. */
function rangeOf(bounds: Bounds, values: Float32Array): OpenedQuantity["range"] {
  if (typeof bounds !== "string") return bounds;
  let most = 1;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  let scale = 1;
  while (scale < most) {
    const next = [2 * scale, 5 * scale, 10 * scale].find((one) => one >= most);
    scale = next ?? 10 * scale;
  }
  return [bounds === "any" ? -scale : 0, scale];
}
