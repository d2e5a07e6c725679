// The recurrent networks whose gradients are compared: plain ones, and gated ones with different memories to begin with.
import { Linear, Module, OptionError, type Parameter, RNN, type Tensor } from "recurra";
import { cellFacts, type RecurrentTrace, recurrentNetwork } from "recurra/nn";
import { type CellName, cellNames, cellTitle, taughtCells } from "recurra/words";
import type { RecurrentNetwork } from "../network/network.ts";

/** One of the networks. Its colour is the same on every picture. */
export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly gated: boolean;
  /** How its gates that keep the memory begin, where this is compared. */
  readonly memory?: "half open" | "raised";
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

/** A network of one cell, before it has its place among the others. */
interface Variant {
  readonly id: string;
  readonly name: string;
  readonly memory?: Subject["memory"];
  readonly make?: Subject["make"];
}

/** The cells of which there is more than one network, or one with another name. */
function variantsOf({ forgetBias, updateBias }: Biases): Readonly<Partial<Record<CellName, readonly Variant[]>>> {
  const raised =
    (cell: CellName, bias: number): Subject["make"] =>
    (inputSize, hiddenSize) =>
      raiseMemory(networkOf(cell, inputSize, hiddenSize), hiddenSize, bias);
  return {
    rnn: [
      { id: "rnnTanh", name: "RNN tanh" },
      {
        id: "rnnRelu",
        name: "RNN ReLU",
        make: (inputSize, hiddenSize) => new RNN({ inputSize, hiddenSize, nonlinearity: "relu" }),
      },
    ],
    lstm: [
      { id: "lstm", name: "LSTM (forget bias 0)", memory: "half open" },
      {
        id: "lstmForget",
        name: `LSTM (forget bias ${forgetBias})`,
        memory: "raised",
        make: raised("lstm", forgetBias),
      },
    ],
    gru: [
      { id: "gru", name: "GRU", memory: "half open" },
      { id: "gruUpdate", name: `GRU (update bias ${updateBias})`, memory: "raised", make: raised("gru", updateBias) },
    ],
  };
}

function networkOf(cell: CellName, inputSize: number, hiddenSize: number): RecurrentNetwork {
  return recurrentNetwork(cell, { inputSize, hiddenSize }) as RecurrentNetwork;
}

const ROLES = ["1", "2", "3", "4", "5", "6", "7", "model"] as const;

const isGated = (cell: CellName): boolean => cellFacts(cell).gates.length > 0;

/** The gated cells that are compared where none are named. */
export const usualCells: readonly CellName[] = taughtCells.filter(isGated);

/** Throws OptionError for a word that is no gated cell's, and for one that stands twice. */
export function checkCells(words: readonly string[]): asserts words is readonly CellName[] {
  const known = cellNames.filter(isGated);
  const wrong = words.find((word, i) => !known.includes(word as CellName) || words.indexOf(word) !== i);
  if (wrong === undefined) return;
  const problem = [{ option: "cells" }, ` must be some of ${known.join(", ")}, each once, but it has "${wrong}"`];
  throw new OptionError("LAB_OPTION", "", problem, { found: wrong });
}

/** Plain networks, and those of these gated cells. */
export function makeSubjects(biases: Biases, cells: readonly CellName[] = usualCells): readonly Subject[] {
  const variants = variantsOf(biases);
  const all = [...cellNames.filter((cell) => !isGated(cell)), ...cells].flatMap((cell) => {
    const gated = isGated(cell);
    const own = variants[cell] ?? [{ id: cell, name: cellTitle(cell) }];
    return own.map(({ make = networkOf.bind(undefined, cell), ...one }: Variant) => ({ ...one, gated, make }));
  });
  return all.map((one, i) => ({ ...one, role: ROLES[i % ROLES.length] }));
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

  /** Multiplies the recurrent weights: what h_t takes from h_(t-1). A cell may have none. */
  scaleRecurrent(gain: number): this {
    const weight: Parameter | undefined = parameterOf(this.recurrent, "weight_hh_l0");
    if (weight) weight.value = weight.value.map((value) => value * gain);
    return this;
  }
}
