// What is inside a trained cell: its gates and states over sequences, as the kernels computed them, and what they do at marks.
import { type Mode, noGrad, withMode } from "recurra";
import { correlation } from "recurra/evaluation";
import { RecurrentTrace } from "recurra/nn";
import { mean, meanOf } from "recurra/statistics";
import { type Marked, sequenceErrors } from "./data.ts";
import type { Keeper } from "./keeper.ts";

/** One quantity of the cell: a gate or a state. */
export interface Quantity {
  /** The trace's name of a gate, or "cell state", "hidden state". */
  readonly name: string;
  /** [count, length, H], units in the order of `order`. */
  readonly values: Float32Array;
  /** Means over the steps with a mark and over all others, of each unit. */
  readonly atMarks: readonly number[];
  readonly elsewhere: readonly number[];
}

/** A trained cell, opened. Units are sorted by how closely their state follows the stored value. */
export interface Inside {
  readonly loss: number;
  /** The same for each sequence. */
  readonly errors: Float64Array;
  /** What the network says, [count, length]. */
  readonly said: Float32Array;
  /** The cell's own number, from 0, of each unit. */
  readonly order: readonly number[];
  /** The correlation of each unit's state (an LSTM's cell state, otherwise the hidden state) with the stored value. */
  readonly correlations: readonly number[];
  /** Gates between 0 and 1. */
  readonly gates: readonly Quantity[];
  /** The candidate and the states. */
  readonly contents: readonly Quantity[];
}

/** Every `step`-th number from `first` on: one unit of [count, length, H]. */
function unitOf(values: Float32Array, first: number, step: number): Float64Array {
  return Float64Array.from({ length: values.length / step }, (_, i) => values[i * step + first]);
}

/** The mean over the steps whose mark is `mark`; 0 where there is none. */
function meanWhere(values: Float64Array, marks: Uint8Array, mark: number): number {
  const chosen = values.filter((_, i) => marks[i] === mark);
  return chosen.length === 0 ? 0 : mean(chosen);
}

function readQuantity(name: string, values: Float32Array, order: readonly number[], marks: Uint8Array): Quantity {
  const hidden = order.length;
  const units = order.map((unit) => unitOf(values, unit, hidden));
  return {
    name,
    values: values.map((_, i) => units[i % hidden][Math.floor(i / hidden)]),
    atMarks: units.map((unit) => meanWhere(unit, marks, 1)),
    elsewhere: units.map((unit) => meanWhere(unit, marks, 0)),
  };
}

/** What is stored beside h: c, divided by its weights n where a cell has these. */
function contentOf({ c, n }: Readonly<Record<string, Float32Array>>): Float32Array | undefined {
  return n ? c.map((sum, i) => sum / n[i]) : c;
}

// The trace's names of what lies between -1 and 1 and is offered to the state; all its other gates lie between 0 and 1.
const isCandidate = (name: string) => name === "cell" || name === "new";

/** Runs the network over the sequences and looks inside. */
export function lookInside(model: Keeper, sequences: Marked, mode: Mode = "strict"): Inside {
  const trace = new RecurrentTrace();
  const said = withMode(mode, () => noGrad(() => model.forward(sequences.x, trace).toArray()));
  const { stored, marks } = sequences;
  const [[{ gates, hidden, states, shape }]] = trace.layers;
  const size = shape[2];
  const cell = contentOf(states);
  const memory = cell ?? hidden;
  const wanted = Float64Array.from(stored);
  const follows = Array.from({ length: size }, (_, unit) => correlation(unitOf(memory, unit, size), wanted) ?? 0);
  const order = follows.map((_, unit) => unit).sort((a, b) => Math.abs(follows[b]) - Math.abs(follows[a]) || a - b);
  const of = (name: string, values: Float32Array) => readQuantity(name, values, order, marks);
  const named = Object.entries(gates);
  return {
    loss: meanOf(said.length, (i) => (said[i] - stored[i]) * (said[i] - stored[i])),
    errors: sequenceErrors(sequences, (i) => said[i]),
    said,
    order,
    correlations: order.map((unit) => follows[unit]),
    gates: named.filter(([name]) => !isCandidate(name)).map(([name, values]) => of(name, values)),
    contents: [
      ...named.filter(([name]) => isCandidate(name)).map(([, values]) => of("candidate", values)),
      ...(cell ? [of("cell state", cell)] : []),
      of("hidden state", hidden),
    ],
  };
}
