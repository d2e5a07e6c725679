// What happens inside a recurrent network: a record that one forward pass (and its backward pass) fills. The record itself reads what
// the kernels kept, so that a program that traces nothing does not load how that is read.

import { COPY } from "../../core/copy.ts";
import type { Segment, StepBuffers } from "../../kernels/wasm/recurrent-segments.ts";
import {
  readFloats,
  readStateGradients,
  readSteps,
  stepValues,
  type TracedRun,
  tracedSteps,
} from "../../kernels/wasm/recurrent-trace.ts";

/** One direction of one layer, step by step. Times are those of the input, also for the direction that reads backwards. */
export interface DirectionTrace {
  /** [B, T, H] of every array here. */
  readonly shape: readonly [batch: number, time: number, hidden: number];
  /**
   * Activations of the gates: LSTM input, forget, cell, output (i f g o), and so the sLSTM (i f z o; i and f divided by e^m); GRU reset,
   * update, new (r z n); minGRU update, new (z n); RNN none.
   */
  readonly gates: Readonly<Record<string, Float32Array>>;
  /** h_t, the state after each step. */
  readonly hidden: Float32Array;
  /** c_t of an LSTM or sLSTM. */
  readonly cell: Float32Array | undefined;
  /** All states after each step by their names: h and what else the cell carries. */
  readonly states: Readonly<Record<string, Float32Array>>;
  /** dLoss/dh_t after `backward()`: through this step's output and through all that came after it. */
  hiddenGradient: Float32Array | undefined;
  /** After `backward()`, d loss / d the states after the last step that is read, [B, H] each by name: of what reads these states, as a decoder does; zeros where nothing does. */
  lastGradients: Readonly<Record<string, Float32Array>> | undefined;
}

/** Reads one direction of a layer while it runs. */
interface DirectionReader {
  /** Takes gates and states of a part that has just run forward. */
  readonly readSteps: (part: Segment, buffers: StepBuffers) => void;
  /** Opens the gradients of a backward pass, given the addresses of those of the last states (0: none), and takes those of each part. */
  readonly openGradients: (last: readonly number[]) => (part: Segment, pointer: number) => void;
}

/**
 * Looks inside a recurrent network: `forward(x, { trace })` fills it with the gates and states that the kernels computed, and
 * `backward()` of a loss that came from that pass adds dLoss/dh_t. What is past the true end of a sequence is 0. The arrays
 * are copies: they outlive the step.
 *
 *   const trace = new RecurrentTrace();
 *   mseLoss(head.forward(lstm.forward(x, { trace }).output), y).backward();
 *   trace.layers[0][0].gates.forget;       // [B, T, H], row-major
 *   trace.layers[0][0].hiddenGradient;     // [B, T, H]
 *
 * A second forward pass with the same trace starts it anew.
 */
export class RecurrentTrace {
  #layers: DirectionTrace[][] = [];

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** layers[l][d]: layer l from 0, direction d (0 forward, 1 backward). Empty before the first pass. */
  get layers(): readonly (readonly DirectionTrace[])[] {
    return this.#layers;
  }

  /** @internal */
  clear(): void {
    this.#layers = [];
  }

  /** @internal One more layer, whose directions are about to run. */
  addLayer(runs: readonly TracedRun[]): DirectionReader[] {
    const layer = runs.map(emptyTrace);
    this.#layers.push(layer);
    return layer.map((trace, d) => readerOf(runs[d], trace));
  }
}

function emptyTrace(run: TracedRun): DirectionTrace {
  const { batch, time, hidden } = run.layout;
  const { gates, states } = tracedSteps(run);
  const { h, c } = states;
  return {
    shape: [batch, time, hidden],
    gates,
    hidden: h,
    cell: c,
    states,
    hiddenGradient: undefined,
    lastGradients: undefined,
  };
}

function readerOf(run: TracedRun, trace: DirectionTrace): DirectionReader {
  return {
    readSteps: (part, buffers) => readSteps(run, part, buffers, trace),
    openGradients: (last) => {
      const { cell, batch, hidden } = run.layout;
      trace.lastGradients = Object.fromEntries(
        cell.states.map((name, i) => [name, readFloats(last[i], batch * hidden)] as const),
      );
      const gradients = stepValues(run.layout);
      trace.hiddenGradient = gradients;
      return (part, pointer) => readStateGradients(run, part, pointer, gradients);
    },
  };
}
