// What every lab checks before it begins: each of its settings, and what it is given beside them.

import {
  BYTES,
  callback,
  checkOptions,
  either,
  exactly,
  type OptionRule,
  type OptionRules,
  object,
  requireOption,
  SIGNAL,
  TEXT,
  whole,
  word,
} from "recurra/core";
import type { LabContext, LabFile, LabSound } from "./lab.ts";
import { type LabOptions, rulesOf } from "./options.ts";

const CONTEXT_RULES: OptionRules<LabContext> = {
  file: object<LabFile>("a file with its name and its text"),
  sound: object<LabSound>("a sound file with its name and its bytes"),
  signal: SIGNAL,
  mode: word("strict", "fast", "native"),
  threads: either(exactly("auto"), whole(1)),
  onStep: callback(),
  watch: callback(),
};

/** Throws OptionError OPTION_VALUE or OPTION_UNKNOWN for a setting that is missing or of another kind, and for a context that is none. */
export function checkStart(options: LabOptions, settings: object, context: LabContext): void {
  const rules: Readonly<Record<string, OptionRule<unknown>>> = rulesOf(options);
  checkOptions("", settings, rules, Object.keys(rules));
  checkOptions("", context, CONTEXT_RULES);
  if (context.sound) {
    requireOption("", "sound.name", TEXT, context.sound.name);
    requireOption("", "sound.bytes", BYTES, context.sound.bytes);
  }
  // An edge's file may hold more, such as its hash.
  if (!context.file) return;
  requireOption("", "file.name", TEXT, context.file.name);
  requireOption("", "file.text", TEXT, context.file.text);
}
