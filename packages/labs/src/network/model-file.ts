// A lab's trained network as a model file, which `Model.load` opens.
import { Model, type Module } from "recurra";
import { type Architecture, architectureOf } from "recurra/nn";

/** What a model file says of a lab's network beside its settings. */
interface LabFacts {
  readonly mode?: "strict" | "fast" | "native";
  /** Names of the inputs of a step. */
  readonly columns?: readonly string[];
  readonly lookback?: number;
  readonly horizon?: number;
  /** How the lab turns data into what the network reads, and its outputs back. */
  readonly scales?: object;
  /** Of a module of the lab's own: a network of the library that computes the same with the same parameters. */
  readonly architecture?: Architecture;
}

/** The network's weights by PyTorch's names, its architecture, the lab and the settings with which it was trained. */
export function modelFile(
  lab: string,
  network: Module,
  settings: Readonly<Record<string, unknown>> & { readonly seed?: number },
  { mode = "strict", ...facts }: LabFacts = {},
): Uint8Array {
  const { seed } = settings;
  return Model.of(network, { lab, name: `lab ${lab}`, seed, mode, settings, ...facts }).toSafetensors();
}

/** Modules one after the other under these names, as an architecture. */
export function sequence(layers: Readonly<Record<string, Module>>): Architecture {
  const parts = Object.entries(layers).map(([name, layer]) => [name, architectureOf(layer)]);
  return { type: "Sequential", layers: Object.fromEntries(parts) };
}

/** The number of weights that training changes. */
export function parameterCount(model: Module): number {
  return model.parameters().reduce((total, { size }) => total + size, 0);
}
