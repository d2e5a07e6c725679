// What there is to try, as links to runs.
import type { RunLink } from "../link/run-link.ts";
import type { Try } from "./lesson.ts";

/** The run of the lab that this is, in this version. */
export function linkOfTry(lab: string, { settings = {}, seed = 0, dial }: Try, version: string): RunLink {
  return { version, run: `lab/${lab}`, settings, seed, mode: "strict", ...(dial !== undefined && { dial }) };
}

/** Whether two links are to one run, wherever its dial stands. */
export function isSameRun(a: RunLink, b: RunLink): boolean {
  const names = Object.keys(a.settings);
  return (
    a.run === b.run &&
    a.seed === b.seed &&
    a.mode === b.mode &&
    a.stop === b.stop &&
    names.length === Object.keys(b.settings).length &&
    names.every((name) => a.settings[name] === b.settings[name])
  );
}
