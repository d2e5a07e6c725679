import type { Module } from "../nn/module/module.ts";

/** Runs `body` while the module's parameters have no gradients, and puts back what they were: what is looked at learns nothing from it. */
export function frozen<T>(model: Module, body: () => T): T {
  const learning = model.parameters().filter(({ requiresGrad }) => requiresGrad);
  for (const parameter of learning) parameter.requiresGrad = false;
  try {
    return body();
  } finally {
    for (const parameter of learning) parameter.requiresGrad = true;
  }
}
