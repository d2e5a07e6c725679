// What every optimizer has: parameters, a learning rate, and state that lives and goes with the parameters' memory.

import { COPY } from "../core/copy.ts";
import { OptionError } from "../core/errors.ts";
import {
  checkOptions,
  made,
  number,
  type OptionRule,
  type OptionRules,
  refuseValue,
  requireOption,
  shownValue,
} from "../core/option-rules.ts";
import { stepNoter } from "../inside/step-noter.ts";
import { f32, kernels } from "../kernels/wasm/engine.ts";
import type { Parameter, Reservation } from "../tensor/index.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import { groupsOf, NOT_NEGATIVE, type Optimized } from "./parameter-groups.ts";

/** What an optimizer remembers, as plain data: for checkpoints. */
export interface OptimizerState {
  /** "Adam", "AdamW", "SGD": what the state is of. Checked where it is there. */
  name?: string;
  learningRate: number;
  /** For each parameter in order: named numbers and named buffers of the parameter's size. Null before its first step. */
  parameters: ({ numbers: Record<string, number>; buffers: Record<string, Float32Array> } | null)[];
}

/** Options of one step. */
export interface StepOptions {
  /** What every gradient is multiplied by in passing, such as clipFactor(norm, maxNorm); 1 unless set. */
  gradientScale?: number;
}

/** What holds for one parameter in a step. */
export interface ParameterStep {
  readonly gradientScale: number;
  readonly learningRate: number;
  readonly weightDecay: number;
}

const STEP: OptionRules<StepOptions> = { gradientScale: number() };

const STATE: OptionRule<OptimizerState> = /* @__PURE__ */ made(
  "a state, as stateDict() gives it",
  (value): value is OptimizerState => {
    const { learningRate, parameters } = (value ?? {}) as {
      readonly learningRate?: unknown;
      readonly parameters?: unknown;
    };
    return NOT_NEGATIVE.fits(learningRate) && Array.isArray(parameters) && parameters.every(isSavedSlot);
  },
);

function isSavedSlot(value: unknown): boolean {
  if (value === null) return true;
  const { numbers, buffers } = (value ?? {}) as { readonly numbers?: unknown; readonly buffers?: unknown };
  const isOf = (part: unknown, each: (one: unknown) => boolean): boolean =>
    typeof part === "object" && part !== null && Object.values(part).every(each);
  return isOf(numbers, (one) => typeof one === "number") && isOf(buffers, (one) => one instanceof Float32Array);
}

/** The state of one parameter. */
export class Slot {
  readonly numbers: Record<string, number>;
  readonly buffers: Record<string, Reservation>;
  constructor(parameter: Parameter, numbers: Record<string, number>, names: readonly string[]) {
    this.numbers = numbers;
    this.buffers = {};
    for (const name of names) {
      const memory = parameter.reserve(parameter.size * 4);
      kernels().fillArray(memory.pointer, 0, parameter.size);
      this.buffers[name] = memory;
    }
  }
}

// An optimizer that is dropped while its parameters live gives its state back then.
const forgotten = new FinalizationRegistry<(Slot | undefined)[]>(releaseSlots);

/** The base of SGD, Adam and AdamW. */
export abstract class Optimizer {
  /** The learning rate of the next step; schedules set it. */
  learningRate: number;
  readonly #name: string;
  readonly #parameters: readonly Parameter[];
  /** Of each parameter: what its rate is of the optimizer's, and its weight decay. */
  readonly #own: readonly { readonly factor: number; readonly weightDecay: number }[];
  readonly #slots: (Slot | undefined)[];
  /** That it has taken. */
  #steps = 0;

  constructor(name: string, optimized: Optimized, learningRate: number, weightDecay: number) {
    this.#name = name;
    requireOption(name, "learningRate", NOT_NEGATIVE, learningRate);
    const groups = groupsOf(name, optimized, learningRate);
    this.#parameters = groups.flatMap(({ parameters }) => parameters);
    this.#own = groups.flatMap(({ parameters, factor, decay = weightDecay }) =>
      parameters.map(() => ({ factor, weightDecay: decay })),
    );
    this.#slots = new Array<Slot | undefined>(this.#parameters.length).fill(undefined);
    this.learningRate = learningRate;
    if (this.#parameters.length === 0) {
      throw new OptionError("OPTIMIZER_EMPTY", name, "there are no parameters", {
        remedies: [["pass ", { call: "model.parameters()" }, " of a model with layers in its fields"]],
      });
    }
    const twice = this.#parameters.find((parameter, i) => this.#parameters.indexOf(parameter) < i);
    if (groups.length > 1 && twice)
      throw refuseValue(name, "parameters", "groups that have each parameter once", twice.shape);
    forgotten.register(this, this.#slots, this);
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /**
   * Changes every parameter that has a gradient; one that has none is left alone, as in PyTorch.
   *
   * With `gradientScale` the bits are those of scaling all gradients first, but the gradients themselves stay as they are.
   * Throws OptionError for a scale that is not finite.
   */
  step(options: StepOptions = {}): void {
    checkOptions("step", options, STEP);
    const gradientScale = options.gradientScale ?? 1;
    this.#steps++;
    for (let i = 0; i < this.#parameters.length; i++) {
      const parameter = this.#parameters[i];
      if (!parameter.hasGrad()) continue;
      this.#slots[i] ??= this.makeSlot(parameter);
      const { factor, weightDecay } = this.#own[i];
      const step = { gradientScale, learningRate: this.learningRate * factor, weightDecay };
      const slot = this.#slots[i]!;
      stepNoter?.(parameter, { optimizer: this.#name, of: this, number: this.#steps, ...slot, ...step });
      this.update(parameter, slot, step);
      parameter.version++;
    }
  }

  /** What it changes. */
  get parameters(): readonly Parameter[] {
    return this.#parameters;
  }

  /** Forgets every parameter's gradient. */
  zeroGrad(): void {
    for (const parameter of this.#parameters) parameter.zeroGrad();
  }

  /** The state as copies. Throws StateError PARAMETER_DISPOSED when the model is gone. */
  stateDict(): OptimizerState {
    return {
      name: this.#name,
      learningRate: this.learningRate,
      parameters: this.#slots.map((slot, i) => {
        if (slot === undefined) return null;
        // Also the check that the parameter, and so the memory of its state, is still there.
        this.#parameters[i].pointer();
        const buffers: Record<string, Float32Array> = {};
        for (const [name, memory] of Object.entries(slot.buffers)) {
          const start = memory.pointer >>> 2;
          buffers[name] = f32().slice(start, start + this.#parameters[i].size);
        }
        return { numbers: { ...slot.numbers }, buffers };
      }),
    };
  }

  /**
   * Goes on from a state that stateDict() gave for the same parameters.
   * Throws OptionError OPTIMIZER_STATE, and changes nothing, when the optimizer, the number of parameters, what is remembered or its
   * sizes differ.
   */
  loadStateDict(state: OptimizerState): void {
    const slots = this.#slotsOf(state);
    releaseSlots(this.#slots);
    for (let i = 0; i < slots.length; i++) this.#slots[i] = slots[i];
    this.learningRate = state.learningRate;
  }

  /** Throws what loadStateDict would throw, and changes nothing. */
  checkStateDict(state: OptimizerState): void {
    releaseSlots(this.#slotsOf(state));
  }

  /** A state in memory of its own. */
  #slotsOf(state: OptimizerState): (Slot | undefined)[] {
    requireOption("loadStateDict", "state", STATE, state);
    if (state.name !== undefined && state.name !== this.#name) {
      throw otherState(`the state is of ${shownValue(state.name)}, the optimizer is "${this.#name}"`, "optimizer");
    }
    if (state.parameters.length !== this.#parameters.length) {
      throw otherState(
        `the state is of ${state.parameters.length} parameters, the optimizer has ${this.#parameters.length}`,
        "model",
      );
    }
    const slots: (Slot | undefined)[] = [];
    try {
      for (let i = 0; i < this.#parameters.length; i++) {
        const saved = state.parameters[i];
        slots.push(saved === null ? undefined : this.makeSlot(this.#parameters[i]));
        if (saved !== null) restore(slots[i]!, saved, this.#parameters[i].size, i);
      }
    } catch (error) {
      releaseSlots(slots);
      throw error;
    }
    return slots;
  }

  /** Gives the state's memory back; the parameters stay. A later step begins with fresh state. */
  dispose(): void {
    releaseSlots(this.#slots);
  }

  /** The fresh state of one parameter. */
  protected abstract makeSlot(parameter: Parameter): Slot;

  /** One step of one parameter that has a gradient, of which `gradientScale` times counts. */
  protected abstract update(parameter: Parameter, slot: Slot, step: ParameterStep): void;
}

type SavedSlot = NonNullable<OptimizerState["parameters"][number]>;

function restore(slot: Slot, saved: SavedSlot, size: number, index: number): void {
  const names = [...Object.keys(slot.numbers), ...Object.keys(slot.buffers)].sort().join(", ");
  const found = [...Object.keys(saved.numbers), ...Object.keys(saved.buffers)].sort().join(", ");
  if (names !== found) {
    throw otherState(
      `the state of parameter ${index} holds ${found || "nothing"}, expected ${names}`,
      "optimizer with the same options",
    );
  }
  Object.assign(slot.numbers, saved.numbers);
  for (const [name, memory] of Object.entries(slot.buffers)) {
    const values = saved.buffers[name];
    if (values.length !== size) {
      throw otherState(
        `the buffer "${name}" of parameter ${index} has ${counted(values.length, "number")}, expected ${grouped(size)}`,
        "model",
      );
    }
    f32().set(values, memory.pointer >>> 2);
  }
}

function otherState(problem: string, same: string): OptionError {
  return new OptionError("OPTIMIZER_STATE", "loadStateDict", problem, { remedies: [`use the same ${same}`] });
}

/** Gives the memory of the slots back and empties them. */
function releaseSlots(slots: (Slot | undefined)[]): void {
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    if (slot !== undefined) for (const memory of Object.values(slot.buffers)) memory.release();
    slots[i] = undefined;
  }
}
