// Operations tell a watcher what they did: an exporter writes it down in another form. Nobody watches while a program computes or
// trains, and telling is then one comparison.
import { BODY, callback, requireOption } from "../core/option-rules.ts";

/** A tensor, as a watcher sees it. */
export interface WatchedTensor {
  readonly shape: readonly number[];
  /** Made by an operation, a parameter of a module, or a leaf, whose numbers lie in JavaScript. */
  readonly kind: "step" | "parameter" | "leaf";
  /** What made it. */
  readonly op: string;
  /** A leaf's numbers. */
  readonly data: Float32Array | null;
}

/**
 * Is told of every operation once it has run, with and without gradients: its name, the tensors that it read and those that it made,
 * and up to two settings beside them, such as a dimension or a plain number. Of "toArray" it is told before numbers are read.
 */
export type Watcher = (
  name: string,
  inputs: readonly WatchedTensor[],
  outputs: readonly WatchedTensor[],
  first?: unknown,
  second?: unknown,
) => void;

let watcher: Watcher | undefined;

/** Tells the watcher, if there is one. */
export function announce(
  name: string,
  inputs: readonly WatchedTensor[],
  outputs: readonly WatchedTensor[],
  first?: unknown,
  second?: unknown,
): void {
  watcher?.(name, inputs, outputs, first, second);
}

/** Whether operations are watched, so that what hangs on numbers alone must be one, too. */
export function watched(): boolean {
  return watcher !== undefined;
}

const WATCHER = /* @__PURE__ */ callback<Watcher>();

/**
 * Runs `body`, synchronously, while `next` is told of its operations; gives what it returns. What runs inside other operations may be
 * told, too: of several that made one tensor, the last is it. Throws what either throws.
 */
export function watchOperations<T>(next: Watcher, body: () => T): T {
  requireOption("watchOperations", "watcher", WATCHER, next);
  requireOption("watchOperations", "body", BODY, body);
  const before = watcher;
  watcher = next;
  try {
    return body();
  } finally {
    watcher = before;
  }
}
