// Where notations differ, shown by numbers: two ways to write a cell are run on the same sequences, and their outputs compared.
import { GRU, LSTM, type Module, noGrad, type Tensor, tensor } from "recurra";
import type { HiddenState } from "recurra/nn";
import { type GruNotation, gruByHand, lstmByHand } from "./by-hand.ts";

/** Two ways to compute a cell's outputs, and how far apart they are. */
export interface Comparison {
  readonly id: string;
  readonly cell: "GRU" | "LSTM";
  readonly one: string;
  readonly other: string;
  /** The largest difference between two outputs. */
  readonly difference: number;
  readonly same: boolean;
}

/** Differences below this are those of rounding. */
export const ROUNDING = 1e-4;

type Weights = Readonly<Record<string, Tensor>>;
type Layer = Module & { forward(x: Tensor): { output: Tensor; state: HiddenState } };

/** The weights with the rows of some gates changed: `change` gets a row's gate and value. */
function changeGates(
  weights: Weights,
  hidden: number,
  change: (gate: number, value: number, name: string) => number,
): Weights {
  return Object.fromEntries(
    Object.entries(weights).map(([name, one]) => {
      const values = one.toArray();
      const block = (values.length / one.shape[0]) * hidden;
      return [
        name,
        tensor(
          values.map((value, i) => change(Math.floor(i / block), value, name)),
          one.shape,
        ),
      ];
    }),
  );
}

/** The weights with both biases in the first one: what a notation with one bias has. */
function mergeBiases(weights: Weights): Weights {
  const [a, b] = [weights.bias_ih_l0.toArray(), weights.bias_hh_l0.toArray()];
  const shape = [a.length];
  return {
    ...weights,
    bias_ih_l0: tensor(
      a.map((value, i) => value + b[i]),
      shape,
    ),
    bias_hh_l0: tensor(new Float32Array(a.length), shape),
  };
}

/** The weights with the blocks of gates in another order. */
function reorderGates(weights: Weights, hidden: number, order: readonly number[]): Weights {
  return Object.fromEntries(
    Object.entries(weights).map(([name, one]) => {
      const values = one.toArray();
      const block = (values.length / one.shape[0]) * hidden;
      const moved = order.flatMap((gate) => [...values.subarray(gate * block, (gate + 1) * block)]);
      return [name, tensor(moved, one.shape)];
    }),
  );
}

function findLargestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

/** The outputs of a layer of the library with these weights. */
function runLayer(layer: Layer, weights: Weights, x: Tensor): Float32Array {
  layer.loadStateDict(weights);
  return noGrad(() => layer.forward(x).output.toArray());
}

const compared = (
  cell: "GRU" | "LSTM",
  id: string,
  one: string,
  other: string,
  a: Float32Array,
  b: Float32Array,
): Comparison => {
  const difference = findLargestDifference(a, b);
  return { id, cell, one, other, difference, same: difference < ROUNDING };
};

/** The GRU: what z weighs, where r stands, and how many biases there are. */
export function gruNotations(weights: Weights, hidden: number, x: Tensor): readonly Comparison[] {
  const size = { inputSize: x.shape[2], hiddenSize: hidden };
  const [after, before] = [new GRU(size), new GRU({ ...size, resetAfter: false })];
  const hand = (used: Weights, notation: GruNotation) => {
    const layer = new GRU(size);
    layer.loadStateDict(used);
    const { h } = gruByHand(layer, hidden, x, notation);
    layer.dispose();
    return h;
  };
  const negated = changeGates(weights, hidden, (gate, value) => (gate === 1 ? -value : value));
  const open = changeGates(weights, hidden, (gate, value, name) =>
    gate === 0 && name === "bias_ih_l0" ? value + 100 : value,
  );
  const compare = compared.bind(undefined, "GRU");
  const kernel = runLayer(after, weights, x);
  const original = runLayer(before, weights, x);
  const found = [
    compare(
      "written",
      "the equations above, written out",
      "this library",
      hand(weights, { reset: "after", z: "old" }),
      kernel,
    ),
    compare(
      "zNegated",
      "z weighs the new state, negated weights",
      "z weighs the old state",
      hand(negated, { reset: "after", z: "new" }),
      kernel,
    ),
    compare(
      "zSame",
      "z weighs the new state, same weights",
      "z weighs the old state",
      hand(weights, { reset: "after", z: "new" }),
      kernel,
    ),
    compare(
      "original",
      "reset before the product, written out",
      "this library, resetAfter: false",
      hand(weights, { reset: "before", z: "old" }),
      original,
    ),
    compare("reset", "reset before the product, same weights", "reset after the product", original, kernel),
    compare(
      "resetOpen",
      "reset before, held open (r = 1)",
      "reset after, held open",
      runLayer(before, open, x),
      runLayer(after, open, x),
    ),
    compare(
      "oneBiasBefore",
      "reset before, one bias: the sum",
      "reset before, two biases",
      runLayer(before, mergeBiases(weights), x),
      original,
    ),
    compare(
      "oneBiasAfter",
      "reset after, one bias: the sum",
      "reset after, two biases",
      runLayer(after, mergeBiases(weights), x),
      kernel,
    ),
  ];
  after.dispose();
  before.dispose();
  return found;
}

/** The LSTM: the order of the gates' rows, and how many biases there are. */
export function lstmNotations(weights: Weights, hidden: number, x: Tensor): readonly Comparison[] {
  const layer = new LSTM({ inputSize: x.shape[2], hiddenSize: hidden });
  const compare = compared.bind(undefined, "LSTM");
  const kernel = runLayer(layer, weights, x);
  const found = [
    compare("written", "the equations above, written out", "this library", lstmByHand(layer, hidden, x).h, kernel),
    compare("oneBias", "one bias: the sum", "two biases", runLayer(layer, mergeBiases(weights), x), kernel),
    compare(
      "order",
      "rows i g f o, read as i f g o",
      "rows i f g o",
      runLayer(layer, reorderGates(weights, hidden, [0, 2, 1, 3]), x),
      kernel,
    ),
  ];
  layer.dispose();
  return found;
}
