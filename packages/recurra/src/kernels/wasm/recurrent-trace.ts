// Reads what the sequence kernels keep of a layer, step by step, into plain arrays. Buffers are laid out chunk after chunk
// and inside a chunk step after step (see assembly/sequence.ts); steps count in the order in which the sequence is read. A layer that runs in parts is read part by part.
import { f32 } from "./engine.ts";
import type { Layout } from "./recurrent-layout.ts";
import type { Segment, StepBuffers } from "./recurrent-segments.ts";

/** How a layer was run. */
export interface TracedRun {
  readonly layout: Layout;
  readonly reverse: boolean;
  readonly lengths: readonly number[] | undefined;
}

/** Where one kind of value lies: for each sequence `steps` rows, `stride` floats apart, with the value from `column` on. */
interface ValueRows {
  readonly pointer: number;
  readonly steps: number;
  readonly stride: number;
  readonly column: number;
  /** 1 where row s holds what was known before step s. */
  readonly shift: 0 | 1;
}

/** Copies a part's values to their places in out [B, T, H], which has the order of the input. */
function collect({ layout, reverse, lengths }: TracedRun, part: Segment, place: ValueRows, out: Float32Array): void {
  const { time, hidden } = layout;
  const { batch, chunk, time: steps } = part.layout;
  const memory = f32();
  for (let b = 0; b < batch; b++) {
    const first = b - (b % chunk);
    const rows = Math.min(chunk, batch - first);
    const sequence = part.first + b;
    const length = lengths?.[sequence] ?? time;
    const end = Math.min(steps, length - part.start);
    for (let s = 0; s < end; s++) {
      const row = first * place.steps + (s + place.shift) * rows + (b - first);
      const from = (place.pointer >>> 2) + row * place.stride + place.column;
      const t = reverse ? length - 1 - part.start - s : part.start + s;
      out.set(memory.subarray(from, from + hidden), (sequence * time + t) * hidden);
    }
  }
}

/** Gates and states by name, of every step [B, T, H]; zeros past the end of a sequence. */
interface TracedSteps {
  readonly gates: Readonly<Record<string, Float32Array>>;
  readonly states: Readonly<Record<string, Float32Array>>;
}

/** Arrays for what `readSteps` reads. */
export function tracedSteps({ layout }: TracedRun): TracedSteps {
  const { gateSlots, states } = layout.cell;
  const arrays = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, stepValues(layout)]));
  return { gates: arrays(Object.keys(gateSlots)), states: arrays(states) };
}

/** Zeros [B, T, H]. */
export function stepValues({ batch, time, hidden }: Layout): Float32Array {
  return new Float32Array(batch * time * hidden);
}

/** Copies gates and states out of the buffers in which a part has just run. */
export function readSteps(run: TracedRun, part: Segment, buffers: StepBuffers, into: TracedSteps): void {
  const { cell, time, padded, gates, row, inputs, states } = part.layout;
  for (const [name, out] of Object.entries(into.gates)) {
    const column = cell.gateSlots[name] * padded;
    collect(run, part, { pointer: buffers.gates, steps: time, stride: gates, column, shift: 0 }, out);
  }
  const kept = { steps: time + 1, shift: 1 } as const;
  cell.states.forEach((name, i) => {
    const place =
      i === 0
        ? { ...kept, pointer: buffers.rows, stride: row, column: inputs + 1 }
        : { ...kept, pointer: buffers.states, stride: states, column: (i - 1) * padded };
    collect(run, part, place, into.states[name]);
  });
}

/** Copies dLoss/dh_t of a part's steps, as the backward pass left it at `pointer`. */
export function readStateGradients(run: TracedRun, part: Segment, pointer: number, out: Float32Array): void {
  const { time, padded } = part.layout;
  collect(run, part, { pointer, steps: time, stride: padded, column: 0, shift: 0 }, out);
}

/** A copy of floats at an address; zeros where there is none. */
export function readFloats(pointer: number, count: number): Float32Array {
  return pointer === 0 ? new Float32Array(count) : f32().slice(pointer >>> 2, (pointer >>> 2) + count);
}
