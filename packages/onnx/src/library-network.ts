// A model may hold a program's own module, which is code and no graph; but it then names an architecture of the library's layers that
// computes the same from parameters of the same names, and that can be exported in its place.

import { type Model, type Module, withSeed } from "recurra";
import { architectureOf, moduleOf } from "recurra/nn";

/** Does some work with the model's network, or with a network of the library that has its weights. */
export function withLibraryNetwork<T>(model: Model, work: (network: Module) => T): T {
  const { network, architecture } = model;
  if (isOfLibrary(network)) return work(network);
  // The weights that are drawn here are replaced at once; the seed keeps the program's own draws as they are.
  const twin = withSeed(0, () => moduleOf(architecture));
  try {
    const weights = new Map(network.namedParameters());
    for (const [name, parameter] of twin.namedParameters()) parameter.value = weights.get(name)!.value;
    return work(twin);
  } finally {
    twin.dispose();
  }
}

function isOfLibrary(network: Module): boolean {
  try {
    architectureOf(network);
    return true;
  } catch {
    return false;
  }
}
