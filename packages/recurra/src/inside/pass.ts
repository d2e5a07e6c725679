// The passes of recurrent networks that ran while somebody looked, and the sequences that they make up: a decoder that reads what it has written
// runs step by step, each pass from the states of the one before.
import type { Module } from "../nn/module/module.ts";
import type { Looker } from "../nn/recurrent/looked-at.ts";
import { RecurrentTrace } from "../nn/recurrent/recurrent-trace.ts";
import { type Tensor, tensor } from "../tensor/index.ts";

/** One pass over a batch. */
export interface Pass {
  readonly network: Module;
  /** What it read: a leaf of its own where x came from no layer that is looked at. */
  readonly x: Tensor;
  /** The numbers of x [B, T, I]. */
  readonly read: Float32Array;
  readonly shape: readonly [batch: number, time: number, inputs: number];
  /** The states that it began with [L * D, B, H] by name; undefined: zeros. */
  readonly state: Readonly<Record<string, Float32Array>> | undefined;
  readonly lengths: readonly number[] | undefined;
  readonly trace: RecurrentTrace;
}

/** What notes every pass. */
export function passNoter(passes: Pass[]): Looker {
  return (network, x, { state, lengths }) => {
    const trace = new RecurrentTrace();
    const read = x.numbers();
    const shape = x.shape as Pass["shape"];
    // A leaf that takes a gradient, so that there is one to be had although no parameter takes any.
    const own = x.requiresGrad ? x : tensor(read, shape, { requiresGrad: true });
    const named = state && Object.fromEntries(Object.entries(state).map(([name, one]) => [name, one.numbers()]));
    passes.push({ network, x: own, read, shape, state: named, lengths, trace });
    return { trace, x: own };
  };
}

/** Passes that follow each other: the same network, each from the states that the one before has left. */
export function joinPasses(passes: readonly Pass[]): Pass[][] {
  const joined: Pass[][] = [];
  for (const pass of passes) {
    const before = joined.find((some) => some[0].network === pass.network && follows(pass, some[some.length - 1]));
    if (before) before.push(pass);
    else joined.push([pass]);
  }
  return joined;
}

/** Whether a pass begins with the states behind another one's last step. */
function follows({ state, shape: [batch] }: Pass, before: Pass): boolean {
  if (state === undefined || before.lengths || before.shape[0] !== batch) return false;
  const [, time] = before.shape;
  return before.trace.layers.every(([{ hidden, shape }], l) => {
    const size = shape[2];
    const begin = state.h.subarray(l * batch * size, (l + 1) * batch * size);
    return begin.every((value, i) => {
      const [b, unit] = [Math.floor(i / size), i % size];
      return Object.is(value, hidden[(b * time + time - 1) * size + unit]);
    });
  });
}
