// Kills the command line at chosen moments: see fault.fixture.mjs for the events.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Outcome, Workplace } from "./command.fixture.ts";

export type FaultKind = "batch" | "predict" | "write" | "half" | "flush" | "rename" | "link" | "remove";

export interface Fault {
  readonly kind: FaultKind;
  /** The at-th event of the kind, from 1. */
  readonly at: number;
}

const preload = new URL("./fault.fixture.mjs", import.meta.url).href;

function under(place: Workplace, fault: object): void {
  place.env = {
    NODE_OPTIONS: `--import=${preload}`,
    RECURRA_FAULT: JSON.stringify(fault),
    RECURRA_EVENTS: place.file("events.txt"),
  };
}

/** Runs to the end; the events on the way. */
export async function counted(place: Workplace, ...args: string[]): Promise<{ outcome: Outcome; events: FaultKind[] }> {
  under(place, { how: "count" });
  const outcome = await place.run(...args);
  place.env = {};
  return { outcome, events: readFileSync(place.file("events.txt"), "utf8").split("\n") as FaultKind[] };
}

/** Kills the command after an event; false where it ended before. */
export async function killed(place: Workplace, fault: Fault, ...args: string[]): Promise<boolean> {
  under(place, { ...fault, how: "kill" });
  const { code } = await place.run(...args);
  place.env = {};
  return code === null;
}

/** A command that stands still. */
export interface Paused extends ReturnType<Workplace["start"]> {
  readonly goOn: () => Promise<void>;
}

/** Starts the command and waits until it stands still, after an event. Needs a system with named pipes. */
export async function paused(place: Workplace, fault: Fault, ...args: string[]): Promise<Paused> {
  const gate = place.file("gate");
  execFileSync("mkfifo", [gate]);
  under(place, { ...fault, how: "pause" });
  place.env = { ...place.env, RECURRA_GATE: gate };
  const { child, outcome } = place.start(...args);
  place.env = {};
  // A pipe is open once both its ends are: so the other one is there, and waits for a word.
  const end = await open(gate, "w");
  return { child, outcome, goOn: () => end.close() };
}

/** Runs where the disk refuses an event, and all of its kind after it. */
export async function refused(place: Workplace, fault: Fault, how: string, ...args: string[]): Promise<Outcome> {
  under(place, { ...fault, how });
  const outcome = await place.run(...args);
  place.env = {};
  return outcome;
}

/** Whole numbers below a limit, the same for the same seed: a linear congruential generator (Numerical Recipes). */
export function drawer(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
