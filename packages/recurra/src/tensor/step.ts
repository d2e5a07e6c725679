// Steps and frames. A step is the life of the tensors that are made between two ends: every tensor points to its step,
// and knows from `alive` whether its memory is still its own. Frames are the stack of open steps: the root frame of the
// program, and one more for each scope() or noGrad() that runs. All of them allocate from the one step region.
import * as arena from "../kernels/wasm/arena.ts";

/** One life of step memory. */
export class Step {
  alive: boolean;
  /** What ended it: "backward", "scope" or "noGrad". */
  endedBy = "";
  constructor(alive: boolean) {
    this.alive = alive;
  }
}

/** The home of parameters: it never ends. */
export const forever: Step = new Step(true);

/** The home of leaves that no open step has copied in. */
export const nowhere: Step = new Step(false);

/** An open frame: where its memory and its part of the tape begin, and whether operations are recorded in it. */
class Frame {
  step: Step = new Step(true);
  readonly kind: "root" | "scope" | "noGrad";
  readonly gradient: boolean;
  readonly start: arena.Mark;
  readonly tapeStart: number;
  readonly parent: Frame | null;
  constructor(
    kind: "root" | "scope" | "noGrad",
    gradient: boolean,
    start: arena.Mark,
    tapeStart: number,
    parent: Frame | null,
  ) {
    this.kind = kind;
    this.gradient = gradient;
    this.start = start;
    this.tapeStart = tapeStart;
    this.parent = parent;
  }
}

let frame: Frame = new Frame("root", true, arena.mark(), 0, null);

/** The innermost open frame. */
export function currentFrame(): Frame {
  return frame;
}

/** Opens a frame inside the current one. */
export function enterFrame(kind: "scope" | "noGrad", tapeStart: number): Frame {
  frame = new Frame(kind, kind === "scope" && frame.gradient, arena.mark(), tapeStart, frame);
  return frame;
}

/** Closes the innermost frame; its tensors are released and its memory is free again. */
export function leaveFrame(): void {
  releaseStep(frame.kind);
  if (frame.parent !== null) frame = frame.parent;
}

/** Ends the current frame's step and begins its next one. */
export function releaseStep(endedBy: string): void {
  frame.step.alive = false;
  frame.step.endedBy = endedBy;
  frame.step = new Step(true);
  arena.resetTo(frame.start);
}

/**
 * Runs `body` as if the steps of the enclosing frames were over: a leaf is copied in anew, and a tensor of theirs cannot be used.
 * What is captured inside stays good when those steps end.
 */
export function apartFromEnclosing<T>(body: () => T): T {
  const steps: Step[] = [];
  for (let enclosing = frame.parent; enclosing !== null; enclosing = enclosing.parent) steps.push(enclosing.step);
  for (const step of steps) step.alive = false;
  try {
    return body();
  } finally {
    for (const step of steps) step.alive = true;
  }
}

/** Uninitialised bytes of step memory, at a multiple of 64; they are gone when the step ends. */
export function scratch(bytes: number): number {
  return arena.allocate(bytes);
}

/**
 * Sets how many bytes one step may hold (1 GiB unless set). A program that reaches the limit gets StateError
 * STEP_NEVER_ENDED: nearly always a loop that calls neither backward() nor noGrad(). The same error comes at 2,000,000 recorded
 * operations, whatever their size. Throws OptionError unless the number is above 0.
 */
export function setStepMemoryLimit(bytes: number): void {
  arena.setLimit(bytes);
}
