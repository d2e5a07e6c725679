// Which process a run belongs to, and whether that process still lives. A number alone would not do: numbers are given again, so
// where the system tells when a process began (Linux), that is part of the name.

import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** A process by its number and machine and, where that is known, by the machine's boot and the tick at which it began. */
export interface RunOwner {
  readonly pid: number;
  readonly host: string;
  readonly start?: string;
}

/** This process. */
export function thisProcess(): RunOwner {
  const start = startOf(process.pid);
  return { pid: process.pid, host: hostname(), ...(start !== undefined && start !== "ended" && { start }) };
}

/** What a file says of a process; undefined when it is none. */
export function readOwner(value: unknown): RunOwner | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { pid, host, start } = value as Record<string, unknown>;
  if (!Number.isSafeInteger(pid) || (pid as number) < 1 || typeof host !== "string") return undefined;
  if (start !== undefined && typeof start !== "string") return undefined;
  return { pid: pid as number, host, ...(start !== undefined && { start }) };
}

/** Whether a process runs: "unknown" for one of another machine. */
export function lifeOf({ pid, host, start }: RunOwner): "alive" | "dead" | "unknown" {
  if (host !== hostname()) return "unknown";
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
