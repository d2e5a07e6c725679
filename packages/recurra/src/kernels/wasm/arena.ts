// The step region: everything that a training step makes and nobody frees. Allocation moves a pointer; ending a step
// moves it back. The region is a list of segments in ascending address order; a request that does not fit goes on to
// the next one, or to a new one. After a reset, segments that touch become one. So a second step with the same
// requests never reaches further than the first: a training loop takes no memory after its first step.
import { StateError } from "../../core/errors.ts";
import { POSITIVE, requireOption } from "../../core/option-rules.ts";
import { growBy } from "./memory.ts";

const alignment = 64;
const segmentBytes = 1 << 20;
const markUnit = 2 ** 33;

const starts: number[] = [];
const ends: number[] = [];
let current = 0;
let top = 0;
let end = 0;
let capacity = 0;
let limit = 2 ** 30;
let taken = 0;
let outside: { top: number; end: number } | undefined;

/** A place in the region to come back to. */
export type Mark = number;

/** Reserves `bytes` bytes, uninitialised, at an address that is a multiple of 64. Throws StateError STEP_NEVER_ENDED or STEP_TOO_LARGE at the limit. */
export function allocate(bytes: number): number {
  const size = bytes <= alignment ? alignment : Math.ceil(bytes / alignment) * alignment;
  const pointer = top;
  taken += size;
  if (pointer + size <= end) {
    top = pointer + size;
    return pointer;
  }
  enterNext(size);
  const moved = top;
  top = moved + size;
  return moved;
}

/** Bytes handed out since the program began, whatever was given back: the difference tells what a piece of code asks for. */
export function takenBytes(): number {
  return taken;
}

/**
 * Lets `body` take its memory from the `size` bytes at `start`, which nothing frees but their owner: what a plan computes stays at its
 * addresses. Marks mean nothing inside. Throws StateError PLAN_DIFFERS when it asks for more.
 */
export function inRegion<T>(start: number, size: number, body: () => T): T {
  outside = { top, end };
  top = start;
  end = start + size;
  try {
    return body();
  } finally {
    ({ top, end } = outside);
    outside = undefined;
  }
}

/** The present place. */
export function mark(): Mark {
  return current * markUnit + top;
}

/** The lowest address that was free at a mark. */
export function addressOf(place: Mark): number {
  return place % markUnit;
}

/** Goes back to a mark; everything reserved since is gone. Marks taken since are no longer valid. */
export function resetTo(place: Mark): void {
  if (starts.length === 0 || outside) return;
  current = Math.floor(place / markUnit);
  top = place % markUnit || starts[0];
  let kept = current;
  for (let i = current + 1; i < starts.length; i++) {
    if (starts[i] === ends[kept]) ends[kept] = ends[i];
    else {
      kept++;
      starts[kept] = starts[i];
      ends[kept] = ends[i];
    }
  }
  starts.length = kept + 1;
  ends.length = kept + 1;
  end = ends[current];
}

/** What the region holds now, in bytes. `used` counts what is lost at the ends of segments. */
export function stats(): { used: number; capacity: number; segments: number; limit: number } {
  let used = top - (starts[current] ?? top);
  for (let i = 0; i < current; i++) used += ends[i] - starts[i];
  return { used, capacity, segments: starts.length, limit };
}

/** The most that one step may hold, in bytes; 1 GiB unless set. Throws OptionError unless it is above 0. */
export function setLimit(bytes: number): void {
  requireOption("setStepMemoryLimit", "bytes", POSITIVE, bytes);
  limit = bytes;
}

function enterNext(size: number): void {
  if (outside) throw tookMore();
  let next = starts.length === 0 ? 0 : current + 1;
  while (next < starts.length && ends[next] - starts[next] < size) next++;
  if (next === starts.length) {
    if (capacity + size > limit) throw size > limit / 2 ? tooLarge(size) : neverEnded(`${stats().used} bytes`);
    const wanted = Math.max(size, segmentBytes, Math.min(capacity >>> 2, limit - capacity));
    const segment = growBy(wanted);
    starts.push(segment.start);
    ends.push(segment.end);
    capacity += segment.end - segment.start;
  }
  current = next;
  top = starts[next];
  end = ends[next];
}

/** The error of one request that the limit is not made for. */
function tooLarge(size: number): StateError {
  return new StateError(
    "STEP_TOO_LARGE",
    "memory",
    `one operation asks for ${size} bytes, and the current step holds ${stats().used}; the limit is ${limit} bytes of step memory`,
    {
      found: size,
      remedies: [
        ["take fewer sequences or steps at once (train has ", { option: "microBatchSize" }, ")"],
        ["call ", { call: "setStepMemoryLimit(bytes)" }, " where the machine has it"],
      ],
    },
  );
}

/** The error of a function that is captured as a plan, and did more than when it was measured. */
function tookMore(): StateError {
  return new StateError(
    "PLAN_DIFFERS",
    "plan",
    "forward() took more memory when it was called again with the same numbers, so it cannot be repeated as a plan: it depends on a count of calls, or on numbers from outside",
    {
      remedies: [
        ["set ", { call: "repeatable" }, " to false"],
        ["train with ", { option: "plan", value: false }],
      ],
    },
  );
}

/** The error of a step that nothing ends: `held` is what it holds, such as "900 bytes". */
export function neverEnded(held: string): StateError {
  return new StateError(
    "STEP_NEVER_ENDED",
    "memory",
    `the current step holds ${held} and asks for more; the limit is ${limit} bytes of step memory`,
    {
      context: "Each step must end",
      remedies: [
        ["call ", { call: "loss.backward()" }],
        ["wrap work that needs no gradient in ", { call: "noGrad(() => ...)" }],
        ["wrap a part whose intermediate tensors may go in ", { call: "scope(() => ...)" }],
        ["if one step really needs more, call ", { call: "setStepMemoryLimit(bytes)" }],
      ],
    },
  );
}
