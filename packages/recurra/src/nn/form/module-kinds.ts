// Classes of modules that a program writes itself. A file names them by their kind and never brings their code: whoever reads it says
// which classes it may build.

import { otherCopy } from "../../core/copy.ts";
import { OptionError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { refuseValue } from "../../core/option-rules.ts";
import { Module } from "../module/module.ts";

/**
 * A class of modules of a program's own that names its kind, "my-company/char-model", and is built by its options alone:
 *
 *   class CharModel extends Module {
 *     static kind = "my-company/char-model";
 *     constructor(options) {
 *       super();
 *       this.options = options; // plain data; layers may stand in it too
 *       this.head = new Linear({ inFeatures: options.size, outFeatures: 1 });
 *     }
 *   }
 */
export interface ModuleClass {
  new (options: never): Module;
  readonly kind: string;
}

/** Classes by their kinds. */
export type ModuleKinds = ReadonlyMap<string, ModuleClass>;

const FORM = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)+$/;
const LONGEST = 100;
const EXAMPLE = '"my-company/char-model"';

/** Whether a text has the form of a kind: names with slashes between them, which no layer of the library has. */
export function isKind(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST && FORM.test(value);
}

/** Throws OptionError MODULE_KIND for a class that names no kind, one of another form, or that of the class that it extends. */
function requireKind(subject: string, Class: abstract new (...options: never[]) => Module): string {
  const { kind } = Class as { readonly kind?: unknown };
  const own = Object.hasOwn(Class, "kind");
  const fail = (problem: string): never => {
    throw new OptionError("MODULE_KIND", subject, `the class ${Class.name || "without a name"} ${problem}`, {
      found: kind,
      remedies: [["give it one: ", { call: `static kind = ${EXAMPLE}` }]],
    });
  };
  if (kind === undefined) return fail("names no kind, by which a file could name it");
  if (!own) return fail(`has the kind ${quoteCell(String(kind))} of the class that it extends, and none of its own`);
  if (!isKind(kind)) {
    const shown = typeof kind === "string" ? quoteCell(kind) : `of type ${typeof kind}`;
    return fail(`has the kind ${shown}; a kind is a name of yours, "/" and another, such as ${EXAMPLE}`);
  }
  if (/^recurra\//i.test(kind))
    return fail(`has the kind ${quoteCell(kind)}, and those of "recurra/" are the library's`);
  return kind;
}

/**
 * The classes that a reader may build, by their kinds. Throws OptionError MODULE_KIND for one without a kind and for two of the same, OPTION_VALUE
 * for what is no class of modules, OTHER_COPY for one of another copy of the library.
 */
export function moduleKinds(subject: string, modules: readonly ModuleClass[] = []): ModuleKinds {
  if (!Array.isArray(modules)) throw refuseValue(subject, "modules", `a list of classes of modules`, modules);
  const kinds = new Map<string, ModuleClass>();
  for (const [i, Class] of modules.entries()) {
    if (!isModuleClass(Class)) {
      const prototype: unknown = typeof Class === "function" ? (Class as ModuleClass).prototype : undefined;
      const found = otherCopy(prototype) === undefined ? Class : prototype;
      throw refuseValue(subject, `modules[${i}]`, "a class that extends Module", found);
    }
    addKind(subject, kinds, Class);
  }
  return kinds;
}

/** Whether a value is a class that extends Module. */
export function isModuleClass(value: unknown): value is ModuleClass {
  return typeof value === "function" && value.prototype instanceof Module;
}

/** Throws OptionError MODULE_KIND where another class has the kind already. */
export function addKind(subject: string, kinds: Map<string, ModuleClass>, Class: ModuleClass): string {
  const kind = requireKind(subject, Class);
  const other = kinds.get(kind);
  if (other !== undefined && other !== Class) {
    throw new OptionError(
      "MODULE_KIND",
      subject,
      `two classes, ${other.name} and ${Class.name}, have the kind "${kind}"`,
      {
        found: kind,
        remedies: ["give each its own"],
      },
    );
  }
  kinds.set(kind, Class);
  return kind;
}
