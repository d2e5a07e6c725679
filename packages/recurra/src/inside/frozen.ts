import type { Module } from "../nn/module/module.ts";

/**
 * Runs `body` while the module's parameters take no gradients, and puts back what they were: what is looked at learns nothing from it, and a gradient
 * that is being added up over several batches stays what it is.
 */
export function frozen<T>(model: Module, body: () => T): T {
  const learning = model.parameters().filter(({ requiresGrad }) => requiresGrad);
  const before = learning.map(({ grad }) => grad);
  for (const parameter of learning) parameter.tracked = false;
  try {
    return body();
  } finally {
    learning.forEach((parameter, i) => {
      parameter.tracked = true;
      // Some layers write it all the same.
      parameter.grad = before[i];
    });
  }
}
