// Between the tensors of a file and the parameters of a module, whose names may begin differently: what PyTorch calls
// "lstm.weight_ih_l0" is "0.weight_ih_l0" in a Sequential here. Only beginnings differ; the rest of each name is the same.

import { OptionError } from "../../core/errors.ts";
import { made, type OptionRule, refuseValue, requireOption } from "../../core/option-rules.ts";
import type { StoredTensor } from "../../format/safetensors.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { listedFirst } from "../../words/listed.ts";
import { Module } from "./module.ts";

/** How names begin on one side, and how they begin on the other: `{ "lstm.": "0.", "head.": "2." }`. */
export type NamePrefixes = Readonly<Record<string, string>>;

const PREFIXES: OptionRule<NamePrefixes> = /* @__PURE__ */ made(
  'beginnings of names by others, such as { "lstm.": "0." }',
  (value): value is NamePrefixes =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === "string"),
);

/** The name with its longest known beginning replaced; undefined when it begins with none. */
function renameOne(name: string, prefixes: readonly (readonly [string, string])[]): string | undefined {
  let found: readonly [string, string] | undefined;
  for (const pair of prefixes) {
    if (name.startsWith(pair[0]) && !(found && found[0].length >= pair[0].length)) found = pair;
  }
  return found && found[1] + name.slice(found[0].length);
}

/** The entries under their new names; those that begin with no prefix are left out. */
function rename<T>(what: string, entries: Iterable<readonly [string, T]>, prefixes: NamePrefixes): Map<string, T> {
  requireOption(what, "prefixes", PREFIXES, prefixes);
  const pairs = Object.entries(prefixes);
  const used = new Set<string>();
  const result = new Map<string, T>();
  const names: string[] = [];
  for (const [name, value] of entries) {
    names.push(name);
    const other = renameOne(name, pairs);
    if (other === undefined) continue;
    if (result.has(other)) {
      throw new OptionError(
        "STATE_NAMES",
        what,
        `two tensors would be called "${other}", the second of them "${name}"`,
        { remedies: ["give them prefixes of their own"] },
      );
    }
    for (const [prefix] of pairs) if (name.startsWith(prefix)) used.add(prefix);
    result.set(other, value);
  }
  const unused = pairs.find(([prefix]) => !used.has(prefix));
  if (unused !== undefined && names.length > 0) {
    const quoted = names.map((name) => `"${name}"`);
    throw new OptionError(
      "STATE_NAMES",
      what,
      `no tensor's name begins with "${unused[0]}"; there are ${listedFirst(quoted, 4)}`,
      { found: unused[0] },
    );
  }
  return result;
}

const TENSORS: OptionRule<ReadonlyMap<string, StoredTensor>> = /* @__PURE__ */ made(
  "tensors by name, as readSafetensors() gives them",
  (value): value is ReadonlyMap<string, StoredTensor> => value instanceof Map,
);

const AS_THEY_ARE: NamePrefixes = { "": "" };

/**
 * The tensors of a file as a state for `loadStateDict`.
 *
 *   model.loadStateDict(stateDictOf(readSafetensors(bytes).tensors, { "lstm.": "0.", "head.": "2." }))
 *
 * `prefixes` says how names begin in the file and how they begin here; tensors whose name begins with none of them are left out.
 * Default: all tensors, under their own names. float64 is rounded to float32; float16 and bfloat16 lose nothing.
 *
 * Throws OptionError STATE_NAMES for a prefix that no name begins with, and when two tensors would get one name.
 */
export function stateDictOf(
  tensors: ReadonlyMap<string, StoredTensor>,
  prefixes: NamePrefixes = AS_THEY_ARE,
): Record<string, Tensor> {
  requireOption("stateDictOf", "tensors", TENSORS, tensors);
  const state = rename("stateDictOf", tensors, prefixes);
  return Object.fromEntries(
    [...state].map(([name, { shape, data }]) => [name, tensor(new Float32Array(data), [...shape])]),
  );
}

/**
 * A module's parameters for `writeSafetensors`: the way back of `stateDictOf`.
 *
 *   writeSafetensors(storedTensors(model, { "0.": "lstm.", "2.": "head." }))
 *
 * `prefixes` says how names begin here and how they are to begin in the file. Default: as they are.
 * Throws as `stateDictOf` does.
 */
export function storedTensors(
  module: Module,
  prefixes: NamePrefixes = AS_THEY_ARE,
): Map<string, { readonly shape: readonly number[]; readonly data: Float32Array }> {
  if (!((module as unknown) instanceof Module)) throw refuseValue("storedTensors", "module", "a module", module);
  const parameters = rename("storedTensors", module.namedParameters(), prefixes);
  return new Map([...parameters].map(([name, { shape, value }]) => [name, { shape, data: value }]));
}
