// What a program says of a network that it saves: plain data, kept with the weights as it was given.

import { OptionError } from "../core/errors.ts";
import { plainData } from "../format/plain-data.ts";
import { isObject } from "../format/untrusted-json.ts";
import type { Mode } from "../kernels/wasm/engine.ts";

/** What a model file says of a network beside its architecture. Other entries than these are free, as long as JSON can hold them. */
export interface NetworkFacts {
  /** What it is called: "GRU of 30 units". */
  readonly name?: string;
  readonly seed?: number;
  /** The kernels that it was trained with, and with which it gives the same bits. */
  readonly mode?: Mode;
  /** What the inputs are, one name for each. */
  readonly columns?: readonly string[];
  /** Steps of a window, and steps that are forecast. */
  readonly lookback?: number;
  readonly horizon?: number;
  /** What the program that trained it was set to. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What training did. */
  readonly training?: Readonly<Record<string, unknown>>;
  readonly [name: string]: unknown;
}

const whole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const KNOWN: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  name: [(value) => typeof value === "string", "a text"],
  seed: [whole, "a whole number"],
  mode: [(value) => ["strict", "fast", "native"].includes(value as string), '"strict", "fast" or "native"'],
  columns: [(value) => Array.isArray(value) && value.every((name) => typeof name === "string"), "a list of names"],
  lookback: [whole, "a whole number"],
  horizon: [whole, "a whole number"],
  settings: [isObject, "an object of settings"],
  training: [isObject, "an object of numbers and texts"],
};

function fail(problem: string, ...remedies: string[]): never {
  throw new OptionError("MODEL_FACTS", "facts", problem, { remedies });
}

/** Facts as they are kept. Throws OptionError MODEL_FACTS, naming the entry, for what JSON cannot hold and for known entries of another type. */
export function checkFacts(given: unknown): NetworkFacts {
  if (!isObject(given)) return fail("not an object of plain values");
  if (Object.hasOwn(given, "task")) fail('"task" is what the file itself says', "choose another name");
  const facts = plainData(given, "facts", fail) as NetworkFacts;
  for (const [name, [fits, wanted]] of Object.entries(KNOWN)) {
    if (Object.hasOwn(facts, name) && !fits(facts[name])) fail(`${name} must be ${wanted}`);
  }
  return facts;
}
