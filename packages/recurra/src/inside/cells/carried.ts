// What runs along the wires of a cell's drawing at one step, in one unit: gates and states as they are, and the products between them.
import { tanh } from "../../core/math.ts";
import { checkOptions, type OptionRules, whole } from "../../core/option-rules.ts";
import type { CellName } from "../../words/cells.ts";
import type { OpenedLayer } from "./opened.ts";
import { Place } from "./place.ts";
import { requireLayer } from "./require-layer.ts";

/** What a wire carries. */
export interface Carried {
  readonly value: number;
  /** The quantity in whose equation it stands: that of "f*c'" is "c", that of "f" is "f". */
  readonly of: string;
}

/** Where a step is looked at. */
export interface CarriedAt {
  readonly unit: number;
  readonly t: number;
}

/** A product of what a cell has: the quantity that it belongs to, and its value. */
type Product = readonly [of: string, value: (at: Place) => number];

const read = (at: Place, symbol: string): number => at.read(symbol).value;
const kept = (symbol: string): Product => [symbol, (at) => read(at, "f") * at.readBefore(symbol).value];
/** The row block of a GRU's candidate. */
const NEW = 2;

/** What each cell has on its wires beside its gates and states. */
const PRODUCTS: Readonly<Record<CellName, Readonly<Record<string, Product>>>> = {
  rnn: {},
  lstm: {
    "f*c'": kept("c"),
    "i*g": ["c", (at) => read(at, "i") * read(at, "g")],
    "tanh(c)": ["h", (at) => tanh(read(at, "c"))],
  },
  gru: {
    m: ["n", (at) => at.stateTotal(NEW)],
    "r*m": ["n", (at) => read(at, "r") * at.stateTotal(NEW)],
    "1-z": ["h", (at) => 1 - read(at, "z")],
    "(1-z)*n": ["h", (at) => (1 - read(at, "z")) * read(at, "n")],
    "z*h'": ["h", (at) => read(at, "z") * at.readBefore("h").value],
  },
  mingru: {
    "1-z": ["h", (at) => 1 - read(at, "z")],
    "(1-z)*h'": ["h", (at) => (1 - read(at, "z")) * at.readBefore("h").value],
    "z*n": ["h", (at) => read(at, "z") * read(at, "n")],
  },
  slstm: {
    "f*c'": kept("c"),
    "f*n'": kept("n"),
    "i*z": ["c", (at) => read(at, "i") * read(at, "z")],
    "c/n": ["h", (at) => read(at, "c") / read(at, "n")],
  },
};

/** Of a GRU whose reset gate acts on the state, not on the product with it: what the drawing's wires are not. */
const AFTER_ALONE = ["m", "r*m"];

/** What is read: the number where it is one, otherwise the length of the vector. */
function readInput({ layer: { x, inputSize }, t }: Place): number {
  const row = x.subarray(t * inputSize, (t + 1) * inputSize);
  return row.length === 1 ? row[0] : Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
}

/**
 * What each wire of the cell's drawing carries at step t, in one unit: "x" (of several inputs their length), every gate and state by its letter,
 * the states before the step with a ' behind it, and products such as "i*g".
 *
 *   carriedBy(layer, { unit: 3, t: 12 })["f*c'"].value      // what the forget gate lets through of the memory
 *
 * Throws OptionError OPTION_VALUE for a unit or a step that is not there.
 */
export function carriedBy(layer: OpenedLayer, place: CarriedAt): Readonly<Record<string, Carried>> {
  requireLayer("carriedBy", layer);
  const rules: OptionRules<CarriedAt> = { unit: whole(0, layer.hiddenSize - 1), t: whole(0, layer.steps - 1) };
  checkOptions("carriedBy", place, rules, ["unit", "t"]);
  const at = new Place(layer, place.unit, place.t, 0);
  const carried: Record<string, Carried> = { x: { value: readInput(at), of: "x" } };
  for (const { symbol } of [...layer.gates, ...layer.states]) carried[symbol] = { value: read(at, symbol), of: symbol };
  for (const { symbol } of layer.states)
    carried[`${symbol}'`] = { value: at.readBefore(symbol).value, of: `${symbol}'` };
  for (const [name, [of, value]] of Object.entries(PRODUCTS[layer.cell])) {
    if (layer.form.resetAfter === false && AFTER_ALONE.includes(name)) continue;
    carried[name] = { value: value(at), of };
  }
  return carried;
}
