// A model for people and programs to look at: layers, shapes and counts, without the weights themselves.

import { type Architecture, layerParameters, layersOf } from "../nn/form/architecture.ts";
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
}): ModelDescription {
  const { architecture, facts } = model;
  const layers = layersOf(architecture).map(([name, layer]) => {
    const { type, ...options } = layer;
    const parameters = [...layerParameters(layer)].map(([own, shape]) => {
      const count = shape.reduce((product, length) => product * length, 1);
      return { name: name === "" ? own : `${name}.${own}`, shape, count };
    });
    return { name, type, options, parameters, count: total(parameters) };
  });
  return { facts, architecture, layers, parameterCount: total(layers) };
}
