// The rules of all optimizers, by their names.
import { adamRule, nadam } from "./adam-rules.ts";
import { adagrad, rmsprop, sgd } from "./descent-rules.ts";
import type { Rule } from "./rule.ts";

const RULES: Readonly<Record<string, Rule>> = {
  SGD: sgd,
  Adam: adamRule(false),
  AdamW: adamRule(true),
  NAdam: nadam,
  RMSprop: rmsprop,
  Adagrad: adagrad,
};

/** The rule of an optimizer; undefined for one of a program's own. */
export function ruleOf(optimizer: string): Rule | undefined {
  return Object.hasOwn(RULES, optimizer) ? RULES[optimizer] : undefined;
}
