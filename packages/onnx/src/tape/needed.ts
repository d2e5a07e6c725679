// What the outputs of a run hang on. The rest was computed for nothing, as inside of operations that tell of themselves as a whole, and may
// differ from run to run.
import { mapPlaces, placesIn, type Run } from "./run.ts";

/** The run without the rest, its values numbered anew: the inputs, then those that operations and outputs name, in their order. */
export function neededOf(run: Run): Run {
  const kept = neededOperations(run);
  const numbers = new Map<number, number>();
  const number = (value: number): number => {
    if (!numbers.has(value)) numbers.set(value, numbers.size);
    return numbers.get(value)!;
  };
  for (const [value, { kind }] of run.values.entries()) if (kind === "input") number(value);
  const operations = run.operations
    .filter((_, o) => kept.has(o))
    .map(({ name, inputs, outputs, settings }) => ({
      name,
      inputs: inputs.map(number),
      settings: settings.map((setting) => mapPlaces(setting, number)),
      outputs: outputs.map(number),
    }));
  const outputs = run.outputs.map(([name, value]) => [name, number(value)] as const);
  return { values: [...numbers.keys()].map((value) => run.values[value]), operations, outputs, lists: run.lists };
}

/** Operations that the outputs hang on, by their places. */
function neededOperations({ operations, outputs }: Run): Set<number> {
  const makers = new Map(operations.flatMap(({ outputs }, o) => outputs.map((value) => [value, o] as const)));
  const needed = new Set<number>();
  const open = outputs.map(([, value]) => value);
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    const maker = makers.get(value);
    if (maker === undefined || needed.has(maker)) continue;
    needed.add(maker);
    const { inputs, settings } = operations[maker];
    open.push(...inputs, ...placesIn(settings));
  }
  return needed;
}
