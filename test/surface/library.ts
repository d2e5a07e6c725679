// The entries of the library, as a program has them: of this build, or of another copy of it.
import { readFileSync } from "node:fs";

/** The namespaces of all entries, by what stands behind "recurra/"; "" is recurra itself. */
// biome-ignore lint/suspicious/noExplicitAny: what is handed over is wrong on purpose
export type Entries = Readonly<Record<string, any>>;

const { exports } = JSON.parse(
  readFileSync(new URL("../../packages/recurra/package.json", import.meta.url), "utf8"),
) as { readonly exports: Readonly<Record<string, { readonly types: string }>> };

/** The declarations of each entry, from the package's folder. */
export const ENTRIES: ReadonlyMap<string, string> = new Map(
  Object.entries(exports)
    // A script that threads run is a file of pages, and no entry.
    .filter(([path]) => !path.endsWith(".js"))
    .map(([path, { types }]) => [path.replace(/^\.\/?/, ""), types]),
);

/** Loads every entry, from a copy's folder where one is named. */
export async function loadEntries(dist?: string): Promise<Entries> {
  const loaded = [...ENTRIES.keys()].map(async (entry): Promise<[string, unknown]> => {
    const own = entry === "" ? "recurra" : `recurra/${entry}`;
    return [entry, await import(dist === undefined ? own : `file://${dist}/${entry === "" ? "index" : entry}.js`)];
  });
  return Object.fromEntries(await Promise.all(loaded));
}
