// Which process a run belongs to, and whether that process still lives. A number alone would not do: numbers are given again, so
// where the system tells when a process began (Linux), that is part of the name. And a number means something in its own space of
// numbers only: two containers may share a folder and a host's name, and neither sees the other's processes.

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

/** Whether a process runs: "unknown" for one that cannot be seen from here, of another machine or of another container. */
export function lifeOf(owner: RunOwner): "alive" | "dead" | "unknown" {
  const { pid, host, start } = owner;
  if (host !== hostname()) return "unknown";
  if (isElsewhereOnThisMachine(owner)) return "unknown";
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return "dead";
  }
  const found = startOf(pid);
  if (found === "ended") return "dead";
  return start !== undefined && found !== undefined && found !== start ? "dead" : "alive";
}

/** Whether a process counts by other numbers than this one, on a machine of the same name. Nothing outlives a boot. */
export function isElsewhereOnThisMachine({ host, start, space }: RunOwner): boolean {
  const here = spaceOfNumbers();
  if (host !== hostname() || space === undefined || here === undefined || space === here) return false;
  return bootOf(start) === undefined || bootOf(start) === bootOf(startOf(process.pid));
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
