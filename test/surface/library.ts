// The entries of the library, as a program has them: of this build, or of another copy of it.
import type * as core from "recurra/core";

/** The namespaces of all entries, by what stands behind "recurra/"; "" is recurra itself. */
// biome-ignore lint/suspicious/noExplicitAny: what is handed over is wrong on purpose
export type Entries = Readonly<Record<string, any>>;

export const ENTRIES: readonly string[] = [
  ...["", "core", "data", "evaluation", "experiment", "files", "forecast", "global", "many", "model", "nn", "optim"],
  ...[
    "tensor",
    "training",
    "words",
    "statistics",
    "calendar",
    "forecast-network",
    "pretrained",
    "made",
    "fast",
    "native",
  ],
];

/** Loads every entry, from a copy's folder where one is named. */
export async function loadEntries(dist?: string): Promise<Entries> {
  const loaded = ENTRIES.map(async (entry): Promise<[string, unknown]> => {
    const own = entry === "" ? "recurra" : `recurra/${entry}`;
    return [entry, await import(dist === undefined ? own : `file://${dist}/${entry === "" ? "index" : entry}.js`)];
  });
  return Object.fromEntries(await Promise.all(loaded));
}

export type CoreModule = typeof core;
