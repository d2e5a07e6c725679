// The weights of the best epoch so far, kept on the JavaScript side.

import type { Module } from "../nn/module/module.ts";

/** A copy of a module's parameters that can be put back. */
export class BestWeights {
  readonly #model: Module;
  #kept: ReadonlyMap<string, Float32Array> | undefined;

  constructor(model: Module) {
    this.#model = model;
  }

  keep(): void {
    this.#kept = weightsOf(this.#model);
  }

  /** Takes them from elsewhere, as copies. */
  take(weights: ReadonlyMap<string, Float32Array>): void {
    this.#kept = copyOf(weights);
  }

  /** A copy of what is kept; undefined when nothing is. */
  copy(): Map<string, Float32Array> | undefined {
    return this.#kept && copyOf(this.#kept);
  }

  /** Puts the kept weights back; false, and nothing happens, when none were kept. */
  restore(): boolean {
    if (this.#kept) setWeights(this.#model, this.#kept);
    return this.#kept !== undefined;
  }
}

/** A module's parameters by name, as copies. */
export function weightsOf(model: Module): Map<string, Float32Array> {
  return new Map(model.namedParameters().map(([name, parameter]) => [name, parameter.value]));
}

/** Sets the parameters of these names. */
export function setWeights(model: Module, weights: ReadonlyMap<string, Float32Array>): void {
  const parameters = new Map(model.namedParameters());
  for (const [name, values] of weights) parameters.get(name)!.value = values;
}

function copyOf(weights: ReadonlyMap<string, Float32Array>): Map<string, Float32Array> {
  return new Map([...weights].map(([name, values]) => [name, values.slice()]));
}
