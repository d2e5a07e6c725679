// What a program in JavaScript passes by mistake, for each place of a call: values of kinds that the declaration does not have there.
import type { Callable, Kind, Type } from "./declarations.ts";

/** One value of each kind, and those that JavaScript turns into another kind without a word. */
export const SAMPLES: readonly (readonly [Kind, string, unknown])[] = [
  ["string", '"5"', "5"],
  ["string", '"nonsense"', "nonsense"],
  ["number", "5", 5],
  ["boolean", "true", true],
  ["null", "null", null],
  ["list", "[]", []],
  ["list", '["a"]', ["a"]],
  ["object", "{}", {}],
  ["object", "{ toString: 1 }", { toString: 1 }],
  ["function", "a function", () => 1],
  ["symbol", "a symbol", Symbol("s")],
  ["any", "10n", 10n],
];

/** A call with something else in one place. */
export interface WrongCall {
  /** `options.hiddenSize = "5"`. */
  readonly what: string;
  readonly args: unknown[];
  /** Whether the declaration has such a value there: then any answer will do, but no raw error. */
  readonly admitted: boolean;
}

interface WrongValue {
  readonly what: string;
  readonly value: unknown;
  readonly admitted: boolean;
}

/** Whether the declaration admits it. */
function admits(type: Type, kind: Kind, value: unknown): boolean {
  if (type.kinds.has("any")) return true;
  if (typeof value === "bigint") return false;
  // A function is an object where any will do.
  if (!type.kinds.has(kind)) return false;
  if (kind === "string" && type.words) return type.words.includes(value as string);
  if (kind === "object") {
    const isEmpty = Object.keys(value as object).length === 0;
    // An object that may have nothing in it, but not an entry of another name.
    const all = type.options === undefined ? true : isEmpty && [...type.options.values()].every((one) => one.optional);
    return type.instance === undefined && all;
  }
  if (kind === "list") return (value as unknown[]).length === 0 ? type.instance === undefined : admitsElement(type);
  return true;
}

function admitsElement({ element, instance }: Type): boolean {
  return instance === undefined && (element === undefined || admits(element, "string", "a"));
}

function wrongValues(type: Type): WrongValue[] {
  const values = SAMPLES.map(([kind, what, value]) => ({ what, value, admitted: admits(type, kind, value) }));
  const numbers = type.kinds.has("number")
    ? [
        { what: "NaN", value: Number.NaN, admitted: false },
        { what: "2 ** 53", value: 2 ** 53, admitted: true },
        { what: "-1", value: -1, admitted: true },
        { what: "0.5", value: 0.5, admitted: true },
      ]
    : [];
  return [...values, ...numbers];
}

/** Every wrong call beside a right one. `known`: the names of options, where the declaration has them elsewhere. */
export function* wrongCalls({ parameters }: Callable, right: () => unknown[]): Generator<WrongCall> {
  for (const [at, { name, type, optional, rest }] of parameters.entries()) {
    if (rest && right().length <= at) continue;
    const replaced = (what: string, value: unknown, admitted: boolean): WrongCall => {
      const args = [...right()];
      args[at] = value;
      return { what, args, admitted };
    };
    if (!optional && at < right().length)
      yield replaced(`${name} missing`, undefined, type.kinds.has("undefined") || type.kinds.has("any"));
    for (const { what, value, admitted } of wrongValues(type)) yield replaced(`${name} = ${what}`, value, admitted);
    const given = right()[at];
    if (!type.options || typeof given !== "object" || given === null || type.instance) continue;
    for (const [option, { type: inner }] of type.options) {
      for (const { what, value, admitted } of wrongValues(inner)) {
        yield replaced(`${name}.${option} = ${what}`, { ...given, [option]: value }, admitted);
      }
    }
    if (/^(options|settings|mask|sizes|given|range|facts)$/.test(name)) {
      yield replaced(`${name}.unknownOption = 1`, { ...given, unknownOption: 1 }, false);
    }
  }
}
