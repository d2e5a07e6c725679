// A model for people and programs to look at: layers, shapes and counts, without the weights themselves.

import {
  type Architecture,
  isOwn,
  type LayerArchitecture,
  layerParameters,
  layersOf,
} from "../nn/form/architecture.ts";
import type { Module } from "../nn/index.ts";
import type { ModelFacts } from "./model-facts.ts";

/** A parameter and how many weights it has. */
export interface DescribedParameter {
  /** As in the file: "recurrent.weight_ih_l0". */
  readonly name: string;
  readonly shape: readonly number[];
  readonly count: number;
}

/** A layer that holds no others. */
export interface DescribedLayer {
  /** Where it lies in the network; "" for the network itself. */
  readonly name: string;
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly parameters: readonly DescribedParameter[];
  /** Weights, in all. */
  readonly count: number;
}

export interface ModelDescription {
  readonly facts: ModelFacts;
  readonly architecture: Architecture;
  /** In the order of the parameters. */
  readonly layers: readonly DescribedLayer[];
  /** Weights, in all. */
  readonly parameterCount: number;
}

const total = (parts: readonly { readonly count: number }[]): number =>
  parts.reduce((sum, { count }) => sum + count, 0);

export function describeModel(model: {
  readonly architecture: Architecture;
  readonly facts: ModelFacts;
  readonly network: Module;
}): ModelDescription {
  const { architecture, facts, network } = model;
  const layers = layersOf(architecture).map(([name, layer]) => {
    const parameters = parametersOf(name, layer, network);
    return { name, type: layer.type, options: optionsOf(layer), parameters, count: total(parameters) };
  });
  return { facts, architecture, layers, parameterCount: total(layers) };
}

function optionsOf(layer: LayerArchitecture): Readonly<Record<string, unknown>> {
  if (isOwn(layer)) return { ...layer.options, ...layer.modules };
  const { type: _, ...options } = layer;
  return options;
}

/** Those of a layer of the library go by its form, those of a module of a program's own by what it holds. */
function parametersOf(name: string, layer: LayerArchitecture, network: Module): DescribedParameter[] {
  const full = (own: string): string => (name === "" ? own : `${name}.${own}`);
  const found: Iterable<readonly [string, readonly number[]]> = isOwn(layer)
    ? network.namedParameters().flatMap(([path, { shape }]) => (path.startsWith(full("")) ? [[path, shape]] : []))
    : [...layerParameters(layer)].map(([own, shape]) => [full(own), shape]);
  return [...found].map(([path, shape]) => {
    return { name: path, shape, count: shape.reduce((product, length) => product * length, 1) };
  });
}
