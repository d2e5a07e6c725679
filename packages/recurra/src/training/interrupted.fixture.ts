// A training that is interrupted at every step: for tests that it then goes on to the same bits.
import { expect } from "vitest";
import type { Module } from "../nn/index.ts";
import type { Epoch, TrainingResult } from "./epoch.ts";
import type { Batch, TrainOptions } from "./options.ts";
import { train } from "./train.ts";
import type { TrainingState } from "./training-state.ts";

/** A training made anew: the same model, optimizer and data each time. */
export type Making = () => TrainOptions<Batch>;

/** An epoch without what depends on the machine. */
function plain({ seconds: _, threads: __, ...epoch }: Epoch): object {
  return epoch;
}

/** A state without what depends on the machine. */
export function timeless(state: TrainingState): object {
  return { ...state, seconds: 0, history: state.history.map(plain) };
}

/** How a training ended, without what depends on the machine. */
export interface Ending {
  /** The weights, and those that only the optimizer has, as text: -0 and the last bit count. */
  readonly weights: string[];
  readonly result: object;
}

function bits(values: Float32Array): string {
  return [...new Uint32Array(values.buffer, values.byteOffset, values.length)].join();
}

/** Runs a training to its end, and what it handed out and yielded on the way. */
export async function ending(
  options: TrainOptions<Batch>,
): Promise<{ end: Ending; yielded: number[]; states: TrainingState[] }> {
  const states: TrainingState[] = [];
  const yielded: number[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState) => void states.push(state) };
  const epochs = train({ checkpoint, ...options });
  let last: TrainingResult;
  for (;;) {
    const next = await epochs.next();
    if (next.done) {
      last = next.value;
      break;
    }
    yielded.push(next.value.epoch);
  }
  const { threads: _, ...result } = last;
  const parameters = [...new Set([...options.model.parameters(), ...options.optimizer.parameters])];
  const weights = parameters.map((parameter) => bits(parameter.value));
  return { end: { weights, result: { ...result, history: last.history.map(plain) } }, yielded, states };
}

function dispose({ model, optimizer }: { model: Module; optimizer: { dispose(): void } }): void {
  optimizer.dispose();
  model.dispose();
}

/**
 * Interrupts a training after every step and every epoch, each time in a new model, and expects the same end, the same later epochs and
 * the same later states: so an interruption of what was resumed, too, changes nothing. Returns the states.
 */
export async function expectNoTrace(make: Making): Promise<TrainingState[]> {
  const undisturbed = make();
  const copies: TrainingState[] = [];
  const wanted = await ending({ ...undisturbed, checkpoint: undefined });
  dispose(undisturbed);
  const watched = make();
  const states: TrainingState[] = [];
  const save = (state: TrainingState): void => {
    states.push(state);
    copies.push(structuredClone(state));
  };
  expect((await ending({ ...watched, checkpoint: { every: 0, save } })).end).toEqual(wanted.end);
  dispose(watched);
  // What was handed out has not changed since.
  expect(states).toEqual(copies);
  for (const [at, state] of states.entries()) {
    const resumed = make();
    const got = await ending({ ...resumed, resume: state });
    dispose(resumed);
    const place = `after step ${state.step}, ${state.history.length} epochs done`;
    expect(got.end, place).toEqual(wanted.end);
    expect(got.yielded, place).toEqual(wanted.yielded.filter((epoch) => epoch >= state.epoch));
    expect(got.states.map(timeless), place).toEqual(states.slice(at + 1).map(timeless));
    expect(state, place).toEqual(copies[at]);
  }
  return states;
}
