// What all runs of a function agree on: the same operations on the same values, with sizes and settings run by run.
import { Module, type OptionError } from "recurra";
import type { WatchedTensor } from "recurra/tensor";
import { counted, listed } from "recurra/words";
import type { Axes } from "./axes.ts";
import { GraphInputs, type OnnxInputs } from "./inputs.ts";
import { neededOf } from "./needed.ts";
import { FIX_THE_SIZE, unsettled } from "./refusals.ts";
import { placesIn, type Run, runOnce, type TapedFunction, type ValueKind } from "./run.ts";

/** A tensor of the function: what it was in each run. */
interface TapedValue {
  readonly kind: ValueKind;
  readonly tensors: readonly WatchedTensor[];
}

/** An operation that the outputs hang on. */
export interface TapedOperation {
  readonly name: string;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** The first and the second setting, each run by run. */
  readonly settings: readonly (readonly unknown[])[];
}

export interface Recording {
  readonly inputs: GraphInputs;
  readonly axes: Axes;
  readonly values: readonly TapedValue[];
  readonly operations: readonly TapedOperation[];
  readonly outputs: readonly (readonly [name: string, value: number])[];
  /** The lists among the inputs, each run by run. */
  readonly lists: ReadonlyMap<number, readonly (readonly number[])[]>;
}

/** Runs a function with other sizes each time. Throws OptionError ONNX_INPUTS, ONNX_OPERATION and ONNX_TAPE. */
export function recordingOf(body: TapedFunction, given: OnnxInputs): Recording {
  const inputs = new GraphInputs(given);
  const { axes } = inputs;
  const runs = axes.runs.map((_, run) => neededOf(runOnce(body, inputs, run)));
  const [first] = runs;
  for (const [i, run] of runs.entries()) requireSamePath(axes, first, run, i);
  const values = first.values.map(({ kind }, v) => ({ kind, tensors: runs.map(({ values }) => values[v].tensor) }));
  const operations = first.operations.map(({ name, inputs, outputs, settings }, o) => {
    return {
      ...{ name, inputs, outputs },
      settings: settings.map((_, s) => runs.map((run) => run.operations[o].settings[s])),
    };
  });
  const lists = new Map([...first.lists.keys()].map((i) => [i, runs.map((run) => run.lists.get(i)!)]));
  return { inputs, axes, values, operations, outputs: first.outputs, lists };
}

function requireSamePath(axes: Axes, first: Run, other: Run, run: number): void {
  const [one, two] = [axes.wordRun(0), axes.wordRun(run)];
  const when = one === two ? "each time it runs" : `at ${one} and at ${two}`;
  const differ = (what: string): OptionError =>
    unsettled(`forward() does not do the same ${when}: ${what}`, one === two ? [] : [FIX_THE_SIZE]);
  const count = Math.min(first.operations.length, other.operations.length);
  for (let o = 0; o < count; o++) {
    const [one, two] = [first.operations[o], other.operations[o]];
    if (one.name !== two.name) throw differ(`operation ${o + 1} is ${one.name}, then ${two.name}`);
    const reads = ({ inputs, settings }: typeof one): string => [...inputs, "|", ...placesIn(settings)].join();
    if (reads(one) !== reads(two)) throw differ(`operation ${o + 1}, ${one.name}, reads other tensors`);
    if (one.settings.some((setting, s) => setting instanceof Module && setting !== two.settings[s])) {
      throw differ(`operation ${o + 1}, ${one.name}, is of another module`);
    }
  }
  if (first.operations.length !== other.operations.length) {
    throw differ(`there are ${first.operations.length} operations, then ${other.operations.length}`);
  }
  first.values.forEach(({ kind, tensor }, v) => {
    const two = other.values[v];
    if (kind !== two.kind || (kind === "parameter" && tensor !== two.tensor)) throw differ("it reads other parameters");
    const [rank, ranks] = [tensor.shape.length, two.tensor.shape.length];
    if (rank !== ranks) throw differ(`${tensor.op} gives ${counted(rank, "dimension")}, then ${ranks}`);
  });
  const names = (one: Run): string => one.outputs.map(([name, value]) => `${name} ${value}`).join();
  if (names(first) !== names(other)) {
    throw differ(`it gives ${listed([first, other].map(({ outputs }) => outputs.map(([name]) => name).join(", ")))}`);
  }
}
