// Modules of a program's own in a model file: their classes are the reader's to give, before anything is built.

import { checkOptions, made, type OptionRules } from "../core/option-rules.ts";
import { quoted } from "../format/quoted.ts";
import { kindsIn } from "../nn/form/architecture.ts";
import { type ModuleClass, type ModuleKinds, moduleKinds } from "../nn/form/module-kinds.ts";
import { listed } from "../words/listed.ts";
import { type ModelFile, refuse } from "./model-file.ts";

/** What whoever reads a model file may say. */
export interface ReadOptions {
  /** Classes of your own that the file may name by their kinds (ModuleClass). No file brings code, and none is loaded for it. Default: none. */
  readonly modules?: readonly ModuleClass[];
}

export const READ_RULES: OptionRules<ReadOptions> = {
  modules: /* @__PURE__ */ made("a list of classes of modules", (value): value is readonly ModuleClass[] =>
    Array.isArray(value),
  ),
};

/** The classes that `modules` gives, by their kinds. Throws OptionError as `moduleKinds`. */
export function readableKinds(call: string, options: ReadOptions): ModuleKinds {
  checkOptions(call, options, READ_RULES);
  return moduleKinds(call, options.modules);
}

/** Throws FormatError MODEL_KIND, with its kinds, for a file that needs classes which are not among these. */
export function requireKinds({ file, architecture }: ModelFile, call: string, kinds: ModuleKinds): void {
  const unknown = architecture === undefined ? [] : kindsIn(architecture).filter((kind) => !kinds.has(kind));
  if (unknown.length === 0) return;
  const [one, it] = unknown.length === 1 ? ["of the kind", "a class"] : ["of the kinds", "classes"];
  refuse(
    "MODEL_KIND",
    file,
    `its network has modules ${one} ${listed(unknown.map(quoted))}, ${it} of the program that wrote it, which no file brings along`,
    {
      found: unknown,
      remedies: [["give what this program has of that kind: ", { call: `${call}(bytes, file, { modules: [Class] })` }]],
    },
  );
}
