// An encoder reads the input sequence; a decoder, started from the encoder's final state, writes the output sequence one
// step after another, each step reading the value before it: the true one (teacher forcing) or its own.
import { OptionError, ShapeError } from "../../core/errors.ts";
import {
  COUNT,
  checkOptions,
  DROPPED,
  flag,
  made,
  NUMBER,
  NUMBERS,
  number,
  type OptionRule,
  type OptionRules,
  object,
  requireOption,
  whole,
} from "../../core/option-rules.ts";
import { freeStates } from "../../kernels/wasm/recurrent-cell.ts";
import { concat, describeShape, drawDecisions, requireTensor, slice, type Tensor, tensor } from "../../tensor/index.ts";
import type { CellName } from "../../words/cells.ts";
import { Linear } from "../layers/linear.ts";
import { LuongAttention, luongSizes } from "../layers/luong-attention.ts";
import { Module } from "../module/module.ts";
import { linearSize, requireRoom } from "../module/room.ts";
import { CELL, cellOf, recurrentNetwork } from "../recurrent/cells.ts";
import { type AnyNetwork, type AnyState, anyNetwork } from "../recurrent/network-state.ts";
import { recurrentSize } from "../recurrent/recurrent-size.ts";
import { Bridge } from "./bridge.ts";

/** What the encoder and the decoder are made of, and how they are trained. */
export interface EncoderDecoderOptions {
  /** I, features of each input step. */
  readonly inputSize: number;
  /** H, units per layer, of the encoder and of the decoder. */
  readonly hiddenSize: number;
  /** Columns of x that are predicted, in the order of the outputs; the decoder's first input is their last value. Default [0]. */
  readonly targetColumns?: readonly number[];
  /** Default "lstm". */
  readonly cell?: CellName;
  /** L, layers of each. Default 1. */
  readonly numLayers?: number;
  /** Lets the encoder also read the input from its end; a Linear joins the two final states. Default false. */
  readonly bidirectional?: boolean;
  /** Dropout between layers while training. Default 0. */
  readonly dropout?: number;
  /** Probability that a decoder step of a training batch reads the true previous value instead of its own output. Default 0.5. */
  readonly teacherForcing?: number;
  /** Lets each decoder step look at all steps of the encoder: see LuongAttention. Default false. */
  readonly attention?: boolean;
}

/** How many steps to write, and what is known of them. */
export interface DecodeOptions {
  /** Steps to write; the length of `targets` when absent. */
  readonly horizon?: number;
  /** True outputs [B, horizon, O], for teacher forcing. */
  readonly targets?: Tensor;
  /** Overrides the probability for this call; without it: the option while training, 0 in evaluation mode. */
  readonly teacherForcing?: number;
  /** [B, horizon, O] that is added to the outputs, and so is part of what the next step reads. */
  readonly added?: Tensor;
}

/**
 * Sequence to sequence with a recurrent encoder and decoder of the same cell, layers and hidden size.
 *
 * Shapes: x [B, T, I] -> [B, horizon, O], O the number of target columns.
 * Parameters: encoder.*, bridge.* (bidirectional encoders only), decoder.* (inputs O), attention.* (where there is one), head.weight
 * [O, H], head.bias [O].
 * Whether a step is forced is drawn per batch and step from the default generator.
 * Throws OptionError for options that do not fit, ShapeError when x or targets do not.
 * Source: Sutskever et al. 2014, arXiv:1409.3215; teacher forcing: Williams and Zipser 1989; attention:
 * Luong et al. 2015, arXiv:1508.04025.
 */
export class EncoderDecoder extends Module {
  override readonly repeatable = true;
  readonly encoder: AnyNetwork;
  readonly bridge: Bridge | undefined;
  readonly decoder: AnyNetwork;
  readonly attention: LuongAttention | undefined;
  readonly head: Linear;
  readonly targetColumns: readonly number[];
  readonly teacherForcing: number;

  constructor(options: EncoderDecoderOptions) {
    super();
    checkOptions("EncoderDecoder", options, RULES, ["inputSize", "hiddenSize"]);
    const { inputSize, hiddenSize, cell = "lstm", numLayers = 1, bidirectional = false, dropout = 0 } = options;
    this.targetColumns = options.targetColumns ?? [0];
    this.teacherForcing = options.teacherForcing ?? 0.5;
    const columns = this.targetColumns;
    if (columns.length === 0 || columns.some((c) => c >= inputSize)) {
      throw new OptionError(
        "OPTION_VALUE",
        "EncoderDecoder",
        [
          { option: "targetColumns" },
          ` ${describeShape(columns)} must name one or more of the ${inputSize} input columns (0 to ${inputSize - 1})`,
        ],
        { found: columns },
      );
    }
    const memory = bidirectional ? 2 * hiddenSize : hiddenSize;
    const joins = linearSize(memory, hiddenSize);
    const kernel = cellOf(cell);
    const parts = [
      recurrentSize(kernel, { inputSize, hiddenSize, numLayers, bidirectional }),
      ...(bidirectional ? freeStates(kernel).map(() => joins) : []),
      recurrentSize(kernel, { inputSize: columns.length, hiddenSize, numLayers }),
      ...(options.attention ? luongSizes(hiddenSize, memory) : []),
      linearSize(hiddenSize, columns.length),
    ];
    requireRoom("EncoderDecoder", parts, ["hiddenSize", "numLayers"]);
    this.encoder = anyNetwork(recurrentNetwork(cell, { inputSize, hiddenSize, numLayers, dropout, bidirectional }));
    this.bridge = bidirectional ? new Bridge({ hiddenSize, states: freeStates(kernel) }) : undefined;
    this.decoder = anyNetwork(recurrentNetwork(cell, { inputSize: columns.length, hiddenSize, numLayers, dropout }));
    this.attention = options.attention ? new LuongAttention({ queryDim: hiddenSize, memoryDim: memory }) : undefined;
    this.head = new Linear({ inFeatures: hiddenSize, outFeatures: columns.length });
  }

  /** Reads x [B, T, I] and writes [B, horizon, O]. Inputs of padded sequences may have true `lengths`. */
  forward(x: Tensor, options: DecodeOptions & { lengths?: readonly number[] } = {}): Tensor {
    requireTensor("EncoderDecoder", "x", x);
    checkOptions("EncoderDecoder", options, FORWARD);
    for (const name of ["targets", "added"] as const) {
      if (options[name] !== undefined) requireTensor("EncoderDecoder", name, options[name]);
    }
    const horizon = this.#horizon(x, options);
    const { output: memory, state: encoded } = this.encoder.forward(x, { lengths: options.lengths });
    const state = this.bridge ? this.bridge.forward(encoded) : encoded;
    const first = this.#lastValues(x, options.lengths);
    const forced = this.#draw(horizon, options);
    const mask = this.attention && options.lengths ? { attnMask: lengthMask(options.lengths, x.shape[1]) } : {};
    const look = this.attention?.over(memory, mask);
    const write = (decoded: Tensor): Tensor => this.head.forward(look ? look(decoded) : decoded);
    if (options.targets && forced.every(Boolean)) {
      // With every step forced, the inputs are known beforehand: the decoder runs over the whole sequence at once.
      const inputs = horizon === 1 ? first : concat([first, slice(options.targets, 1, 0, horizon - 1)], 1);
      const outputs = write(this.decoder.forward(inputs, { state }).output);
      return options.added ? outputs.add(options.added) : outputs;
    }
    return this.#decodeStepwise(first, { ...options, horizon, state, forced, write });
  }

  #decodeStepwise(
    first: Tensor,
    {
      targets,
      added,
      horizon,
      state: start,
      forced,
      write,
    }: DecodeOptions & {
      readonly horizon: number;
      readonly state: AnyState;
      readonly forced: readonly boolean[];
      readonly write: (decoded: Tensor) => Tensor;
    },
  ): Tensor {
    const outputs: Tensor[] = [];
    let state = start;
    let input = first;
    for (let step = 0; step < horizon; step++) {
      const decoded = this.decoder.forward(input, { state });
      const written = write(decoded.output);
      const value = added ? written.add(slice(added, 1, step, step + 1)) : written;
      outputs.push(value);
      state = decoded.state;
      input = targets && forced[step] ? slice(targets, 1, step, step + 1) : value;
    }
    return outputs.length === 1 ? outputs[0] : concat(outputs, 1);
  }

  /** Whether the step after each step reads the true value. */
  #draw(horizon: number, { targets, teacherForcing }: DecodeOptions): boolean[] {
    const probability = teacherForcing ?? (this.training && targets ? this.teacherForcing : 0);
    requireOption("EncoderDecoder.forward", "teacherForcing", FORCING, probability);
    if (probability > 0 && !targets) {
      throw new OptionError("ENCODER_DECODER_TARGETS", "EncoderDecoder.forward", "teacher forcing needs targets", {
        found: probability,
        remedies: [["give them: ", { call: "forward(x, { targets })" }]],
      });
    }
    const forced = new Array<boolean>(horizon).fill(probability === 1);
    if (probability === 0 || probability === 1) return forced;
    return drawDecisions("teacher-forcing", horizon, probability);
  }

  /** The target columns at each sequence's last true step, [B, 1, O]. */
  #lastValues(x: Tensor, lengths: readonly number[] | undefined): Tensor {
    const [, time] = x.shape;
    const last = lengths
      ? concat(
          lengths.map((length, b) => slice(slice(x, 0, b, b + 1), 1, length - 1, length)),
          0,
        )
      : slice(x, 1, time - 1, time);
    const columns = this.targetColumns.map((column) => slice(last, 2, column, column + 1));
    return columns.length === 1 ? columns[0] : concat(columns, 2);
  }

  #horizon(x: Tensor, { horizon, targets, added }: DecodeOptions): number {
    const steps = horizon ?? targets?.shape[1];
    if (steps === undefined || !Number.isInteger(steps) || steps < 1) {
      throw new OptionError(
        "ENCODER_DECODER_HORIZON",
        "EncoderDecoder.forward",
        [{ option: "horizon" }, ` is ${steps}`],
        { found: steps, remedies: ["give a whole number from 1", ["give ", { option: "targets" }]] },
      );
    }
    const wanted = [x.shape[0], steps, this.targetColumns.length];
    for (const [name, given] of Object.entries({ targets, added })) {
      if (!given || (given.shape.length === 3 && given.shape.every((size, i) => size === wanted[i]))) continue;
      throw new ShapeError(
        "ENCODER_DECODER_TARGETS",
        "EncoderDecoder.forward",
        `got ${name} ${describeShape(given.shape)}, expected ${describeShape(wanted)} (batch, horizon, outputs)`,
        { found: given.shape },
      );
    }
    return steps;
  }
}

const FORCING: OptionRule<number> = number({ least: 0, most: 1 });
const COLUMN: OptionRule<number> = whole(0);
const TENSOR = /* @__PURE__ */ object<Tensor>("a tensor");
const FORWARD: OptionRules<DecodeOptions & { lengths: readonly number[] }> = {
  horizon: NUMBER,
  targets: TENSOR,
  added: TENSOR,
  teacherForcing: FORCING,
  lengths: NUMBERS as OptionRule<readonly number[]>,
};

const RULES: OptionRules<EncoderDecoderOptions> = {
  inputSize: COUNT,
  hiddenSize: COUNT,
  targetColumns: made(
    "a list of numbers of columns, from 0",
    (value): value is readonly number[] => Array.isArray(value) && value.every(COLUMN.fits),
  ),
  cell: CELL,
  numLayers: COUNT,
  bidirectional: flag,
  dropout: DROPPED,
  teacherForcing: FORCING,
  attention: flag,
};

/** [B, 1, T]: 0 at the true steps of each sequence, -Infinity past them. */
function lengthMask(lengths: readonly number[], time: number): Tensor {
  const mask = new Float32Array(lengths.length * time);
  lengths.forEach((length, b) => {
    mask.fill(Number.NEGATIVE_INFINITY, b * time + length, (b + 1) * time);
  });
  return tensor(mask, [lengths.length, 1, time]);
}
