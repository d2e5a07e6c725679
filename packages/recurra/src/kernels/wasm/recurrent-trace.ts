// Reads what the sequence kernels keep of a layer, step by step, into plain arrays. Buffers are laid out chunk after chunk
// and inside a chunk step after step (see assembly/sequence.ts); steps count in the order in which the sequence is read.
import { f32 } from "./engine.ts";
import { keepsGates, type Layout } from "./recurrent-layout.ts";

/** The slot of each gate among a row's gates. The reset-after GRU's slot 2 holds the hidden half of its new gate. */
const gateNames = {
  "rnn-tanh": {},
  "rnn-relu": {},
  lstm: { input: 0, forget: 1, cell: 2, output: 3 },
  gru: { reset: 0, update: 1, new: 3 },
  "gru-reset-before": { reset: 0, update: 1, new: 2 },
} as const;

/** How a layer was run. */
export interface TracedRun {
  readonly layout: Layout;
  readonly reverse: boolean;
  readonly lengths: readonly number[] | undefined;
}

/** Where one kind of value lies: for each sequence `steps` rows, `stride` floats apart, with the value from `column` on. */
interface Place {
  readonly pointer: number;
  readonly steps: number;
  readonly stride: number;
  readonly column: number;
  /** 1 where row s holds what was known before step s. */
  readonly shift: 0 | 1;
}

/** [B, T, H] in the order of the input; zeros past the end of a sequence. */
function collect({ layout, reverse, lengths }: TracedRun, place: Place): Float32Array {
  const { batch, time, hidden, chunk } = layout;
  const memory = f32();
  const out = new Float32Array(batch * time * hidden);
  for (let b = 0; b < batch; b++) {
    const first = b - (b % chunk);
    const rows = Math.min(chunk, batch - first);
    const length = lengths?.[b] ?? time;
    for (let s = 0; s < length; s++) {
      const row = first * place.steps + (s + place.shift) * rows + (b - first);
      const from = (place.pointer >>> 2) + row * place.stride + place.column;
      const t = reverse ? length - 1 - s : s;
      out.set(memory.subarray(from, from + hidden), (b * time + t) * hidden);
    }
  }
  return out;
}

/** Activations of the gates [B, T, H], by name; none for the plain cells. */
export function readGates(run: TracedRun, pointer: number): Record<string, Float32Array> {
  const { cell, time, padded, gates } = run.layout;
  if (!keepsGates(cell)) return {};
  const place = { pointer, steps: time, stride: gates, shift: 0 } as const;
  const names = Object.entries(gateNames[cell]);
  return Object.fromEntries(names.map(([name, slot]) => [name, collect(run, { ...place, column: slot * padded })]));
}

/** h_t [B, T, H], the state after each step. */
export function readStates(run: TracedRun, pointer: number): Float32Array {
  const { time, row, inputs } = run.layout;
  return collect(run, { pointer, steps: time + 1, stride: row, column: inputs + 1, shift: 1 });
}

/** c_t [B, T, H] of an LSTM. */
export function readCells(run: TracedRun, pointer: number): Float32Array {
  const { time, padded } = run.layout;
  return collect(run, { pointer, steps: time + 1, stride: padded, column: 0, shift: 1 });
}

/** dLoss/dh_t [B, T, H], as the backward pass left it at `pointer`. */
export function readStateGradients(run: TracedRun, pointer: number): Float32Array {
  const { time, padded } = run.layout;
  return collect(run, { pointer, steps: time, stride: padded, column: 0, shift: 0 });
}
