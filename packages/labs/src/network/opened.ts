// Networks of labs, opened over one sequence that the lab shows.
import { type Mode, type Module, type Tensor, withMode } from "recurra";
import { type OpenedLine, type OpenedNetwork, type OpenOptions, openNetwork } from "recurra/inside";

/** How a lab's network is opened. */
interface LabOpening extends Omit<OpenOptions, "lines" | "title" | "sequence"> {
  readonly title: string;
  readonly mode: Mode | undefined;
  /** What stands above, out of the numbers that the network said. */
  readonly lines: (said: Float32Array) => readonly OpenedLine[];
}

/** What a lab says of the network that it opens. */
export type Named = Pick<LabOpening, "title" | "mode">;

/** What a network says of a sequence, and what it is to be judged by. `end` is what the connectivity is of, where that is not all of it. */
interface LabSaid {
  readonly said: Tensor;
  readonly loss: Tensor;
  readonly end?: Tensor;
}

/** Runs a network over one sequence, and opens it. */
export function openOne(
  model: Module,
  run: () => LabSaid,
  { mode = "strict", lines, ...options }: LabOpening,
): OpenedNetwork {
  let numbers: Float32Array = new Float32Array();
  const body = () => {
    const { said, loss, end = said } = run();
    numbers = said.toArray();
    return { output: end, loss };
  };
  const opened = withMode(mode, () => openNetwork(model, body, options));
  return { ...opened, lines: lines(numbers) };
}

/** One of `count`, counted round. */
export function oneOf(count: number, sequence = 0): number {
  return Number.isSafeInteger(sequence) && sequence >= 0 ? sequence % count : 0;
}

/** A line of `length` steps that has these values from step `from` on. */
export function lineFrom(
  label: string,
  role: OpenedLine["role"],
  values: ArrayLike<number>,
  { from, length }: { readonly from: number; readonly length: number },
): OpenedLine {
  return { label, role, y: Array.from({ length }, (_, t) => values[t - from] ?? null) };
}
