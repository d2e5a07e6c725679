// An encoder reads the input sequence; a decoder, started from the encoder's final state, writes the output sequence one
// step after another, each step reading the value before it: the true one (teacher forcing) or its own.
import { OptionError, ShapeError } from "../../core/errors.ts";
import {
  COUNT,
  checkOptions,
  DROPPED,
  flag,
  made,
  number,
  type OptionRule,
  type OptionRules,
  requireOption,
  whole,
  word,
} from "../../core/option-rules.ts";
import { concat, describeShape, drawDecisions, slice, type Tensor } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { GRU } from "../recurrent/gru.ts";
import { LSTM } from "../recurrent/lstm.ts";
import type { CellState, HiddenState, SequenceOptions } from "../recurrent/recurrent.ts";
import { RNN } from "../recurrent/rnn.ts";
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
  readonly cell?: "rnn" | "lstm" | "gru";
  /** L, layers of each. Default 1. */
  readonly numLayers?: number;
  /** Lets the encoder also read the input from its end; a Linear joins the two final states. Default false. */
  readonly bidirectional?: boolean;
  /** Dropout between layers while training. Default 0. */
  readonly dropout?: number;
  /** Probability that a decoder step of a training batch reads the true previous value instead of its own output. Default 0.5. */
  readonly teacherForcing?: number;
}

/** How many steps to write, and what is known of them. */
export interface DecodeOptions {
  /** Steps to write; the length of `targets` when absent. */
  readonly horizon?: number;
  /** True outputs [B, horizon, O], for teacher forcing. */
  readonly targets?: Tensor;
  /** Overrides the probability for this call; without it: the option while training, 0 in evaluation mode. */
  readonly teacherForcing?: number;
}

type State = HiddenState & Partial<CellState>;
type SequenceNetwork = Module & {
  forward(x: Tensor, options?: SequenceOptions<State>): { output: Tensor; state: State };
  dispose(): void;
};

/**
 * Sequence to sequence with a recurrent encoder and decoder of the same cell, layers and hidden size.
 *
 * Shapes: x [B, T, I] -> [B, horizon, O], O the number of target columns.
 * Parameters: encoder.*, bridge.* (bidirectional encoders only), decoder.* (inputs O), head.weight [O, H], head.bias [O].
 * Whether a step is forced is drawn per batch and step from the default generator.
 * Throws OptionError for options that do not fit, ShapeError when x or targets do not.
 * Source: Sutskever et al. 2014, arXiv:1409.3215; teacher forcing: Williams and Zipser 1989.
 */
export class EncoderDecoder extends Module {
  override readonly repeatable = true;
  readonly encoder: SequenceNetwork;
  readonly bridge: Bridge | undefined;
  readonly decoder: SequenceNetwork;
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
    this.encoder = makeNetwork(cell, { inputSize, hiddenSize, numLayers, dropout, bidirectional });
    this.bridge = bidirectional ? new Bridge({ hiddenSize, cellState: cell === "lstm" }) : undefined;
    this.decoder = makeNetwork(cell, { inputSize: columns.length, hiddenSize, numLayers, dropout });
    this.head = new Linear({ inFeatures: hiddenSize, outFeatures: columns.length });
  }

  /** Reads x [B, T, I] and writes [B, horizon, O]. Inputs of padded sequences may have true `lengths`. */
  forward(x: Tensor, options: DecodeOptions & { lengths?: readonly number[] } = {}): Tensor {
    const horizon = this.#horizon(x, options);
    const { state: encoded } = this.encoder.forward(x, { lengths: options.lengths });
    const state = this.bridge ? this.bridge.forward(encoded) : encoded;
    const first = this.#lastValues(x, options.lengths);
    const forced = this.#draw(horizon, options);
    if (options.targets && forced.every(Boolean)) return this.#decodeForced(first, options.targets, horizon, state);
    return this.#decodeStepwise(first, options.targets, horizon, state, forced);
  }

  /** With every step forced, the inputs are known beforehand: the decoder runs over the whole sequence at once. */
  #decodeForced(first: Tensor, targets: Tensor, horizon: number, state: State): Tensor {
    const inputs = horizon === 1 ? first : concat([first, slice(targets, 1, 0, horizon - 1)], 1);
    return this.head.forward(this.decoder.forward(inputs, { state }).output);
  }

  #decodeStepwise(
    first: Tensor,
    targets: Tensor | undefined,
    horizon: number,
    start: State,
    forced: readonly boolean[],
  ): Tensor {
    const outputs: Tensor[] = [];
    let state = start;
    let input = first;
    for (let step = 0; step < horizon; step++) {
      const decoded = this.decoder.forward(input, { state });
      const value = this.head.forward(decoded.output);
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

  #horizon(x: Tensor, { horizon, targets }: DecodeOptions): number {
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
    if (targets && (targets.shape.length !== 3 || targets.shape.some((size, i) => size !== wanted[i]))) {
      throw new ShapeError(
        "ENCODER_DECODER_TARGETS",
        "EncoderDecoder.forward",
        `got targets ${describeShape(targets.shape)}, expected ${describeShape(wanted)} (batch, horizon, outputs)`,
        { found: targets.shape },
      );
    }
    return steps;
  }
}

const FORCING: OptionRule<number> = number({ least: 0, most: 1 });
const COLUMN: OptionRule<number> = whole(0);

const RULES: OptionRules<EncoderDecoderOptions> = {
  inputSize: COUNT,
  hiddenSize: COUNT,
  targetColumns: made(
    "a list of numbers of columns, from 0",
    (value): value is readonly number[] => Array.isArray(value) && value.every(COLUMN.fits),
  ),
  cell: word("rnn", "lstm", "gru"),
  numLayers: COUNT,
  bidirectional: flag,
  dropout: DROPPED,
  teacherForcing: FORCING,
};

interface NetworkOptions {
  inputSize: number;
  hiddenSize: number;
  numLayers: number;
  dropout: number;
  bidirectional?: boolean;
}

function makeNetwork(cell: "rnn" | "lstm" | "gru", options: NetworkOptions): SequenceNetwork {
  const network = cell === "rnn" ? new RNN(options) : cell === "gru" ? new GRU(options) : new LSTM(options);
  return network as unknown as SequenceNetwork;
}
