import { checkOptions, flag, number, type OptionRules, object } from "../../core/option-rules.ts";
import { type Parameter, requireTensor, type Tensor } from "../../tensor/index.ts";
import type { CellName } from "../../words/cells.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { linearSize, requireRoom } from "../module/room.ts";
import { type DecodeOptions, EncoderDecoder } from "./encoder-decoder.ts";
import { SOME, WINDOW_NAMES, WINDOW_RULES } from "./network-rules.ts";

/** What a Seq2SeqNetwork is made of. */
export interface Seq2SeqNetworkOptions {
  readonly cell: CellName;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly dropout: number;
  readonly lookback: number;
  readonly horizon: number;
  /** Column of x that holds the target; the decoder's first input is its last value. */
  readonly targetColumn: number;
  /** Whether a linear path leads from the target's values to the forecast. */
  readonly skip: boolean;
  /** Whether each step of the forecast looks at all rows of the window. */
  readonly attention: boolean;
}

function clear(parameter: Parameter): void {
  parameter.value = new Float32Array(parameter.size);
}

const FORWARD = { targets: object("a tensor"), teacherForcing: number({ least: 0, most: 1 }) };

const RULES: OptionRules<Seq2SeqNetworkOptions> = { ...WINDOW_RULES, targetColumn: SOME, skip: flag, attention: flag };

/**
 * An EncoderDecoder as the network of a Forecaster: an encoder reads the window, a decoder writes the forecast a row after the other, each step
 * reading the one before it. With a skip, a weighted sum of the window's target values is added to each step, before the next one reads it.
 * The head and the skip start at zero: untrained, the forecast is "no change".
 *
 * Shapes: x [B, lookback, I], targets [B, horizon] -> [B, horizon]. Parameters: coder.* as EncoderDecoder's, skip.weight.
 * Source: Sutskever et al. 2014, arXiv:1409.3215; the skip as in LSTNet, Lai et al. 2018, arXiv:1703.07015.
 */
export class Seq2SeqNetwork extends Module {
  override readonly repeatable = true;
  readonly coder: EncoderDecoder;
  readonly skip: Linear | null;
  readonly lookback: number;
  readonly horizon: number;
  readonly targetColumn: number;

  constructor(shape: Seq2SeqNetworkOptions) {
    super();
    checkOptions("Seq2SeqNetwork", shape, RULES, [...WINDOW_NAMES, "targetColumn", "skip", "attention"]);
    const { cell, inputSize, hiddenSize, numLayers, dropout, lookback, horizon, targetColumn, attention } = shape;
    const own = shape.skip ? [linearSize(lookback, horizon, false)] : [];
    requireRoom("Seq2SeqNetwork", own, ["lookback", "horizon"]);
    this.lookback = lookback;
    this.horizon = horizon;
    this.targetColumn = targetColumn;
    this.coder = new EncoderDecoder({
      ...{ cell, inputSize, hiddenSize, numLayers, dropout, attention },
      ...{ targetColumns: [targetColumn], teacherForcing: 0 },
    });
    this.skip = shape.skip ? new Linear({ inFeatures: lookback, outFeatures: horizon, bias: false }) : null;
    for (const layer of [this.coder.head, this.skip]) layer?.parameters().forEach(clear);
  }

  /** With `targets` [B, horizon], the share `teacherForcing` of the steps reads the true value before it. */
  forward(x: Tensor, options: Pick<DecodeOptions, "targets" | "teacherForcing"> = {}): Tensor {
    requireTensor("Seq2SeqNetwork", "x", x);
    checkOptions("Seq2SeqNetwork", options, FORWARD);
    const { targets, teacherForcing } = options;
    if (targets !== undefined) requireTensor("Seq2SeqNetwork", "targets", targets);
    const { horizon, targetColumn } = this;
    const [batch, lookback] = x.shape;
    const steps = [batch, horizon, 1];
    const target = x.slice(2, targetColumn, targetColumn + 1).reshape([batch, lookback]);
    const written = this.coder.forward(x, {
      horizon,
      ...(targets && { targets: targets.reshape(steps), teacherForcing }),
      ...(this.skip && { added: this.skip.forward(target).reshape(steps) }),
    });
    return written.reshape([batch, horizon]);
  }
}
