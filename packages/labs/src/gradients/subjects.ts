// The recurrent networks whose gradients are compared: plain ones, and gated ones with different memories to begin with.
import { GRU, Linear, LSTM, Module, type Parameter, RNN, type Tensor } from "recurra";
import type { RecurrentTrace } from "recurra/nn";
import type { RecurrentNetwork } from "../network/network.ts";

/** One of the networks. Its colour is the same on every picture. */
export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly role: "1" | "2" | "3" | "4" | "5" | "6";
  readonly gated: boolean;
  readonly make: (inputSize: number, hiddenSize: number) => RecurrentNetwork;
}

/** The parameter of that name. */
export function parameterOf(module: Module, name: string): Parameter {
  return new Map(module.namedParameters()).get(name)!;
}

/**
 * Adds to the bias of the second gate of a new network: the forget gate of an LSTM (i f g o), the update gate of a GRU (r z n).
 * There are two biases, `bias_ih` and `bias_hh`, whose sum acts; PyTorch draws both around 0, so raising one moves the mean.
 */
function raiseMemory<N extends RecurrentNetwork>(network: N, hiddenSize: number, bias: number): N {
  const parameter = parameterOf(network, "bias_ih_l0");
  parameter.value = parameter.value.map((value, row) =>
    row >= hiddenSize && row < 2 * hiddenSize ? value + bias : value,
  );
  return network;
}

/** The biases that two of the networks begin with. */
interface Biases {
  readonly forgetBias: number;
  readonly updateBias: number;
}

/** The networks, plain ones first. */
export function makeSubjects({ forgetBias, updateBias }: Biases): readonly Subject[] {
  const lstm = (inputSize: number, hiddenSize: number) => new LSTM({ inputSize, hiddenSize }) as RecurrentNetwork;
  return [
    {
      id: "rnnTanh",
      name: "RNN tanh",
      role: "1",
      gated: false,
      make: (inputSize, hiddenSize) => new RNN({ inputSize, hiddenSize }),
    },
    {
      id: "rnnRelu",
      name: "RNN ReLU",
      role: "2",
      gated: false,
      make: (inputSize, hiddenSize) => new RNN({ inputSize, hiddenSize, nonlinearity: "relu" }),
    },
    { id: "lstm", name: "LSTM (forget bias 0)", role: "3", gated: true, make: lstm },
    {
      id: "lstmForget",
      name: `LSTM (forget bias ${forgetBias})`,
      role: "4",
      gated: true,
      make: (inputSize, hiddenSize) => raiseMemory(lstm(inputSize, hiddenSize), hiddenSize, forgetBias),
    },
    {
      id: "gru",
      name: "GRU",
      role: "5",
      gated: true,
      make: (inputSize, hiddenSize) => new GRU({ inputSize, hiddenSize }),
    },
    {
      id: "gruUpdate",
      name: `GRU (update bias ${updateBias})`,
      role: "6",
      gated: true,
      make: (inputSize, hiddenSize) => raiseMemory(new GRU({ inputSize, hiddenSize }), hiddenSize, updateBias),
    },
  ];
}

/** x [B, T, I] -> [B, outputs]: a network that reads the whole sequence, and a linear layer that answers at its end. */
export class SequenceReader extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;

  constructor(recurrent: RecurrentNetwork, hiddenSize: number, outputs: number) {
    super();
    this.recurrent = recurrent;
    this.head = new Linear({ inFeatures: hiddenSize, outFeatures: outputs });
  }

  forward(x: Tensor, trace?: RecurrentTrace): Tensor {
    const { output } = this.recurrent.forward(x, { trace }); // [B, T, H]
    return this.head.forward(output.step(-1));
  }

  /** Multiplies the recurrent weights: what h_t takes from h_(t-1). */
  scaleRecurrent(gain: number): this {
    const weight = parameterOf(this.recurrent, "weight_hh_l0");
    weight.value = weight.value.map((value) => value * gain);
    return this;
  }
}
