import { Module } from "./module.ts";

/** What a Sequential has beside its layers. */
const TAKEN = ["training", "forward", "namedLayers", "stepper", "stepperLayers"];

/**
 * What is wrong with these names of layers, or undefined. They are parts of the names of parameters and fields of a module; numbers
 * stand for positions alone, because a JavaScript object puts them first whatever its order was.
 */
export function layerNameProblem(names: readonly string[]): string | undefined {
  const positions = names.every((name, i) => name === String(i));
  for (const name of names) {
    if (name === "" || name.includes(".")) return "has a layer with an empty name or a dot in its name";
    if (TAKEN.includes(name) || name in Module.prototype) return `has a layer named "${name}", which is taken`;
    if (!positions && /^\d+$/.test(name)) return "has numbers among its names that are not the positions 0, 1, 2 ..";
  }
  return undefined;
}
