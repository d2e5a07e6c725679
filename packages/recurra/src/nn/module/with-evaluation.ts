import type { Module } from "./module.ts";

/** Runs `body` with the model in evaluation behaviour (no dropout), then puts every module's own setting back. Synchronous. */
export function withEvaluation<T>(model: Module, body: () => T): T {
  const before = model.namedModules().map(([, module]) => [module, module.training] as const);
  for (const [module] of before) module.training = false;
  try {
    return body();
  } finally {
    for (const [module, training] of before) module.training = training;
  }
}
