import { callback, type OptionRule, part, requireOption } from "../../core/option-rules.ts";
import type { Module } from "./module.ts";

const MODULE: OptionRule<Module> = /* @__PURE__ */ part<Module>("a module", "namedParameters");

/**
 * Runs `body` with the model in evaluation behaviour (no dropout), then puts every module's own setting back, and gives what `body` gave.
 * Synchronous: a network can be looked at between two steps of its training, which learns the same. Throws OptionError for what is no module.
 */
export function withEvaluation<T>(model: Module, body: () => T): T {
  requireOption("withEvaluation", "model", MODULE, model);
  requireOption("withEvaluation", "body", callback(), body);
  const before = model.namedModules().map(([, module]) => [module, module.training] as const);
  for (const [module] of before) module.training = false;
  try {
    return body();
  } finally {
    for (const [module, training] of before) module.training = training;
  }
}
