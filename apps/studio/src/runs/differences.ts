// What is not the same in two runs: differences only.
import type { RunLink } from "../link/run-link.ts";

interface Difference {
  /** "hidden", "seed", "file". */
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** What is in place of a setting that a link does not say. */
export type DefaultOf = (run: string, setting: string) => string;

/** From a base to a run: its kind, what it was made by, its settings by their names, seed, mode, step and file. */
export function differences(base: RunLink, run: RunLink, defaultOf: DefaultOf): Difference[] {
  const found: Difference[] = [];
  const compare = (what: string, from: string, to: string): void => {
    if (from !== to) found.push({ what, from, to });
  };
  if (base.run !== run.run) return [{ what: "kind", from: base.run, to: run.run }];
  const names = new Set([...Object.keys(base.settings), ...Object.keys(run.settings)]);
  for (const name of [...names].sort()) {
    const value = ({ settings }: RunLink): string => settings[name] ?? defaultOf(run.run, name);
    compare(name, value(base), value(run));
  }
  compare("seed", String(base.seed), String(run.seed));
  compare("mode", base.mode, run.mode);
  const rest = ({ stop }: RunLink): string => (stop === undefined ? "none" : String(stop));
  compare("rests at step", rest(base), rest(run));
  if (base.file?.sha256 !== run.file?.sha256) {
    const named = ({ file }: RunLink): string => file?.name ?? "none";
    const isOneName = named(base) === named(run);
    found.push({ what: "file", from: named(base), to: isOneName ? `${named(run)} with other bytes` : named(run) });
  }
  compare("version", base.version, run.version);
  return found;
}

/** "hidden 8 to 12, seed 0 to 1"; "nothing" for the same run. */
export function sayDifferences(found: readonly Difference[], label: (what: string) => string): string {
  if (found.length === 0) return "nothing";
  return found.map(({ what, from, to }) => `${label(what)} ${from} to ${to}`).join(", ");
}
