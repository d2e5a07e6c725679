// What is seen inside a recurrent network over one sequence, as plain data: typed arrays and texts, which a Worker can send to a page.
import type { CellName } from "../../words/cells.ts";

/** A gate, a candidate or a state of a layer over a sequence. */
export interface OpenedQuantity {
  /** As in the equations: "f", "i", "g", "o", "r", "z", "n", "c", "h". */
  readonly symbol: string;
  /** "forget gate", "candidate", "cell state", "hidden state". */
  readonly name: string;
  readonly kind: "gate" | "candidate" | "state";
  /**
   * The scale that it is drawn on: [0, 1] of a gate, [-1, 1] of what a tanh holds. What nothing holds has the next of 1, 2, 5, 10, 20 and so on
   * that all of its values lie within, from -1 at least.
   */
  readonly range: readonly [least: number, most: number];
  /** [T, H], row-major. */
  readonly values: Float32Array;
}

/** What a cell has beside its equations in their usual form. */
export interface OpenedForm {
  /** Of an RNN: what bends the sum. */
  readonly nonlinearity?: "tanh" | "relu";
  /** Of a GRU: whether the reset gate acts on the product with the state, or on the state before it. */
  readonly resetAfter?: boolean;
  /** Of an sLSTM: groups of units that read their own group's states. */
  readonly heads?: number;
}

/** What a step of the optimizer did to one matrix of weights, or one vector of biases: what there was before it, as the weights lie. */
export interface OpenedMove {
  readonly before: Float32Array;
  /** Of the loss of the batch. */
  readonly gradient: Float32Array;
  /** What the optimizer remembered of each weight, by name: Adam's "mean" and "square", the "momentum" of SGD. */
  readonly state: Readonly<Record<string, Float32Array>>;
  /** What it remembered of all of them, by name. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly weightDecay: number;
}

/** The step of the optimizer that made a layer's weights what they are. */
export interface OpenedUpdate {
  /** "Adam". */
  readonly optimizer: string;
  /** Which one of this optimizer's it was, from 1. */
  readonly step: number;
  /** The optimizer's own, by their names: betas, epsilon, momentum. */
  readonly settings: Readonly<Record<string, number | boolean | readonly number[]>>;
  /** What all gradients were multiplied by first: below 1 where their norm was above the limit. */
  readonly gradientScale: number;
  /** By the names of the layer's `weights`; absent of those that it left alone. */
  readonly moves: Readonly<Partial<Record<keyof OpenedLayer["weights"], OpenedMove>>>;
}

/** One direction of one recurrent layer, opened over one sequence. */
export interface OpenedLayer {
  readonly cell: CellName;
  readonly form: OpenedForm;
  /** "encoder", "layer 1 of 2, backward": which one of the network's it is. */
  readonly title: string;
  /** Whether it reads from the last step to the first. */
  readonly reversed: boolean;
  /** The step of the network's lines that its first one is: a decoder begins behind what the encoder has read. */
  readonly from: number;
  /** T, I and H. */
  readonly steps: number;
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** [T, I]: what the layer reads. */
  readonly x: Float32Array;
  readonly inputNames: readonly string[];
  /** Gates and the candidate, in the order of the weights' rows: i f g o, r z n. None of a plain RNN. */
  readonly gates: readonly OpenedQuantity[];
  /** h first, then what else the cell carries. */
  readonly states: readonly OpenedQuantity[];
  /** The states before the first step that it reads, [H] each, by symbol. */
  readonly first: Readonly<Record<string, Float32Array>>;
  /**
   * PyTorch's weight_ih_l* [G*H, I], weight_hh_l* [G*H, H] (an sLSTM's [G*H, H / heads], none of a minGRU), bias_ih_l*, bias_hh_l* [G*H]; biases
   * empty where the layer has none.
   */
  readonly weights: {
    readonly ih: Float32Array;
    readonly hh: Float32Array;
    readonly biasIh: Float32Array;
    readonly biasHh: Float32Array;
  };
  /** Of the loss of this sequence, where it was asked for: d loss / d h_t and, by symbol, d loss / d (what goes into each gate's sigmoid or tanh), [T, H] each; of a plain RNN by "h". */
  readonly gradients?: { readonly h: Float32Array; readonly gates: Readonly<Record<string, Float32Array>> };
  /** Where `keepUpdates` was on in the last step of its optimizer, and nothing has changed the weights since. */
  readonly update?: OpenedUpdate;
}

/** A line above the heat maps: a value of each step, null where there is none. */
export interface OpenedLine {
  readonly label: string;
  readonly role: "input" | "truth" | "model";
  readonly y: readonly (number | null)[];
  /** Of the axis, where it has one. */
  readonly unit?: string;
}

/** A network, opened over one sequence. */
export interface OpenedNetwork {
  /** "LSTM of 15 units". */
  readonly title: string;
  readonly layers: readonly OpenedLayer[];
  /** What a step of the sequence is, and what is read in it, in words, where that is not plain. */
  readonly reads?: string;
  /** Set where nothing trains it: no step changes its weights. */
  readonly fixed?: boolean;
  /** What stands above the heat maps, on the steps of the sequence. */
  readonly lines: readonly OpenedLine[];
  /** Names of the steps where they have any: dates, characters. */
  readonly stepNames?: readonly string[];
  /** Of this sequence, where the network has one. */
  readonly loss?: number;
  /** |d output / d x_t| of each step t, summed over the inputs: how much what the network says at the end depends on each step; without steps whose x the network makes itself. [T] */
  readonly connectivity?: Float32Array;
}
