// Streaming: one time step after another, with the state held between them. The model runs once when a stepper is made, and what
// it did to the engine's memory is kept as a plan (tensor/plan.ts) at fixed addresses: of the input, of every layer's state and of
// the output. The last calls of the plan copy the new states over the old ones. A step then writes x, runs these calls and reads
// the output: no tensors, no tape, nothing allocated. They are the calls of the sequence path for T = 1, so the bits are the same.

import { COPY } from "../../core/copy.ts";
import { OptionError, ShapeError, StateError } from "../../core/errors.ts";
import { COUNT, checkOptions, list, type OptionRules, refuseValue, requireOption } from "../../core/option-rules.ts";
import { currentRunner, f32, MODE, type Mode, withMode } from "../../kernels/wasm/engine.ts";
import type { Program, ProgramRunner } from "../../kernels/wasm/program.ts";
import { refuseInPlan } from "../../kernels/wasm/recorder.ts";
import { noGrad, Parameter, slice, type Tensor, tensor } from "../../tensor/index.ts";
import { livingVersionsOf } from "../../tensor/parameter.ts";
import { Plan } from "../../tensor/plan.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { Module } from "../module/module.ts";
import { sameNumbers } from "../module/same-numbers.ts";
import { withEvaluation } from "../module/with-evaluation.ts";
import { HeldState, type NetworkState } from "./held-state.ts";

/** How a model is run step by step. */
export interface StepperOptions {
  /** B, sequences that go side by side, each with a state of its own. Default 1. */
  readonly batch?: number;
  /** The kernels. Default "strict". */
  readonly mode?: Mode;
}

const RULES: OptionRules<StepperOptions> = { batch: COUNT, mode: MODE };

/** The states of a model's recurrent networks, from the first to the last, in plain numbers. */
export type StepperState = readonly NetworkState[];

/** One layer as a stepper runs it: x [B, 1, F] of one time step goes in, the layer's output of this step comes out. */
export interface StepperLayer {
  readonly state?: HeldState;
  /** Features of x, where the layer knows them. */
  readonly inputSize?: number;
  readonly forward: (x: Tensor) => Tensor;
}

/** A model that can be taken apart into layers that run step by step. */
export interface Steppable extends Module {
  forward(x: Tensor): Tensor | { readonly output: Tensor };
  /** @internal Throws OptionError for layers that cannot. */
  stepperLayers(hold: HoldState): StepperLayer[];
}

/** Makes the states of one recurrent network, of these names. */
export type HoldState = (layers: number, hiddenSize: number, names: readonly string[]) => HeldState;

export function isSteppable(model: Module): model is Steppable {
  return model instanceof Module && "stepperLayers" in model;
}

const STATES = /* @__PURE__ */ list(
  "a list of states",
  (one): one is object => typeof one === "object" && one !== null,
);

/** Memory of steppers that were forgotten without dispose(). */
const forgotten = /* @__PURE__ */ new FinalizationRegistry<Plan>((plan) => plan.dispose());

/**
 * Runs a recurrent network or a Sequential one time step after another, as data arrive; the state of every recurrent network is held
 * between steps, and LastStep passes each step on. Other layers of a Sequential must be repeatable and treat each time step by itself.
 *
 * After t steps, its outputs and states are those of one forward pass over these t steps, bit for bit (in mode "native": within
 * rounding), in evaluation behaviour (no dropout). Weights may change between steps: the next step uses them as they then are.
 *
 * Throws OptionError: STEPPER_BIDIRECTIONAL, since a second direction would begin with a step that has not come yet; STEPPER_LAYERS for
 * a model or layer that cannot run step by step; STEPPER_ACROSS_TIME when steps would give other numbers than the sequence.
 */
export class Stepper {
  /** B, sequences side by side. */
  readonly batch: number;
  /** I, features of each step. */
  readonly inputSize: number;
  readonly #parameters: readonly Parameter[];
  readonly #states: readonly HeldState[];
  readonly #x: Parameter;
  readonly #output: Float32Array;
  readonly #outputAt: number;
  readonly #plan: Plan;
  readonly #program: Program;
  readonly #run: ProgramRunner;
  #version: number;
  #disposed = false;

  constructor(model: Steppable, options: StepperOptions = {}) {
    checkOptions("stepper", options, RULES);
    const { batch = 1, mode = "strict" } = options;
    // A program in JavaScript may give any module.
    if (!isSteppable(model)) {
      if (!((model as unknown) instanceof Module))
        throw refuseValue("stepper", "model", "a recurrent network, or a Sequential", model);
      throw new OptionError("STEPPER_LAYERS", "stepper", "the model does not run step by step", {
        remedies: ["give a recurrent network, or a Sequential"],
      });
    }
    const parts = model.stepperLayers((layers, hidden, names) => new HeldState(layers, batch, hidden, names));
    this.#states = parts.flatMap((part) => part.state ?? []);
    this.batch = batch;
    this.inputSize = inputSizeOf(parts);
    this.#parameters = model.parameters();
    this.#x = new Parameter(new Float32Array(batch * this.inputSize), [batch, 1, this.inputSize]);
    const body = (): Tensor => parts.reduce((y, part) => part.forward(y), this.#x as Tensor);
    try {
      [this.#plan, this.#run] = withMode(mode, () =>
        withEvaluation(model, () => [new Plan({ inputs: [], seed: 0, body }), currentRunner()] as const),
      );
    } catch (error) {
      this.#release();
      throw error;
    }
    forgotten.register(this, this.#plan, this);
    this.#program = this.#plan.data.body;
    this.#outputAt = this.#plan.data.output.address;
    this.#output = new Float32Array(this.#plan.data.output.size);
    this.#version = livingVersionsOf(this.#parameters);
    try {
      this.#requireSequence(model, mode);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /**
   * Takes the next time step x: B x I numbers, sequence after sequence, or the number itself when it is a single one. Returns the
   * model's output for this step, [B, F] row by row, in an array that the next step writes again: copy what is to be kept.
   * Throws ShapeError STEPPER_INPUT for another size, StateError STEPPER_DISPOSED or PARAMETER_DISPOSED.
   */
  step(x: number | ArrayLike<number>): Float32Array {
    if (this.#disposed) throw disposedError();
    refuseInPlan("a stepper computes by kernels that are not noted");
    const version = livingVersionsOf(this.#parameters);
    if (version !== this.#version) {
      this.#run(this.#plan.data.prologue);
      this.#version = version;
    }
    this.#write(x);
    this.#run(this.#program);
    const memory = f32();
    const output = this.#output;
    const from = this.#outputAt >>> 2;
    for (let i = 0; i < output.length; i++) output[i] = memory[from + i];
    return output;
  }

  /** Starts anew: all states are zero again. */
  reset(): void {
    if (this.#disposed) throw disposedError();
    for (const state of this.#states) state.reset();
  }

  /**
   * The states of the recurrent networks, as plain numbers that JSON can carry; setting them goes on from there.
   * Throws OptionError STEPPER_STATE when they do not fit the model.
   */
  get state(): readonly { readonly [name: string]: readonly number[]; readonly h: readonly number[] }[] {
    if (this.#disposed) throw disposedError();
    return this.#states.map((state) => state.read());
  }

  set state(states: StepperState) {
    if (this.#disposed) throw disposedError();
    requireOption("stepper.state", "state", STATES, states);
    const own = this.#states;
    if (states.length !== own.length) {
      throw new OptionError(
        "STEPPER_STATE",
        "stepper.state",
        `got states of ${states.length} recurrent networks, expected ${own.length}`,
      );
    }
    own.forEach((state, i) => {
      state.check(states[i], i);
    });
    own.forEach((state, i) => {
      state.write(states[i]);
    });
  }

  /** Gives the stepper's memory back; the model stays. A second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    forgotten.unregister(this);
    this.#plan.dispose();
    this.#release();
  }

  #release(): void {
    this.#x.dispose();
    for (const state of this.#states) state.dispose();
  }

  #write(x: number | ArrayLike<number>): void {
    const memory = f32();
    const to = this.#x.address >>> 2;
    const { size } = this.#x;
    if (typeof x === "number") {
      if (size !== 1) throw this.#sizeError(1);
      memory[to] = x;
      return;
    }
    if (!Array.isArray(x) && !ArrayBuffer.isView(x)) throw refuseValue("stepper.step", "x", "a list of numbers", x);
    if (x.length !== size) throw this.#sizeError(x.length);
    for (let i = 0; i < size; i++) memory[to + i] = x[i];
  }

  #sizeError(count: number): ShapeError {
    return new ShapeError(
      "STEPPER_INPUT",
      "stepper.step",
      `got ${counted(count, "number")}, expected ${grouped(this.#x.size)} (batch ${this.batch} x ${this.inputSize} features of one time step)`,
    );
  }

  /** Two steps must give what a sequence of two steps gives: a layer of the user may look across time. Leaves the states at zero. */
  #requireSequence(model: Steppable, mode: Mode): void {
    const { batch, inputSize } = this;
    const values = Float32Array.from({ length: batch * 2 * inputSize }, (_, i) => ((7 * i) % 13) / 6 - 1);
    const x = tensor(values, [batch, 2, inputSize]);
    this.reset();
    for (const t of [0, 1]) this.step(noGrad(() => slice(x, 1, t, t + 1).toArray()));
    this.reset();
    const whole = (): Float32Array => withEvaluation(model, () => noGrad(() => lastStepOf(model.forward(x)).toArray()));
    const same = withMode(mode, () => sameNumbers(whole(), this.#output));
    if (same) return;
    throw new OptionError(
      "STEPPER_ACROSS_TIME",
      "stepper",
      "single steps give other numbers than the sequence of them, so a layer looks across time",
      {
        context:
          "Beside recurrent networks and LastStep, only layers that treat each time step by itself can run step by step",
      },
    );
  }
}

function inputSizeOf(parts: readonly StepperLayer[]): number {
  const size = parts.find((part) => part.inputSize !== undefined)?.inputSize;
  if (size !== undefined) return size;
  throw new OptionError(
    "STEPPER_LAYERS",
    "stepper",
    "the Sequential has neither a recurrent network nor a Linear, so the number of features is unknown and no state is to be held",
  );
}

function lastStepOf(result: Tensor | { readonly output: Tensor }): Tensor {
  const y = "output" in result ? result.output : result;
  return y.shape.length === 3 ? slice(y, 1, -1) : y;
}

function disposedError(): StateError {
  return new StateError("STEPPER_DISPOSED", "stepper", "it was disposed of", {
    remedies: [["make a new one with ", { call: "new Stepper(model)" }]],
  });
}
