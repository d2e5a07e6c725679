import { COUNT, checkOptions, flag, type OptionRules } from "../../core/option-rules.ts";
import { asinh, concat, type Parameter, requireTensor, type Tensor } from "../../tensor/index.ts";
import type { CellName } from "../../words/cells.ts";
import { Dropout } from "../layers/dropout.ts";
import { Embedding } from "../layers/embedding.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { linearSize, requireRoom } from "../module/room.ts";
import { cellOf, type RecurrentNetwork, recurrentNetwork } from "../recurrent/cells.ts";
import { anyNetwork, repeatState } from "../recurrent/network-state.ts";
import { recurrentSize } from "../recurrent/recurrent-size.ts";
import { type Distribution, distributionOf, HEAD_NUMBERS } from "./forecast-head.ts";
import { COLUMN, DISTRIBUTION, SOME, WINDOW_NAMES, WINDOW_RULES } from "./network-rules.ts";

/** What a SegmentNetwork is made of. */
export interface SegmentNetworkOptions {
  readonly cell: CellName;
  /** Columns of x, those that are known ahead among them. */
  readonly inputSize: number;
  /** Columns of x that are known ahead too: the last ones. Default 0. */
  readonly aheadSize?: number;
  /** d, units of a layer. */
  readonly hiddenSize: number;
  readonly numLayers: number;
  /** Share of the decoder's outputs dropped while training. */
  readonly dropout: number;
  readonly lookback: number;
  readonly horizon: number;
  /** w, rows of a segment; at most `lookback`. Where it does not divide `lookback`, the first rows are read by the skip alone. */
  readonly segmentRows: number;
  /** Column of x that holds the target; -1 where none does: then there is no skip and no season to add to. */
  readonly targetColumn: number;
  /** Whether a linear path leads from the target's values to the forecast. */
  readonly skip: boolean;
  /** Rows of the season that the forecast is added to; 0: it is added to nothing, which is the last value of a window measured from it. */
  readonly anchorSeason: number;
  /** What the outputs are; default "point". */
  readonly distribution?: Distribution;
}

function clear(parameter: Parameter): void {
  parameter.value = new Float32Array(parameter.size);
}

const RULES: OptionRules<SegmentNetworkOptions> = {
  ...WINDOW_RULES,
  ...{ segmentRows: COUNT, targetColumn: COLUMN, skip: flag, anchorSeason: SOME },
  ...{ aheadSize: SOME, distribution: DISTRIBUTION },
};

/**
 * A recurrent network that reads and writes segments of w rows, so that a window of hundreds of rows is a few steps.
 *
 *   s_i = relu(W_e asinh(rows of segment i) + b_e)                   i = 1 ... floor(lookback / w), to the end of the window
 *   state = recurrent(s_1, s_2, ...)
 *   o_m = W_o dropout(recurrent(p_m, from state)) + b_o              m = 1 ... ceil(horizon / w), each one step from the same state
 *   forecast = (o_1, o_2, ...) cut to the horizon + W_skip target + the season `anchorSeason` before it
 *
 * p_m is a learnt row of numbers for each segment of the forecast; to it comes W_z z_m, where z_m are the rows of that segment in the
 * columns that are known ahead, zeros beyond the horizon. W_o, b_o and W_skip start at zero: untrained, the forecast is the last
 * season, or "no change".
 *
 * Shapes: x [B, lookback, I] -> [B, horizon], [B, horizon, K] where the outputs are a distribution (`distributionOf`); with columns known ahead
 * x [B, lookback + horizon, I], of whose last rows those columns alone are read. Parameters: embed.*, recurrent.*, position.weight [M, d],
 * head.*, skip.weight, ahead.weight.
 * Source: SegRNN, Lin et al. 2023, arXiv:2308.11200, with its parallel decoding; the skip as in LSTNet, arXiv:1703.07015.
 */
export class SegmentNetwork extends Module {
  override readonly repeatable = true;
  readonly embed: Linear;
  readonly recurrent: RecurrentNetwork;
  readonly position: Embedding;
  readonly drop: Dropout;
  readonly head: Linear;
  readonly skip: Linear | null;
  /** W_z; null where nothing is known ahead. */
  readonly ahead: Linear | null;
  readonly lookback: number;
  readonly horizon: number;
  readonly segmentRows: number;
  readonly targetColumn: number;
  readonly anchorSeason: number;
  readonly distribution: Distribution;

  constructor(shape: SegmentNetworkOptions) {
    super();
    checkOptions("SegmentNetwork", shape, RULES, [
      ...WINDOW_NAMES,
      "segmentRows",
      "targetColumn",
      "skip",
      "anchorSeason",
    ]);
    const { inputSize, hiddenSize, lookback, horizon, segmentRows, targetColumn, anchorSeason } = shape;
    const { aheadSize = 0, distribution = "point" } = shape;
    const numbers = segmentRows * HEAD_NUMBERS[distribution].count;
    const segments = Math.ceil(horizon / segmentRows);
    const parts = [
      linearSize(segmentRows * inputSize, hiddenSize),
      recurrentSize(cellOf(shape.cell), { inputSize: hiddenSize, hiddenSize, numLayers: shape.numLayers }),
      linearSize(segments, hiddenSize, false),
      linearSize(hiddenSize, numbers),
      ...(shape.skip ? [linearSize(lookback, horizon, false)] : []),
      ...(aheadSize > 0 ? [linearSize(segmentRows * aheadSize, hiddenSize, false)] : []),
    ];
    requireRoom("SegmentNetwork", parts, ["hiddenSize", "numLayers", "horizon"]);
    this.distribution = distribution;
    this.lookback = lookback;
    this.horizon = horizon;
    this.segmentRows = segmentRows;
    this.targetColumn = targetColumn;
    this.anchorSeason = anchorSeason;
    this.embed = new Linear({ inFeatures: segmentRows * inputSize, outFeatures: hiddenSize });
    this.recurrent = recurrentNetwork(shape.cell, { inputSize: hiddenSize, hiddenSize, numLayers: shape.numLayers });
    this.position = new Embedding({ numEmbeddings: segments, embeddingDim: hiddenSize });
    this.drop = new Dropout({ p: shape.dropout });
    this.head = new Linear({ inFeatures: hiddenSize, outFeatures: numbers });
    this.skip = shape.skip ? new Linear({ inFeatures: lookback, outFeatures: horizon, bias: false }) : null;
    this.ahead =
      aheadSize > 0 ? new Linear({ inFeatures: segmentRows * aheadSize, outFeatures: hiddenSize, bias: false }) : null;
    for (const layer of [this.head, this.skip]) layer?.parameters().forEach(clear);
  }

  forward(given: Tensor): Tensor {
    requireTensor("SegmentNetwork", "x", given);
    const { lookback, ahead, distribution } = this;
    const x = ahead === null ? given : given.slice(1, 0, lookback);
    const numbers = this.#segments(x, ahead === null ? undefined : this.#known(given, ahead));
    if (distribution !== "point") return distributionOf(distribution, numbers, this.#added(x, undefined));
    return this.#added(x, numbers.reshape([numbers.shape[0], this.horizon])) as Tensor;
  }

  /** A forecast [B, horizon], if any, with what the window's target values add to it. */
  #added(x: Tensor, forecast: Tensor | undefined): Tensor | undefined {
    const [batch, lookback] = x.shape;
    const { horizon, targetColumn, anchorSeason, skip } = this;
    if (skip === null && anchorSeason === 0) return forecast;
    const plus = (sum: Tensor | undefined, more: Tensor): Tensor => (sum === undefined ? more : sum.add(more));
    const target = x.slice(2, targetColumn, targetColumn + 1).reshape([batch, lookback]);
    const sum = skip === null ? forecast : plus(forecast, skip.forward(target));
    if (anchorSeason === 0) return sum;
    const season = target.slice(1, lookback - anchorSeason, lookback);
    const times = Math.ceil(horizon / anchorSeason);
    const repeated = times === 1 ? season : concat(new Array<Tensor>(times).fill(season), 1);
    return plus(sum, repeated.slice(1, 0, horizon));
  }

  /** W_z z_m of each segment of the forecast, [M, B, d]. */
  #known(x: Tensor, ahead: Linear): Tensor {
    const [batch, rows, inputs] = x.shape;
    const { lookback, horizon, segmentRows } = this;
    const columns = ahead.inFeatures / segmentRows;
    const segments = Math.ceil(horizon / segmentRows);
    const known = x.slice(1, lookback, rows).slice(2, inputs - columns, inputs);
    const beyond = segments * segmentRows - horizon;
    const none = beyond === 0 ? [] : new Array<Tensor>(beyond).fill(known.slice(1, 0, 1).mul(0));
    const whole = beyond === 0 ? known : concat([known, ...none], 1);
    return ahead.forward(whole.reshape([batch, segments, segmentRows * columns])).transpose(0, 1);
  }

  /** The numbers of each row, [B, horizon, K]. */
  #segments(x: Tensor, known: Tensor | undefined): Tensor {
    const [batch, lookback, inputs] = x.shape;
    const { segmentRows, horizon } = this;
    const { hiddenSize } = this.recurrent;
    const count = Math.floor(lookback / segmentRows);
    const rows = x.slice(1, lookback - count * segmentRows, lookback);
    const segments = asinh(rows).reshape([batch, count, segmentRows * inputs]);
    const { state } = this.recurrent.forward(this.embed.forward(segments).relu());
    const { numEmbeddings: ahead } = this.position;
    // Zeros of the batch's size, so that the rows of the table are those of every window.
    const none = known ?? state.h.slice(0, 0, 1).mul(0);
    const places = this.position.weight.reshape([ahead, 1, hiddenSize]);
    const inputsAhead = places.add(none);
    const { output } = anyNetwork(this.recurrent).forward(inputsAhead.reshape([ahead * batch, 1, hiddenSize]), {
      state: repeatState(state, ahead),
    });
    const { count: numbers } = HEAD_NUMBERS[this.distribution];
    const outputs = this.head.forward(this.drop.forward(output)).reshape([ahead, batch, segmentRows * numbers]);
    const inOrder = ahead === 1 ? outputs : outputs.transpose(0, 1);
    return inOrder.reshape([batch, ahead * segmentRows, numbers]).slice(1, 0, horizon);
  }
}
