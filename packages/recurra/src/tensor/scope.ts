// scope and noGrad: a stack of frames on the step region. Leaving one frees what was made inside it; what it returns
// moves down to where the frame began, or becomes a leaf when nothing encloses it.

import { StateError } from "../core/errors.ts";
import { BODY, requireOption } from "../core/option-rules.ts";
import { addressOf } from "../kernels/wasm/arena.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { describeShape } from "./shape.ts";
import { currentFrame, enterFrame, leaveFrame, type Step, scratch } from "./step.ts";
import { cutTape, tapeLength } from "./tape.ts";
import { Tensor } from "./tensor.ts";

/**
 * Runs `body` without recording gradients and frees the tensors made inside, except those it returns (alone, or in arrays
 * and plain objects). Synchronous. Throws StateError SCOPE_ASYNC when `body` returns a promise.
 */
export function noGrad<T>(body: () => T): T {
  return run("noGrad", body);
}

/**
 * Runs `body` and frees the tensors made inside, except those it returns (alone, or in arrays and plain objects).
 * A loss made inside must run its backward() inside. Synchronous. Throws StateError SCOPE_ASYNC when `body` returns a
 * promise, SCOPE_NEEDS_GRADIENT when it returns a tensor whose history would be freed.
 */
export function scope<T>(body: () => T): T {
  return run("scope", body);
}

function run<T>(kind: "scope" | "noGrad", body: () => T): T {
  requireOption(kind, "body", BODY, body);
  const frame = enterFrame(kind, tapeLength());
  let closed = false;
  try {
    const result = body();
    requireSynchronous(kind, result);
    const leaving = tensorsIn(result, frame.step);
    const top = frame.parent === null || frame.parent.kind === "root";
    if (top) for (const tensor of leaving) tensor.becomeLeaf();
    close();
    if (!top) moveDown(leaving, addressOf(frame.start));
    return result;
  } finally {
    if (!closed) close();
  }

  function close(): void {
    closed = true;
    cutTape(frame.tapeStart);
    leaveFrame();
  }
}

/**
 * The memory of `leaving` was just freed and still holds their numbers. Taken in ascending order of address, each new
 * place is at or below the old one, so a move never overwrites what is still to be moved. What lies below `start` is a view
 * of the enclosing step's memory and stays.
 */
function moveDown(leaving: readonly Tensor[], start: number): void {
  const step = currentFrame().step;
  const sorted = [...leaving].sort((a, b) => a.address - b.address);
  let before: { from: number; to: number } | undefined;
  for (const tensor of sorted) {
    tensor.home = step;
    if (tensor.address < start) continue;
    // Views share one place.
    const shared = before !== undefined && before.from === tensor.address;
    const to = shared ? before!.to : scratch(tensor.size * 4);
    if (!shared) kernels().copyArray(to, tensor.address, tensor.size);
    before = { from: tensor.address, to };
    tensor.address = to;
  }
}

function tensorsIn(result: unknown, step: Step): Tensor[] {
  const found: Tensor[] = [];
  collect(result, step, found, new Set());
  return found;
}

function collect(value: unknown, step: Step, found: Tensor[], seen: Set<object>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Tensor) {
    if (value.kind !== "step" || value.home !== step) return;
    if (value.requiresGrad) throw needsGradient(value);
    found.push(value);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, step, found, seen);
  } else if (isPlain(value)) {
    for (const item of Object.values(value)) collect(item, step, found, seen);
  }
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function needsGradient(tensor: Tensor): StateError {
  return new StateError(
    "SCOPE_NEEDS_GRADIENT",
    "scope",
    `the returned tensor ${describeShape(tensor.shape)} made by ${tensor.op} still needs a gradient from tensors that scope() frees`,
    {
      remedies: [
        ["return ", { call: "tensor.detach()" }],
        ["call ", { call: "backward()" }, " inside"],
        ["use ", { call: "noGrad()" }],
        "leave this part out of a scope",
      ],
    },
  );
}

function requireSynchronous(kind: string, result: unknown): void {
  if (typeof (result as { then?: unknown } | null | undefined)?.then === "function") {
    throw new StateError(
      "SCOPE_ASYNC",
      kind,
      "the function returned a promise, but its tensors are freed as soon as it returns",
      { remedies: [`make it synchronous: await before ${kind}(), not inside`] },
    );
  }
}
