import { checkOptions, type OptionRules } from "../../core/option-rules.ts";
import { type Parameter, requireTensor, type Tensor } from "../../tensor/index.ts";
import type { CellName } from "../../words/cells.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { linearSize, requireRoom } from "../module/room.ts";
import { cellOf, type RecurrentNetwork, recurrentNetwork } from "../recurrent/cells.ts";
import { recurrentSize } from "../recurrent/recurrent-size.ts";
import { type Distribution, distributionOf, HEAD_NUMBERS } from "./forecast-head.ts";
import { COLUMN, DISTRIBUTION, SOME, WINDOW_NAMES, WINDOW_RULES } from "./network-rules.ts";

/** What a ForecastNetwork is made of. */
export interface ForecastNetworkOptions {
  readonly cell: CellName;
  /** Columns of x, those that are known ahead among them. */
  readonly inputSize: number;
  /** Columns of x that are known ahead too: the last ones. Default 0. */
  readonly aheadSize?: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly dropout: number;
  readonly lookback: number;
  readonly horizon: number;
  /** Column of x that holds the target, from which a linear path leads to the forecast; -1: no such path. */
  readonly skipFrom: number;
  /** What the outputs are; default "point". */
  readonly distribution?: Distribution;
}

function clear(parameter: Parameter): void {
  parameter.value = new Float32Array(parameter.size);
}

const RULES: OptionRules<ForecastNetworkOptions> = {
  ...WINDOW_RULES,
  skipFrom: COLUMN,
  aheadSize: SOME,
  distribution: DISTRIBUTION,
};

/**
 * A recurrent network whose last output, through one linear layer, is the whole forecast at once. With a skip, a second
 * linear layer adds a weighted sum of the window's target values to each step, so that repeating the last season, which is
 * copying, need not be squeezed through the state. Both linear layers start at zero: untrained, the forecast is "no change".
 *
 * What is known of the rows to come, z_h, is heard for each of them, by weights that they share:
 *
 *   forecast_h = head(state)_h + skip(window)_h + W_e relu(W_z z_h + W_s state + b_z)        W_e is zero at first
 *
 * Shapes: x [B, T, I] -> [B, horizon], [B, horizon, K] where the outputs are a distribution (`distributionOf`); with columns known ahead
 * x [B, T + horizon, I], of whose last rows those columns alone are read.
 * Source of the skip: the autoregressive part of LSTNet, Lai et al. 2018, arXiv:1703.07015.
 */
export class ForecastNetwork extends Module {
  override readonly repeatable = true;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;
  readonly skip: Linear | null;
  /** W_z and b_z, W_s, W_e; null where nothing is known ahead. */
  readonly ahead: Linear | null;
  readonly context: Linear | null;
  readonly effect: Linear | null;
  /** Rows of a window. */
  readonly lookback: number;
  /** Column of x that the skip reads; -1 without a skip. */
  readonly skipFrom: number;
  readonly horizon: number;
  readonly distribution: Distribution;

  constructor(shape: ForecastNetworkOptions) {
    super();
    checkOptions("ForecastNetwork", shape, RULES, [...WINDOW_NAMES, "skipFrom"]);
    const { inputSize, hiddenSize, numLayers, dropout, lookback, horizon, skipFrom } = shape;
    const { aheadSize = 0, distribution = "point" } = shape;
    const hears = aheadSize > 0;
    const numbers = horizon * HEAD_NUMBERS[distribution].count;
    const parts = [
      recurrentSize(cellOf(shape.cell), shape),
      linearSize(hiddenSize, numbers),
      ...(skipFrom < 0 ? [] : [linearSize(lookback, horizon, false)]),
      ...(hears
        ? [
            linearSize(aheadSize, hiddenSize),
            linearSize(hiddenSize, hiddenSize, false),
            linearSize(hiddenSize, 1, false),
          ]
        : []),
    ];
    requireRoom("ForecastNetwork", parts, ["hiddenSize", "numLayers", "horizon"]);
    this.horizon = horizon;
    this.distribution = distribution;
    this.recurrent = recurrentNetwork(shape.cell, { inputSize, hiddenSize, numLayers, dropout });
    this.head = new Linear({ inFeatures: hiddenSize, outFeatures: numbers });
    this.skip = skipFrom < 0 ? null : new Linear({ inFeatures: lookback, outFeatures: horizon, bias: false });
    this.ahead = hears ? new Linear({ inFeatures: aheadSize, outFeatures: hiddenSize }) : null;
    this.context = hears ? new Linear({ inFeatures: hiddenSize, outFeatures: hiddenSize, bias: false }) : null;
    this.effect = hears ? new Linear({ inFeatures: hiddenSize, outFeatures: 1, bias: false }) : null;
    this.lookback = lookback;
    this.skipFrom = skipFrom;
    for (const layer of [this.head, this.skip, this.effect]) layer?.parameters().forEach(clear);
  }

  forward(given: Tensor): Tensor {
    requireTensor("ForecastNetwork", "x", given);
    const { lookback, ahead } = this;
    const x = ahead === null ? given : given.slice(1, 0, lookback);
    const { output } = this.recurrent.forward(x);
    const state = output.step(-1);
    const { skip, skipFrom, distribution, horizon } = this;
    const [batch, rows] = x.shape;
    const parts = [
      ...(distribution === "point" ? [this.head.forward(state)] : []),
      ...(ahead === null ? [] : [this.#effects(given, state, ahead)]),
      ...(skip === null ? [] : [skip.forward(x.slice(2, skipFrom, skipFrom + 1).reshape([batch, rows]))]),
    ];
    const sum = parts.length === 0 ? undefined : parts.reduce((one, next) => one.add(next));
    if (distribution === "point") return sum as Tensor;
    return distributionOf(distribution, this.head.forward(state).reshape([batch, horizon, -1]), sum);
  }

  /** W_e relu(W_z z_h + W_s state + b_z) of each row ahead, [B, horizon]. */
  #effects(x: Tensor, state: Tensor, ahead: Linear): Tensor {
    const [batch, rows, inputs] = x.shape;
    const known = x.slice(1, this.lookback, rows).slice(2, inputs - ahead.inFeatures, inputs);
    const context = (this.context as Linear).forward(state).reshape([batch, 1, ahead.outFeatures]);
    const hidden = ahead.forward(known).add(context).relu();
    return (this.effect as Linear).forward(hidden).reshape([batch, rows - this.lookback]);
  }
}
