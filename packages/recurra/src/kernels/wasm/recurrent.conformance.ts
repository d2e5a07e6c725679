// Runs one layer in one direction on the SIMD kernels and on the float64 reference, and gives the largest error of each
// result. All step memory holds NaN before, gradients are added to numbers that are there already, and what lies between
// rows and behind buffers is watched: an unwritten tail, an overwritten sum or a stray store shows.

import { makeState, makeWeights, type Cell as ReferenceCell } from "../reference/cell.ts";
import { scaledError } from "../reference/differences.ts";
import { gruAfter } from "../reference/gru-after.ts";
import { gruBefore } from "../reference/gru-before.ts";
import { lstm } from "../reference/lstm.ts";
import { minGru } from "../reference/mingru.ts";
import { rnnRelu, rnnTanh } from "../reference/rnn.ts";
import { sample, sampleState } from "../reference/sample.ts";
import { sequenceBackward, sequenceForward, zeroState } from "../reference/sequence.ts";
import { slstm } from "../reference/slstm.ts";
import { allocate, mark, resetTo } from "./arena.ts";
import { gruAfter as kernelGruAfter } from "./cells/gru-after.ts";
import { gruBefore as kernelGruBefore } from "./cells/gru-before.ts";
import { lstm as kernelLstm } from "./cells/lstm.ts";
import { minGru as kernelMinGru } from "./cells/mingru.ts";
import { rnnRelu as kernelRnnRelu, rnnTanh as kernelRnnTanh } from "./cells/rnn.ts";
import { slstm as kernelSlstm } from "./cells/slstm.ts";
import { f32, i32 } from "./engine.ts";
import { recurrentBackward, recurrentForward } from "./recurrent.ts";
import type { Cell as KernelCell } from "./recurrent-cell.ts";
import { layoutOf } from "./recurrent-layout.ts";
import { RecurrentWeights } from "./recurrent-weights.ts";

/** Every cell of the engine by its name. */
export const kernelCells = {
  "rnn-tanh": kernelRnnTanh,
  "rnn-relu": kernelRnnRelu,
  lstm: kernelLstm,
  gru: kernelGruAfter,
  "gru-reset-before": kernelGruBefore,
  mingru: kernelMinGru,
  slstm: kernelSlstm(1),
  "slstm-heads": kernelSlstm(3),
} as const satisfies Record<string, KernelCell>;

export type Cell = keyof typeof kernelCells;

/** The same cells in float64. */
export const referenceCells: Record<Cell, ReferenceCell> = {
  "rnn-tanh": rnnTanh,
  "rnn-relu": rnnRelu,
  lstm,
  gru: gruAfter,
  "gru-reset-before": gruBefore,
  mingru: minGru,
  slstm: slstm(1),
  "slstm-heads": slstm(3),
};

/** One run; `hidden` units for each head. `gap` floats lie between the rows of x and y, as when two directions write side by side. */
export interface Problem {
  readonly cell: Cell;
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly lengths?: readonly number[];
  readonly reverse?: boolean;
  readonly bias?: boolean;
  readonly state?: boolean;
  readonly gap?: number;
}

const GUARD = 16;

/** float32 numbers as float64, so that both sides start from the same. */
function numbers(name: string, size: number, scale = 1): Float64Array {
  return Float64Array.from(Float32Array.from(sample(name, size, scale)));
}

/** A buffer of rows with gaps between them and guards around, all NaN but what is given. */
class Rows {
  readonly pointer: number;
  readonly rows: number;
  readonly width: number;
  readonly stride: number;

  constructor(rows: number, width: number, gap: number, values?: Float64Array) {
    this.rows = rows;
    this.width = width;
    this.stride = width + gap;
    const floats = rows * this.stride + 2 * GUARD;
    const start = allocate(floats * 4);
    f32().fill(Number.NaN, start >>> 2, (start >>> 2) + floats);
    this.pointer = start + GUARD * 4;
    if (values) this.#each((at, i) => f32().set(values.subarray(i, i + width), at));
  }

  #each(visit: (at: number, i: number) => void): void {
    for (let row = 0; row < this.rows; row++) visit((this.pointer >>> 2) + row * this.stride, row * this.width);
  }

  values(): Float64Array {
    const out = new Float64Array(this.rows * this.width);
    this.#each((at, i) => out.set(f32().subarray(at, at + this.width), i));
    return out;
  }

  /** How many floats outside the rows are no longer NaN. */
  strays(): number {
    const start = (this.pointer >>> 2) - GUARD;
    const floats = f32().subarray(start, start + this.rows * this.stride + 2 * GUARD);
    const outside = floats.filter((value, i) => {
      const place = i - GUARD;
      const inRow = place >= 0 && place < this.rows * this.stride && place % this.stride < this.width;
      return !inRow && !Number.isNaN(value);
    });
    return outside.length;
  }
}

/** Fills the free step memory with NaN, in small blocks so that no end of a segment is left out. */
function poison(): void {
  const start = mark();
  for (let block = 0; block < 1024; block++) {
    const pointer = allocate(4096);
    f32().fill(Number.NaN, pointer >>> 2, (pointer + 4096) >>> 2);
  }
  resetTo(start);
}

/** Errors against the reference by name of the result; "strays" counts stores to places that belong to nobody. */
export function errorsOf(problem: Problem): Record<string, number> {
  const start = mark();
  try {
    poison();
    return run(problem);
  } finally {
    resetTo(start);
  }
}

function run(problem: Problem): Record<string, number> {
  const { cell, batch, time, inputs, reverse = false, bias = true, state = true, gap = 0 } = problem;
  const reference = referenceCells[cell];
  const kernel = kernelCells[cell];
  const hidden = problem.hidden * reference.heads;
  const scale = 1 / Math.sqrt(hidden);
  const weights = makeWeights(reference, inputs, hidden, (name, size) =>
    bias || name.startsWith("weight") ? numbers(name, size, scale) : new Float64Array(size),
  );
  const x = numbers("x", batch * time * inputs);
  const states = (name: string) => {
    if (!state) return zeroState(reference, batch, hidden);
    const sampled = sampleState(reference, name, batch * hidden);
    return makeState(reference, (part) => Float64Array.from(Float32Array.from(sampled[part]!)));
  };
  const initial = states("initial");
  const dFinal = states("dFinal");
  const dOutput = numbers("dOutput", batch * time * hidden);

  const lengths = problem.lengths ?? new Array<number>(batch).fill(time);
  const sizes = { batch, time, inputs, hidden, lengths };
  const expected = sequenceForward(reference, sizes, weights, x, initial, reverse);
  const gradients = sequenceBackward(reference, sizes, weights, x, initial, reverse, expected, dOutput, dFinal);

  const place = (values: Float64Array, width: number, between = 0) =>
    new Rows(values.length / width, width, between, values);
  /** What the cell has alone. */
  const given = (values: Float64Array, width: number) => (values.length > 0 ? place(values, width) : undefined);
  const at = (buffer: Rows | undefined) => buffer?.pointer ?? 0;
  const columns = reference.hiddenColumns(hidden);
  const inputWeight = place(weights.weightIh, inputs);
  const hiddenWeight = given(weights.weightHh, columns);
  const inputBias = bias ? place(weights.biasIh, 1) : undefined;
  const hiddenBias = bias ? given(weights.biasHh, 1) : undefined;
  const layout = layoutOf(kernel, batch, time, inputs, hidden);
  const packed = new RecurrentWeights(kernel, inputs, hidden, allocate, layout.wide);
  packed.pack({
    weight_ih: at(inputWeight),
    weight_hh: at(hiddenWeight),
    bias_ih: at(inputBias),
    bias_hh: at(hiddenBias),
  });
  const xRows = place(x, inputs, gap);
  const yRows = new Rows(batch * time, hidden, gap);
  const first = reference.states.map((name) => (state ? place(initial[name]!, hidden) : undefined));
  const last = reference.states.map(() => new Rows(batch, hidden, 0));
  let lengthsAt = 0;
  if (problem.lengths) {
    lengthsAt = allocate(batch * 4);
    i32().set(problem.lengths, lengthsAt >>> 2);
  }
  const tensors = {
    x: xRows.pointer,
    xBatch: time * xRows.stride,
    xTime: xRows.stride,
    y: yRows.pointer,
    yBatch: time * yRows.stride,
    yTime: yRows.stride,
    lengths: lengthsAt,
    reverse,
    first: first.map(at),
    last: last.map(at),
  };
  // Without saving first: the way of predict().
  recurrentForward(layout, packed, tensors, false);
  const unsaved = yRows.values();
  const run = recurrentForward(layout, packed, tensors, true);

  const before = (name: string, size: number, width: number, between = 0) =>
    place(numbers(`before ${name}`, size), width, between);
  const beforeOf = (name: keyof typeof weights, width: number) =>
    weights[name].length > 0 ? before(name, weights[name].length, width) : undefined;
  const dyRows = place(dOutput, hidden, gap);
  const dLast = reference.states.map((name) => (state ? place(dFinal[name]!, hidden) : undefined));
  const dx = before("x", x.length, inputs, gap);
  const dFirst = reference.states.map((name) => (state ? before(`${name}0`, batch * hidden, hidden) : undefined));
  const dInputWeight = beforeOf("weightIh", inputs);
  const dHiddenWeight = beforeOf("weightHh", columns);
  const dInputBias = bias ? beforeOf("biasIh", 1) : undefined;
  const dHiddenBias = bias ? beforeOf("biasHh", 1) : undefined;
  const incoming = {
    dy: dyRows.pointer,
    dLast: dLast.map(at),
    dx: dx.pointer,
    dFirst: dFirst.map(at),
    parameters: {
      weight_ih: at(dInputWeight),
      weight_hh: at(dHiddenWeight),
      bias_ih: at(dInputBias),
      bias_hh: at(dHiddenBias),
    },
  };
  recurrentBackward(run, packed, incoming);

  const added = (buffer: Rows | undefined, name: string, gradient: Float64Array) => {
    if (!buffer) return 0;
    const earlier = numbers(`before ${name}`, gradient.length);
    return scaledError(
      buffer.values(),
      gradient.map((value, i) => value + earlier[i]!),
    );
  };
  const written = [xRows, yRows, ...first, ...last, dyRows, ...dLast, dx, ...dFirst, dInputWeight, dHiddenWeight];
  return {
    output: scaledError(yRows.values(), expected.output),
    "output without saving": scaledError(unsaved, expected.output),
    ...Object.fromEntries(
      reference.states.flatMap((name, i) => [
        [name, scaledError(last[i]!.values(), expected.state[name]!)],
        [`gradient of ${name}0`, added(dFirst[i], `${name}0`, gradients.state[name]!)],
      ]),
    ),
    "gradient of x": added(dx, "x", gradients.x),
    "gradient of weightIh": added(dInputWeight, "weightIh", gradients.weights.weightIh),
    "gradient of weightHh": added(dHiddenWeight, "weightHh", gradients.weights.weightHh),
    "gradient of biasIh": added(dInputBias, "biasIh", gradients.weights.biasIh),
    "gradient of biasHh": added(dHiddenBias, "biasHh", gradients.weights.biasHh),
    strays: [...written, dInputBias, dHiddenBias].reduce((sum, buffer) => sum + (buffer?.strays() ?? 0), 0),
  };
}
