// A module as text: its layers with their settings, what parameters each has, and how many they are.
import { describeShape, Parameter } from "../../tensor/index.ts";
import { grouped } from "../../words/grouped.ts";

/**
 * The tree of a module, as PyTorch prints one, with the shapes of parameters and their number, as Keras sums them up:
 *
 *   Sequential(
 *     (0): GRU(inputSize: 1, hiddenSize: 30, numLayers: 1): 2,970
 *          weight_ih_l0 [90, 1], weight_hh_l0 [90, 30], bias_ih_l0 [90], bias_hh_l0 [90]
 *     (1): LastStep()
 *     (2): Linear(inFeatures: 30, outFeatures: 1): 31
 *          weight [1, 30], bias [1]
 *   )
 *   3,001 parameters
 */
export function printed<M extends object>(
  module: M,
  partsOf: (module: M) => Iterable<[string, Parameter | M]>,
): string {
  const seen = new Set<Parameter | M>();
  const lines = tree(module, "");
  const total = [...seen].reduce((sum, part) => sum + (part instanceof Parameter ? part.size : 0), 0);
  return `${lines}\n${grouped(total)} parameters`;

  function tree(of: M, indent: string): string {
    const { name } = of.constructor;
    if (seen.has(of)) return `${name}, the same as above`;
    seen.add(of);
    const children: [string, M][] = [];
    const own: [string, Parameter][] = [];
    for (const [path, part] of partsOf(of)) {
      if (!(part instanceof Parameter)) children.push([path, part]);
      else if (!seen.has(part)) own.push([path, part]);
    }
    for (const [, parameter] of own) seen.add(parameter);
    const shapes = own.map(([path, { shape }]) => `${path} ${describeShape(shape)}`).join(", ");
    const sum = own.length === 0 ? "" : `: ${grouped(own.reduce((count, [, { size }]) => count + size, 0))}`;
    const head = `${name}(${settingsOf(of).join(", ")}`;
    if (children.length === 0) return `${head})${sum}${own.length > 0 ? `\n${indent}     ${shapes}` : ""}`;
    const inside = children.map(([path, child]) => `${indent}  (${path}): ${tree(child, `${indent}  `)}`);
    return [head, ...(own.length > 0 ? [`${indent}  ${shapes}`] : []), ...inside, `${indent})${sum}`].join("\n");
  }
}

/** Fields that are no settings, and the options that a class keeps beside the fields that it makes of them. */
const PROMISES: readonly string[] = ["training", "repeatable", "mixesSamples", "options"];

/** Numbers, lists and names of them, words and what is on in the fields of a module; what is 0 or off is left out. */
function settingsOf(module: object): string[] {
  return Object.entries(module).flatMap(([key, value]) => {
    const shown = (typeof value === "number" && value !== 0) || typeof value === "string" || value === true;
    if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number")) {
      return [`${key}: ${describeShape(value)}`];
    }
    if (PROMISES.includes(key)) return [];
    return shown ? [`${key}: ${value}`] : namesOf(key, value);
  });
}

/** `zoneout: { h: 0.05, c: 0.5 }`. */
function namesOf(key: string, value: unknown): string[] {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return [];
  const parts = Object.entries(value);
  if (parts.length === 0 || parts.some(([, part]) => typeof part !== "number")) return [];
  return [`${key}: { ${parts.map(([name, part]) => `${name}: ${part}`).join(", ")} }`];
}
