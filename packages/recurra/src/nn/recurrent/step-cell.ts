// One step of a recurrent network, for loops of one's own: what RNNCell, LSTMCell and GRUCell share.
import { ShapeError } from "../../core/errors.ts";
import {
  COUNT,
  checkOptions,
  flag,
  type OptionRule,
  type OptionRules,
  object,
  requireOption,
} from "../../core/option-rules.ts";
import type { Cell, ParameterName } from "../../kernels/wasm/recurrent-cell.ts";
import { announce, describeShape, type Parameter, requireTensor, type Tensor } from "../../tensor/index.ts";
import { uniformParameter } from "../module/initialisers.ts";
import { Module } from "../module/module.ts";
import { requireRoom } from "../module/room.ts";
import { RecurrentLayer } from "./recurrent-layer.ts";
import { cellParameters, recurrentSize } from "./recurrent-size.ts";

/** Options of every cell. */
export interface StepCellOptions {
  /** I, the number of features of a step. */
  readonly inputSize: number;
  /** H, the number of units. */
  readonly hiddenSize: number;
  /** Whether the gates have biases; on unless set. */
  readonly bias?: boolean;
}

/** What a cell carries from step to step, by name: h is its output. */
export interface StepState {
  readonly h: Tensor;
  readonly [name: string]: Tensor;
}

/** A module that makes the next state of a step and the state before it; without one, it begins with its own first state. */
export interface CellModule extends Module {
  forward(x: Tensor, state?: StepState): StepState;
}

const RULES: OptionRules<StepCellOptions> = { inputSize: COUNT, hiddenSize: COUNT, bias: flag };
const STATE: OptionRule<StepState> = /* @__PURE__ */ object("a state, as forward() gives it");

/** One layer and direction of a recurrent network, a step at a time, as one node of the tape. */
export abstract class StepCell<State extends StepState> extends Module {
  override readonly repeatable = true;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly bias: boolean;
  readonly #cell: Cell;
  readonly #layer: RecurrentLayer;

  constructor(
    name: string,
    cell: Cell,
    options: StepCellOptions,
    own: Readonly<Record<string, OptionRule<unknown>>> = {},
  ) {
    super();
    checkOptions(name, options, { ...RULES, ...own }, ["inputSize", "hiddenSize"]);
    const { inputSize, hiddenSize, bias = true } = options;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.bias = bias;
    this.#cell = cell;
    requireRoom(name, [recurrentSize(cell, this)], ["hiddenSize", "inputSize"]);
    const made: Partial<Record<ParameterName, Parameter>> = {};
    for (const [part, shape] of cellParameters(cell, inputSize, hiddenSize, bias)) {
      const parameter = uniformParameter(shape, 1 / Math.sqrt(hiddenSize));
      made[part] = parameter;
      // Not to be replaced: what it computes is of those that it made.
      Object.defineProperty(this, part, { value: parameter, enumerable: true });
    }
    this.#layer = new RecurrentLayer(cell, inputSize, hiddenSize, [made]);
  }

  /** The state after a step x [B, I]; before the first one it is zero. Throws ShapeError when x or the state does not fit. */
  forward(x: Tensor, state?: State): State {
    const name = `${this.constructor.name}.forward`;
    requireTensor(name, "x", x);
    const { states } = this.#cell;
    if (x.shape.length !== 2 || x.shape[1] !== this.inputSize) {
      throw new ShapeError(
        "RECURRENT_INPUT",
        name,
        `got x ${describeShape(x.shape)}, expected [B, ${this.inputSize}] (batch, inputSize)`,
        { found: x.shape, remedies: ["of a sequence [B, T, I], give one step: x.step(t)"] },
      );
    }
    if (state !== undefined) requireOption(name, "state", STATE, state);
    const first = state ? states.map((part) => state[part] as Tensor | undefined) : [];
    for (const [i, given] of first.entries()) {
      if (given !== undefined) requireTensor(name, `state.${states[i]}`, given);
      const shape = given?.shape;
      if (shape?.length === 2 && shape[0] === x.shape[0] && shape[1] === this.hiddenSize) continue;
      throw new ShapeError(
        "RECURRENT_STATE",
        name,
        `got state.${states[i]} ${shape ? describeShape(shape) : "absent"}, expected [${x.shape[0]}, ${this.hiddenSize}] (batch, hiddenSize)`,
      );
    }
    const next = this.#layer.forward(x, first as Tensor[], undefined).states;
    announce("cell", [x, ...(first as Tensor[])], next, this);
    return Object.fromEntries(states.map((part, i) => [part, next[i]])) as unknown as State;
  }
}
