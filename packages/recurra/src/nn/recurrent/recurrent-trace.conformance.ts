// Compares what a trace shows with the float64 reference: every gate, state and gradient of a state, at every step.
import { scaledError } from "../../kernels/reference/differences.ts";
import type { SequenceForward } from "../../kernels/reference/sequence.ts";
import type { Stack, StackBatch } from "../../kernels/reference/stack.ts";
import type { Cell } from "../../kernels/wasm/recurrent.conformance.ts";
import type { RecurrentTrace } from "./recurrent-trace.ts";

/** Where the reference's step keeps each gate: saved[part], from block * H on. */
const places: Record<Cell, Record<string, readonly [part: number, block: number]>> = {
  "rnn-tanh": {},
  "rnn-relu": {},
  lstm: { input: [0, 0], forget: [0, 1], cell: [0, 2], output: [0, 3] },
  gru: { reset: [0, 0], update: [1, 0], new: [2, 0] },
  "gru-reset-before": { reset: [0, 0], update: [1, 0], new: [2, 0] },
  mingru: { update: [0, 0], new: [1, 0] },
  slstm: { input: [0, 0], forget: [0, 1], cell: [0, 2], output: [0, 3] },
  "slstm-heads": { input: [0, 0], forget: [0, 1], cell: [0, 2], output: [0, 3] },
};

/** The largest error of each kind of value by name. A gate that is absent or too many has the error Infinity. */
export function traceErrors(
  trace: RecurrentTrace,
  cell: Cell,
  stack: Stack,
  batch: StackBatch,
  runs: readonly SequenceForward[],
  hiddenGradients: readonly Float64Array[],
): Record<string, number> {
  const errors: Record<string, number> = {};
  const note = (name: string, found: ArrayLike<number> | undefined, expected: Float64Array): void => {
    errors[name] = Math.max(errors[name] ?? 0, found ? scaledError(found, expected) : Number.POSITIVE_INFINITY);
  };
  const shape = [batch.batch, batch.time, stack.hidden].join();
  runs.forEach((run, index) => {
    const shown = trace.layers[Math.floor(index / stack.directions)]?.[index % stack.directions];
    const reverse = index % stack.directions === 1;
    /** Puts one vector of each step at its place in [B, T, H]. */
    const placed = (vectorOf: (step: SequenceForward["steps"][number][number]) => Float64Array): Float64Array => {
      const all = new Float64Array(batch.batch * batch.time * stack.hidden);
      run.steps.forEach((steps, b) => {
        steps.forEach((step, k) => {
          const t = reverse ? steps.length - 1 - k : k;
          all.set(vectorOf(step), (b * batch.time + t) * stack.hidden);
        });
      });
      return all;
    };
    if (shown?.shape.join() !== shape) errors["trace shape"] = Number.POSITIVE_INFINITY;
    if (Object.keys(shown?.gates ?? {}).join() !== Object.keys(places[cell]).join())
      errors["trace gates"] = Number.POSITIVE_INFINITY;
    for (const [name, [part, block]] of Object.entries(places[cell])) {
      const from = block * stack.hidden;
      note(
        `trace ${name}`,
        shown?.gates[name],
        placed((step) => step.saved[part]!.subarray(from, from + stack.hidden)),
      );
    }
    note("trace hidden", shown?.hidden, run.output);
    for (const name of stack.cell.states) {
      note(
        `trace ${name}`,
        shown?.states[name],
        placed((step) => step.state[name]!),
      );
    }
    if (shown?.cell !== shown?.states.c) errors["trace cell"] = Number.POSITIVE_INFINITY;
    note("trace gradient of hidden", shown?.hiddenGradient, hiddenGradients[index]!);
  });
  return errors;
}
