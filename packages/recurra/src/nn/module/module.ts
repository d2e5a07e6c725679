// Module: what has parameters. It finds them, and the modules inside it, by looking at its own fields.

import { COPY } from "../../core/copy.ts";
import { OptionError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { flag, object, requireOption } from "../../core/option-rules.ts";
import { adopt, describeShape, Parameter, requireTensor, sameShape, type Tensor } from "../../tensor/index.ts";
import { printed } from "./printed.ts";

const STATE = /* @__PURE__ */ object("tensors by name, as stateDict() gives them");

// Declared apart from the class, so that a module may override it with a field as well as with a getter.
export interface Module {
  /**
   * A promise about forward(): for every batch of the same shape it makes the same tensor operations in the same order,
   * whatever the numbers are, reads no numbers in JavaScript (`toArray`, `item`), and draws nothing but dropout. Numbers that it
   * takes from elsewhere, as a factor that a schedule changes, would stay what they were. Then its operations can be listed once and
   * run again without it: forward() is called for few batches. False unless a module overrides it: `override readonly repeatable = true`, or a getter.
   */
  readonly repeatable: boolean;
  /** Whether forward() makes of a sample what depends on the others of its batch, while training. False unless a module overrides it, as BatchNorm1d does. */
  readonly mixesSamples: boolean;
}

/**
 * The base of every layer and model. Fields that hold a Parameter, a Module or an array of these belong to it, in the order
 * of declaration; names are joined with dots ("lstm.weight_ih_l0", "blocks.1.bias"). What is held in private `#` fields
 * is not found.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the property is there, on the prototype, below
export abstract class Module {
  /** Whether dropout is at work; on from the start, changed by train() and eval(). */
  training = true;
  #disposing = false;

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** Its layers with their settings, the parameters of each with their shapes, and how many they are: what console.log shows, too. */
  toString(): string {
    return printed(this, childrenOf);
  }

  /** @internal What console.log shows in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** Every parameter with its name, in the order of declaration; one that is shared appears once. */
  namedParameters(): [string, Parameter][] {
    const found = new Map<Parameter, string>();
    collectParameters(this, "", found, new Set());
    return [...found].map(([parameter, name]) => [name, parameter]);
  }

  /** Every parameter, in the order of declaration. */
  parameters(): Parameter[] {
    return this.namedParameters().map(([, parameter]) => parameter);
  }

  /** This module under the name "", and every module inside it. */
  namedModules(): [string, Module][] {
    const found = new Map<Module, string>();
    collectModules(this, "", found);
    return [...found].map(([module, name]) => [name, module]);
  }

  /** The parameters' values by name, as leaf tensors: copies that later training does not change. */
  stateDict(): Record<string, Tensor> {
    return Object.fromEntries(this.namedParameters().map(([name, p]) => [name, adopt(p.value, p.shape)]));
  }

  /**
   * Sets every parameter from a state as stateDict() gives it. Nothing is changed unless all of it fits.
   * Throws OptionError STATE_DICT_MISMATCH naming missing, unknown and misshapen entries.
   */
  loadStateDict(state: Readonly<Record<string, Tensor>>): void {
    requireOption("loadStateDict", "state", STATE, state);
    const parameters = this.namedParameters();
    const names = new Set(parameters.map(([name]) => name));
    const problems: string[] = [];
    for (const [name, parameter] of parameters) {
      const one: unknown = Object.hasOwn(state, name) ? state[name] : undefined;
      if (one !== undefined) requireTensor("loadStateDict", quoteCell(name), one);
      if (!Object.hasOwn(state, name)) problems.push(`"${name}" is missing`);
      else if (!sameShape(state[name].shape, parameter.shape)) {
        problems.push(
          `"${name}" has the shape ${describeShape(state[name].shape)}, expected ${describeShape(parameter.shape)}`,
        );
      }
    }
    for (const name of Object.keys(state)) if (!names.has(name)) problems.push(`"${name}" is not a parameter here`);
    if (problems.length > 0) {
      throw new OptionError("STATE_DICT_MISMATCH", "loadStateDict", problems.join("; "), {
        remedies: ["build the module with the options that the state was saved with"],
      });
    }
    // All are read first: a tensor that was released throws here, before anything has changed.
    const values = parameters.map(([name]) => state[name].toArray());
    for (let i = 0; i < values.length; i++) parameters[i][1].value = values[i];
  }

  /** Turns training behaviour (dropout) on, or off with `false`, here and in every module inside. */
  train(training = true): this {
    requireOption("train", "training", flag, training);
    for (const [, module] of this.namedModules()) module.training = training;
    return this;
  }

  /** Turns training behaviour (dropout) off, here and in every module inside. */
  eval(): this {
    return this.train(false);
  }

  /** Forgets every parameter's gradient. */
  zeroGrad(): void {
    for (const parameter of this.parameters()) parameter.zeroGrad();
  }

  /** Gives the memory of every parameter back, with its gradient and optimizer state. The module cannot be used any more. */
  dispose(): void {
    if (this.#disposing) return; // a child that refers back to its parent
    this.#disposing = true;
    for (const [, child] of childrenOf(this)) child.dispose();
    this.#disposing = false;
  }
}

for (const name of ["repeatable", "mixesSamples"]) {
  Object.defineProperty(Module.prototype, name, { value: false, writable: true, configurable: true });
}

function* childrenOf(module: Module): Generator<[string, Parameter | Module]> {
  for (const [name, value] of Object.entries(module)) {
    if (isChild(value)) yield [name, value];
    else if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        const item: unknown = value[i];
        if (isChild(item)) yield [`${name}.${i}`, item];
      }
    }
  }
}

function isChild(value: unknown): value is Parameter | Module {
  return value instanceof Parameter || value instanceof Module;
}

function collectParameters(module: Module, path: string, found: Map<Parameter, string>, seen: Set<Module>): void {
  if (seen.has(module)) return;
  seen.add(module);
  for (const [name, child] of childrenOf(module)) {
    const full = path === "" ? name : `${path}.${name}`;
    if (child instanceof Module) collectParameters(child, full, found, seen);
    else if (!found.has(child)) found.set(child, full);
  }
}

function collectModules(module: Module, path: string, found: Map<Module, string>): void {
  if (found.has(module)) return;
  found.set(module, path);
  for (const [name, child] of childrenOf(module)) {
    if (child instanceof Module) collectModules(child, path === "" ? name : `${path}.${name}`, found);
  }
}
