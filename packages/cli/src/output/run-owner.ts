// Which process a run belongs to, and whether that process still lives. A number alone would not do: numbers are given again, so
// where the system tells when a process began (Linux), that is part of the name. And a number means something in its own space of
// numbers only: two containers may share a folder and a host's name, and neither sees the other's processes. Where that is so, or
// cannot be known, the number decides nothing: run/lock-beat.ts does.

import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * A process by its number and machine and, where that is known, by the machine's boot and the tick at which it began and by the space
 * (the PID namespace) in which it has its number.
 */
export interface RunOwner {
  readonly pid: number;
  readonly host: string;
  readonly start?: string;
  readonly space?: string;
}

/** This process. */
export function thisProcess(): RunOwner {
  const start = startOf(process.pid);
  const space = spaceOfNumbers();
  return {
    pid: process.pid,
    host: hostname(),
    ...(start !== undefined && start !== "ended" && { start }),
    ...(space !== undefined && { space }),
  };
}

/** What a file says of a process; undefined when it is none. */
export function readOwner(value: unknown): RunOwner | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { pid, host, start, space } = value as Record<string, unknown>;
  if (!Number.isSafeInteger(pid) || (pid as number) < 1 || typeof host !== "string") return undefined;
  if (start !== undefined && typeof start !== "string") return undefined;
  if (space !== undefined && typeof space !== "string") return undefined;
  return { pid: pid as number, host, ...(start !== undefined && { start }), ...(space !== undefined && { space }) };
}

/**
 * Whether a process runs: "unknown" for one that cannot be seen from here. That is one of another machine, also where that has the same
 * name; one of another container; and any, where the system does not tell which numbers are whose.
 */
export function lifeOf(owner: RunOwner): "alive" | "dead" | "unknown" {
  if (!isSeen(owner)) return "unknown";
  if (!isNumberInUse(owner.pid)) return "dead";
  const found = startOf(owner.pid);
  if (found === "ended") return "dead";
  return found !== undefined && found !== owner.start ? "dead" : "alive";
}

/** Whether a process has this number, among those that are seen from here. */
export function isNumberInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether a process's number means the same here: on this machine since it was started, and in the same space of numbers. */
function isSeen({ host, start, space }: RunOwner): boolean {
  const boot = bootOf(start);
  if (host !== hostname() || boot === undefined || space === undefined) return false;
  return boot === bootOf(startOf(process.pid)) && space === spaceOfNumbers();
}

/** Where a process works, in words behind its number; "" for one that is seen from here. */
export function placeOf(owner: RunOwner): string {
  if (owner.host !== hostname()) return ` on "${owner.host}"`;
  const boot = bootOf(owner.start);
  if (boot === undefined || owner.space === undefined || isSeen(owner)) return "";
  const sameMachine = boot === bootOf(startOf(process.pid));
  return sameMachine ? " in another container" : ` on another machine "${owner.host}", or before it was started anew`;
}

function bootOf(start: string | undefined): string | undefined {
  return start?.includes(":") ? start.slice(0, start.indexOf(":")) : undefined;
}

/** The PID namespace of this process, as Linux names it; undefined where there is no such thing. */
function spaceOfNumbers(): string | undefined {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return undefined;
  }
}

/** The boot and the tick at which a process began; "ended" for one that only waits to be collected; undefined where no file tells. */
function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // "pid (name) state ... start ...": the name may hold anything, brackets too. State and start are fields 3 and 22.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? "ended" : `${boot}:${fields[19]}`;
  } catch {
    return undefined;
  }
}
