// The weights of the best epoch so far, kept on the JavaScript side.

import type { Module } from "../nn/module.ts";

/** A copy of a module's parameters that can be put back. */
export class BestWeights {
  readonly #model: Module;
  #kept: [string, Float32Array][] | undefined;

  constructor(model: Module) {
    this.#model = model;
  }

  keep(): void {
    this.#kept = [...this.#model.namedParameters()].map(([name, parameter]) => [name, parameter.value]);
  }

  /** Puts the kept weights back; does nothing when none were kept. */
  restore(): void {
    if (!this.#kept) return;
    const parameters = new Map(this.#model.namedParameters());
    for (const [name, values] of this.#kept) parameters.get(name)!.value = values;
  }
}
