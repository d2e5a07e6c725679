// The form of a module of a program's own, as plain data: its kind, and the options that build it again.

import { OptionError, RecurraError } from "../../core/errors.ts";
import { wordForeign } from "../../core/foreign-error.ts";
import { type Phrase, partsOf } from "../../core/phrase.ts";
import { plainData } from "../../format/plain-data.ts";
import { isObject } from "../../format/untrusted-json.ts";
import { Module } from "../module/module.ts";
import { addKind, isKind, type ModuleClass, type ModuleKinds } from "./module-kinds.ts";

/** A module of a program's own: its kind, the options of its constructor, and those of them that are modules themselves. */
export interface OwnArchitecture<A = unknown> {
  /** Its kind: a name with a slash, which no layer of the library has. */
  readonly type: `${string}/${string}`;
  readonly options: Readonly<Record<string, unknown>>;
  /** Absent where none of the options is a module. */
  readonly modules?: { readonly [option: string]: A | readonly A[] };
}

const TAKEN = "__proto__";

/** What `readArchitecture` gives of an object whose type is a kind. `fail` throws; `read` reads the form of a module among the options. */
export function readOwn<A>(
  value: Readonly<Record<string, unknown>>,
  fail: (problem: string) => never,
  read: (form: unknown, option: string) => A,
): OwnArchitecture<A> {
  const { type, options, modules = {}, ...others } = value;
  const [unknown] = Object.keys(others);
  if (!isKind(type)) return fail(`has a type that is no kind of a module`);
  if (unknown !== undefined) return fail(`(${type}) has an unknown entry ${JSON.stringify(unknown).slice(0, 60)}`);
  if (!isObject(options)) return fail(`(${type}) has no options: a JSON object of them, by name`);
  if (!isObject(modules)) return fail(`(${type}) has modules that are not a JSON object`);
  if (holdsName(options, TAKEN) || Object.hasOwn(modules, TAKEN)) {
    return fail(`(${type}) has an option named "${TAKEN}", which is taken`);
  }
  const twice = Object.keys(modules).find((name) => Object.hasOwn(options, name));
  if (twice !== undefined) return fail(`(${type}) has ${JSON.stringify(twice)} among its options and its modules`);
  const forms = Object.entries(modules).map(([name, form]) => [
    name,
    Array.isArray(form) ? form.map((one, i) => read(one, `${name}.${i}`)) : read(form, name),
  ]);
  const own = { type: type as `${string}/${string}`, options };
  return forms.length > 0 ? { ...own, modules: Object.fromEntries(forms) } : own;
}

/** Whether an object within plain data has an entry of this name. */
function holdsName(value: unknown, name: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, name) || Object.values(value).some((one) => holdsName(one, name));
}

/** The form of such a module; its class goes to `kinds`. Throws OptionError MODULE_KIND, or MODULE_OPTIONS for options that are missing or not plain. */
export function ownForm<A>(
  module: Module,
  where: string,
  kinds: Map<string, ModuleClass>,
  describe: (module: Module, where: string) => A,
): OwnArchitecture<A> {
  const type = addKind("architectureOf", kinds, module.constructor as ModuleClass);
  const keep: Phrase = ["what it is given, ", { call: "this.options = options" }, ", {} where that is nothing"];
  const fail = (problem: string, kept: Phrase = keep): never => {
    throw new OptionError("MODULE_OPTIONS", "architectureOf", `${where} (${type}): ${problem}`, {
      remedies: [["let its constructor keep ", ...partsOf(kept)]],
    });
  };
  const { options: given } = module as { readonly options?: unknown };
  if (given === undefined) return fail("it has no options, which would build it again");
  if (!isObject(given) || given instanceof Module) return fail("its options are not an object of plain JSON values");
  const found = new Set(module.namedModules().map(([, one]) => one));
  const options: [string, unknown][] = [];
  const modules: [string, A | A[]][] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const path = `options.${name}`;
    for (const part of modulesOf(value)) {
      if (found.has(part)) continue;
      const kept: Phrase = ["it in one, ", { call: `this.${name} = ${path}` }];
      return fail(`${path} holds a module that no field of it holds, so its parameters are not found`, kept);
    }
    if (value instanceof Module) modules.push([name, describe(value, `${where}.${path}`)]);
    else if (isList(value)) modules.push([name, value.map((one, i) => describe(one, `${where}.${path}.${i}`))]);
    else options.push([name, plainData(value, path, (problem) => fail(problem))]);
  }
  const form = { type: type as `${string}/${string}`, options: Object.fromEntries(options) };
  return modules.length > 0 ? { ...form, modules: Object.fromEntries(modules) } : form;
}

/** An option's modules, where it is one or a list of them. */
function modulesOf(value: unknown): readonly Module[] {
  return value instanceof Module ? [value] : isList(value) ? value : [];
}

function isList(value: unknown): value is Module[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => one instanceof Module);
}

/**
 * The module of such a form. Throws OptionError MODULE_UNKNOWN for a kind that no class was given for, MODULE_BUILD with what its
 * constructor throws.
 */
export function buildOwn<A>(form: OwnArchitecture<A>, kinds: ModuleKinds, build: (part: A) => Module): Module {
  const Class = kinds.get(form.type) as (new (options: object) => unknown) | undefined;
  if (Class === undefined) {
    throw new OptionError("MODULE_UNKNOWN", "moduleOf", `the kind "${form.type}" is of a class that was not given`, {
      found: form.type,
      remedies: [["give it in ", { option: "modules" }]],
    });
  }
  const modules = Object.entries(form.modules ?? {}).map(([name, part]) => [
    name,
    Array.isArray(part) ? (part as A[]).map(build) : build(part as A),
  ]);
  const fail = (problem: string, cause?: unknown): never => {
    throw new OptionError("MODULE_BUILD", "moduleOf", `the class ${Class.name} of kind "${form.type}" ${problem}`, {
      cause,
    });
  };
  let made: unknown;
  try {
    // A copy: the form stays what it is whatever a constructor does with its options.
    made = new Class({ ...structuredClone(form.options), ...Object.fromEntries(modules) });
  } catch (cause) {
    if (cause instanceof RecurraError && cause.code === "MODULE_TOO_LARGE") throw cause;
    return fail(`cannot be built of the options that are kept: ${wordForeign(cause)}`, cause);
  }
  return made instanceof Module ? made : fail("builds no Module");
}
