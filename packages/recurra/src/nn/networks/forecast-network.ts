import type { Parameter, Tensor } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { GRU } from "../recurrent/gru.ts";
import { LSTM } from "../recurrent/lstm.ts";
import { RNN } from "../recurrent/rnn.ts";
import { type Distribution, distributionOf, HEAD_NUMBERS } from "./forecast-head.ts";

/** What a ForecastNetwork is made of. */
export interface ForecastNetworkOptions {
  readonly cell: "rnn" | "lstm" | "gru";
  readonly inputSize: number;
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

function recurrentLayer({ cell, inputSize, hiddenSize, numLayers, dropout }: ForecastNetworkOptions): RNN | LSTM | GRU {
  const options = { inputSize, hiddenSize, numLayers, dropout };
  if (cell === "lstm") return new LSTM(options);
  return cell === "gru" ? new GRU(options) : new RNN(options);
}

function clear(parameter: Parameter): void {
  parameter.value = new Float32Array(parameter.size);
}

/**
 * A recurrent network whose last output, through one linear layer, is the whole forecast at once. With a skip, a second
 * linear layer adds a weighted sum of the window's target values to each step, so that repeating the last season, which is
 * copying, need not be squeezed through the state. Both linear layers start at zero: untrained, the forecast is "no change".
 *
 * Shapes: x [B, T, I] -> [B, horizon]; [B, horizon, K] where the outputs are a distribution (`distributionOf`).
 * Source of the skip: the autoregressive part of LSTNet, Lai et al. 2018, arXiv:1703.07015.
 */
export class ForecastNetwork extends Module {
  override readonly repeatable = true;
  readonly recurrent: RNN | LSTM | GRU;
  readonly head: Linear;
  readonly skip: Linear | null;
  /** Rows of a window. */
  readonly lookback: number;
  /** Column of x that the skip reads; -1 without a skip. */
  readonly skipFrom: number;
  readonly horizon: number;
  readonly distribution: Distribution;

  constructor(shape: ForecastNetworkOptions) {
    super();
    const { hiddenSize, lookback, horizon, skipFrom, distribution = "point" } = shape;
    this.horizon = horizon;
    this.distribution = distribution;
    this.recurrent = recurrentLayer(shape);
    this.head = new Linear({ inFeatures: hiddenSize, outFeatures: horizon * HEAD_NUMBERS[distribution].count });
    this.skip = skipFrom < 0 ? null : new Linear({ inFeatures: lookback, outFeatures: horizon, bias: false });
    this.lookback = lookback;
    this.skipFrom = skipFrom;
    for (const layer of [this.head, this.skip]) layer?.parameters().forEach(clear);
  }

  forward(x: Tensor): Tensor {
    const { output } = this.recurrent.forward(x);
    const forecast = this.head.forward(output.step(-1));
    const [batch, lookback] = x.shape;
    const { skip, skipFrom, distribution, horizon } = this;
    const added = skip?.forward(x.slice(2, skipFrom, skipFrom + 1).reshape([batch, lookback]));
    if (distribution === "point") return added === undefined ? forecast : forecast.add(added);
    return distributionOf(distribution, forecast.reshape([batch, horizon, -1]), added);
  }
}
