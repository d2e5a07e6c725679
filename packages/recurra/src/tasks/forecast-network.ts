import { GRU, Linear, LSTM, Module, RNN } from "../nn/index.ts";
import type { Parameter, Tensor } from "../tensor/index.ts";
import type { Cell } from "./forecaster-options.ts";

interface NetworkShape {
  readonly cell: Cell;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly dropout: number;
  readonly horizon: number;
}

function recurrentLayer({ cell, inputSize, hiddenSize, numLayers, dropout }: NetworkShape): RNN | LSTM | GRU {
  const options = { inputSize, hiddenSize, numLayers, dropout };
  if (cell === "lstm") return new LSTM(options);
  return cell === "gru" ? new GRU(options) : new RNN(options);
}

function clear(parameter: Parameter): void {
  parameter.value = new Float32Array(parameter.size);
}

/**
 * A recurrent network whose last output, through one linear layer, is the whole forecast at once. The linear layer starts
 * at zero: untrained, the forecast is exactly "no change".
 *
 * Shapes: x [B, T, I] -> [B, horizon].
 */
export class ForecastNetwork extends Module {
  readonly recurrent: RNN | LSTM | GRU;
  readonly head: Linear;

  constructor(shape: NetworkShape) {
    super();
    this.recurrent = recurrentLayer(shape);
    this.head = new Linear({ inFeatures: shape.hiddenSize, outFeatures: shape.horizon });
    for (const parameter of this.head.parameters()) clear(parameter);
  }

  forward(x: Tensor): Tensor {
    const { output } = this.recurrent.forward(x);
    return this.head.forward(output.step(-1));
  }
}
