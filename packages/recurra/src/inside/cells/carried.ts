// What runs along the wires of a cell's drawing at one step, in one unit: gates and states as they are, and the products between them.
import type { CellName } from "../words/index.ts";
import type { OpenedLayer } from "./opened.ts";

/** What a wire carries. */
export interface Carried {
  readonly value: number;
  /** The quantity in whose equation it stands: that of "f*c'" is "c", that of "f" is "f". */
  readonly of: string;
}

/** A number by its letter; with a ' that of the step before. */
type Read = (symbol: string) => number;
type Product = readonly [of: string, value: (read: Read, at: Place) => number];

interface Place {
  readonly layer: OpenedLayer;
  readonly t: number;
  readonly unit: number;
}

const kept: Product = ["c", (read) => read("f") * read("c'")];

/** What a cell has on its wires beside its gates and states. */
const products: Readonly<Record<CellName, Readonly<Record<string, Product>>>> = {
  rnn: {},
  lstm: {
    "f*c'": kept,
    "i*g": ["c", (read) => read("i") * read("g")],
    "tanh(c)": ["h", (read) => Math.tanh(read("c"))],
  },
  gru: {
    m: ["n", (_, at) => candidateProduct(at)],
    "r*m": ["n", (read, at) => read("r") * candidateProduct(at)],
    "1-z": ["h", (read) => 1 - read("z")],
    "(1-z)*n": ["h", (read) => (1 - read("z")) * read("n")],
    "z*h'": ["h", (read) => read("z") * read("h'")],
  },
  mingru: {
    "1-z": ["h", (read) => 1 - read("z")],
    "(1-z)*h'": ["h", (read) => (1 - read("z")) * read("h'")],
    "z*n": ["h", (read) => read("z") * read("n")],
  },
  slstm: {
    "f*c'": kept,
    "f*n'": ["n", (read) => read("f") * read("n'")],
    "i*z": ["c", (read) => read("i") * read("z")],
    "c/n": ["h", (read) => read("c") / read("n")],
  },
};

/** W_{hn} h_{t-1} + b_{hn} of a GRU: what its reset gate scales. */
function candidateProduct({ layer, t, unit }: Place): number {
  const { hiddenSize, weights } = layer;
  const row = 2 * hiddenSize + unit;
  let sum = weights.biasHh[row] ?? 0;
  for (let j = 0; j < hiddenSize; j++) sum += weights.hh[row * hiddenSize + j] * readBefore(layer, "h", t, j);
  return sum;
}

/** A state before step t: that of the step which the layer read before it, or the first one. */
function readBefore(layer: OpenedLayer, symbol: string, t: number, unit: number): number {
  const before = layer.reversed ? t + 1 : t - 1;
  if (before < 0 || before >= layer.steps) return layer.first[symbol]?.[unit] ?? 0;
  const state = layer.states.find((one) => one.symbol === symbol);
  return state?.values[before * layer.hiddenSize + unit] ?? 0;
}

/** What is read: the number where it is one, otherwise the length of the vector. */
function readInput({ x, inputSize }: OpenedLayer, t: number): number {
  const row = x.subarray(t * inputSize, (t + 1) * inputSize);
  return row.length === 1 ? row[0] : Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
}

/**
 * What each wire of the cell's drawing (`carries`) carries at step t, in one unit: "x", every gate and state by its letter, those of the step
 * before with a ' behind it, and products such as "i*g".
 */
export function carriedBy(layer: OpenedLayer, { t, unit }: Omit<Place, "layer">): Readonly<Record<string, Carried>> {
  const carried: Record<string, Carried> = { x: { value: readInput(layer, t), of: "x" } };
  for (const { symbol, values } of [...layer.gates, ...layer.states])
    carried[symbol] = { value: values[t * layer.hiddenSize + unit], of: symbol };
  for (const { symbol } of layer.states)
    carried[`${symbol}'`] = { value: readBefore(layer, symbol, t, unit), of: `${symbol}'` };
  const read: Read = (symbol) => carried[symbol]?.value ?? 0;
  for (const [name, [of, value]] of Object.entries(products[layer.cell]))
    carried[name] = { value: value(read, { layer, t, unit }), of };
  return carried;
}
