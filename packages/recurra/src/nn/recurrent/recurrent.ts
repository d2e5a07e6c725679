// What RNN, LSTM and GRU share: parameters under PyTorch's names, stacking, directions, dropout between layers, and states.
import { OptionError, ShapeError } from "../../core/errors.ts";
import {
  COUNT,
  checkOptions,
  DROPPED,
  flag,
  NUMBERS,
  type OptionRule,
  type OptionRules,
  object,
  part,
} from "../../core/option-rules.ts";
import type { Cell, ParameterName } from "../../kernels/wasm/recurrent-cell.ts";
import {
  announce,
  concat,
  describeShape,
  dropout,
  type Parameter,
  requireTensor,
  slice,
  type Tensor,
} from "../../tensor/index.ts";
import { uniformParameter } from "../module/initialisers.ts";
import { Module } from "../module/module.ts";
import { requireRoom } from "../module/room.ts";
import { lookAt } from "./looked-at.ts";
import { type DirectionParameters, RecurrentLayer } from "./recurrent-layer.ts";
import { cellParameters, recurrentSize } from "./recurrent-size.ts";
import type { RecurrentTrace } from "./recurrent-trace.ts";
import type { HoldState, StepperLayer } from "./stepper.ts";

/** Options of every recurrent network. */
export interface RecurrentOptions {
  /** I, the number of features of each step. */
  readonly inputSize: number;
  /** H, the number of units of each layer and direction. */
  readonly hiddenSize: number;
  /** L, how many layers lie on each other; each reads the outputs of the one below. Default 1. */
  readonly numLayers?: number;
  /** Runs a second network from the end of the sequence to its start and puts its outputs beside: D = 2. Default false. */
  readonly bidirectional?: boolean;
  /** Probability of zeroing an output between layers while training; the last layer has none, so one layer alone never has any. Default 0. */
  readonly dropout?: number;
  /** Whether the gates have biases. Default true. */
  readonly bias?: boolean;
}

/** How a sequence starts and how long it really is. */
export interface SequenceOptions<State> {
  /** The state before the first step; zeros when absent. */
  readonly state?: State;
  /** True lengths [B] of padded sequences, in any order: outputs past the end are 0, the state is the one at the true end. */
  readonly lengths?: readonly number[];
  /** Gets the gates and states of every step, and after `backward()` the gradients of the states. */
  readonly trace?: RecurrentTrace;
}

/** The state of RNN and GRU: h [L*D, B, H], layers first, forward before backward. */
export interface HiddenState {
  readonly h: Tensor;
}

/** The state of the LSTM: h and c, each [L*D, B, H]. */
export interface CellState extends HiddenState {
  readonly c: Tensor;
}

const RULES: OptionRules<RecurrentOptions> = {
  inputSize: COUNT,
  hiddenSize: COUNT,
  numLayers: COUNT,
  bidirectional: flag,
  dropout: DROPPED,
  bias: flag,
};

const SEQUENCE: OptionRules<SequenceOptions<object>> = {
  state: object("a state, as forward() gives it"),
  lengths: NUMBERS as OptionRule<readonly number[]>,
  trace: part("a RecurrentTrace", "clear"),
};

export abstract class Recurrent<State extends HiddenState> extends Module {
  override readonly repeatable = true;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly bidirectional: boolean;
  readonly dropout: number;
  readonly bias: boolean;
  readonly #cell: Cell;
  readonly #layers: RecurrentLayer[] = [];

  /** `own` are the rules of the options that this network has beside those of all. */
  constructor(
    name: string,
    cell: Cell,
    options: RecurrentOptions,
    own: Readonly<Record<string, OptionRule<unknown>>> = {},
  ) {
    super();
    checkOptions(name, options, { ...RULES, ...own }, ["inputSize", "hiddenSize"]);
    this.inputSize = options.inputSize;
    this.hiddenSize = options.hiddenSize;
    this.numLayers = options.numLayers ?? 1;
    this.bidirectional = options.bidirectional ?? false;
    this.dropout = options.dropout ?? 0;
    this.bias = options.bias ?? true;
    this.#cell = cell;
    requireRoom(name, [recurrentSize(cell, this)], ["hiddenSize", "numLayers", "inputSize"]);
    for (let layer = 0; layer < this.numLayers; layer++) this.#layers.push(this.#makeLayer(layer));
  }

  /** D: 2 when bidirectional, else 1. */
  get directions(): number {
    return this.bidirectional ? 2 : 1;
  }

  /**
   * Runs the stack over x [B, T, I]; returns the last layer's outputs [B, T, D*H] and every layer's final state.
   * Throws ShapeError when x, the state or the lengths do not fit.
   */
  forward(x: Tensor, options: SequenceOptions<State> = {}): { output: Tensor; state: State } {
    this.#check(x, options);
    const { state, lengths } = options;
    // A GRU that is given an LSTM's state takes its h.
    const first = state ? this.#ofCell(state) : [];
    const look = lookAt(this, x, options);
    const trace = options.trace ?? look?.trace;
    trace?.clear();
    const finals: (readonly Tensor[])[] = [];
    let output = look?.x ?? x;
    for (let layer = 0; layer < this.numLayers; layer++) {
      if (layer > 0 && this.dropout > 0 && this.training) output = dropout(output, this.dropout);
      const own = first.map((one) => this.#ofLayer(one, layer));
      const result = this.#layers[layer].forward(output, own, lengths, trace);
      output = result.output;
      finals.push(result.states);
    }
    const joined = this.#cell.states.map((_, i) => join(finals.map((states) => states[i])));
    announce("recurrent", [x, ...first], [output, ...joined], this, lengths);
    const final = this.#cell.states.map((name, i) => [name, joined[i]]);
    return { output, state: Object.fromEntries(final) as unknown as State };
  }

  /** @internal Throws OptionError STEPPER_BIDIRECTIONAL: the second direction would begin with a step that has not come yet. */
  stepperLayers(hold: HoldState): StepperLayer[] {
    if (this.bidirectional) {
      throw new OptionError(
        "STEPPER_BIDIRECTIONAL",
        "stepper",
        `the ${this.constructor.name} is bidirectional, so its outputs depend on steps that have not come yet`,
        { remedies: [["build and train it with ", { option: "bidirectional", value: false }]] },
      );
    }
    const state = hold(this.numLayers, this.hiddenSize, this.#cell.states);
    const forward = (x: Tensor): Tensor => {
      this.#check(x, {});
      return this.#layers.reduce((input, layer, i) => {
        const result = layer.forward(input, state.layer(i), undefined);
        state.keep(i, result.states);
        return result.output;
      }, x);
    };
    return [{ state, inputSize: this.inputSize, forward }];
  }

  /** The states in the cell's order. */
  #ofCell(state: object): Tensor[] {
    return this.#cell.states.map((name) => (state as Record<string, Tensor>)[name]);
  }

  #ofLayer(state: Tensor, layer: number): Tensor {
    return this.numLayers === 1 ? state : slice(state, 0, layer * this.directions, (layer + 1) * this.directions);
  }

  #makeLayer(layer: number): RecurrentLayer {
    const inputs = layer === 0 ? this.inputSize : this.hiddenSize * this.directions;
    const directions: DirectionParameters[] = [];
    for (let d = 0; d < this.directions; d++) {
      const suffix = `l${layer}${d === 1 ? "_reverse" : ""}`;
      directions.push(this.#makeDirection(suffix, inputs));
    }
    return new RecurrentLayer(this.#cell, inputs, this.hiddenSize, directions);
  }

  /** PyTorch's initial distribution: U(-1/sqrt(H), 1/sqrt(H)) for every parameter. */
  #makeDirection(suffix: string, inputs: number): DirectionParameters {
    const bound = 1 / Math.sqrt(this.hiddenSize);
    const made: Partial<Record<ParameterName, Parameter>> = {};
    for (const [name, shape] of cellParameters(this.#cell, inputs, this.hiddenSize, this.bias)) {
      const parameter = uniformParameter(shape, bound);
      made[name] = parameter;
      // Not to be replaced: what it computes is of those that it made.
      Object.defineProperty(this, `${name}_${suffix}`, { value: parameter, enumerable: true });
    }
    return made;
  }

  #check(x: Tensor, options: SequenceOptions<State>): void {
    const name = `${this.constructor.name}.forward`;
    requireTensor(name, "x", x);
    checkOptions(name, options, SEQUENCE);
    const { state, lengths } = options;
    if (x.shape.length !== 3 || x.shape[2] !== this.inputSize) {
      throw new ShapeError(
        "RECURRENT_INPUT",
        name,
        `got x ${describeShape(x.shape)}, expected [B, T, ${this.inputSize}] (batch, time, inputSize)`,
        { found: x.shape },
      );
    }
    const [batch, time] = x.shape;
    if (lengths) {
      if (lengths.length !== batch) {
        throw new ShapeError("RECURRENT_LENGTHS", name, `got ${lengths.length} lengths for a batch of ${batch}`, {
          found: lengths.length,
          remedies: ["give one for each sequence"],
        });
      }
      const wrong = [...lengths].findIndex((length) => !Number.isInteger(length) || length < 1 || length > time);
      if (wrong >= 0) {
        throw new ShapeError(
          "RECURRENT_LENGTHS",
          name,
          `length ${lengths[wrong]} of sequence ${wrong} is not a whole number from 1 to T = ${time}`,
        );
      }
    }
    if (!state) return;
    const wanted = [this.numLayers * this.directions, batch, this.hiddenSize];
    this.#ofCell(state).forEach((given: Tensor | undefined, i) => {
      const part = this.#cell.states[i];
      if (given !== undefined) requireTensor(name, `state.${part}`, given);
      const shape = given?.shape;
      if (shape?.length !== 3 || shape.some((size, i) => size !== wanted[i])) {
        throw new ShapeError(
          "RECURRENT_STATE",
          name,
          `got state.${part} ${shape ? `${describeShape(shape)}` : "absent"}, expected ${describeShape(wanted)} (layers * directions, batch, hiddenSize)`,
        );
      }
    });
  }
}

function join(parts: readonly Tensor[]): Tensor {
  return parts.length === 1 ? parts[0] : concat(parts, 0);
}
