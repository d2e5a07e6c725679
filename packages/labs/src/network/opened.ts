// Networks of labs, opened over one sequence that the lab shows.
import { type Mode, type Module, withMode } from "recurra";
import { type OpenedNetwork, type OpenOptions, openNetwork, type Said } from "recurra/inside";

/** How a lab's network is opened. */
interface LabOpening extends OpenOptions {
  readonly title: string;
  readonly mode: Mode | undefined;
}

/** What `run` says of one sequence, and what happens inside. */
export function openOne(model: Module, run: () => Said, { mode = "strict", ...options }: LabOpening): OpenedNetwork {
  return withMode(mode, () => openNetwork(model, run, options));
}

/** One of `count`, counted round. */
export function oneOf(count: number, sequence = 0): number {
  return Number.isSafeInteger(sequence) && sequence >= 0 ? sequence % count : 0;
}
