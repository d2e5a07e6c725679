// The runs that this browser keeps.
import { type Stores, transact } from "./database.ts";
import { tellStored } from "./news.ts";
import { readPieces, readSummary } from "./read-record.ts";
import type { RunSummary, StoredRun } from "./run-record.ts";

/** Runs at most, beside those that are pinned. */
export const MOST_RUNS = 50;

const BOTH = ["runs", "pieces"] as const;

/** All of them, the latest first. What cannot be read is not among them. */
export async function listRuns(): Promise<RunSummary[]> {
  const found = await transact(["runs"], "readonly", (stores) => stores.all("runs"));
  return found.flatMap((one) => readSummary(one) ?? []).sort((a, b) => b.started - a.started || (a.id < b.id ? -1 : 1));
}

export async function countRuns(): Promise<number> {
  return (await transact(["runs"], "readonly", (stores) => stores.keys("runs"))).length;
}

/** One, whole; undefined where it is not there, or not to be read. */
export async function findRun(id: string): Promise<StoredRun | undefined> {
  const [summary, pieces] = await transact(BOTH, "readonly", (stores) =>
    Promise.all([stores.get("runs", id), stores.get("pieces", id)]),
  );
  const [read, rest] = [readSummary(summary), readPieces(pieces)];
  return read && rest && { summary: read, pieces: rest };
}

/** Writes runs for the first time; the oldest go where there are too many. Gives how many of them are kept. */
export async function addRuns(runs: readonly StoredRun[]): Promise<number> {
  const left = await transact(BOTH, "readwrite", async (stores) => {
    for (const { summary, pieces } of runs) {
      await stores.put("runs", summary);
      await stores.put("pieces", pieces);
    }
    return dropOldest(stores, new Set(runs.map(({ summary }) => summary.id)));
  });
  tellStored();
  return left;
}

/**
 * Writes what a run has come to; its name and pin stay as they are there. Gives whether it was: a run that was deleted, perhaps in another tab,
 * stays deleted.
 */
export async function updateRun({ summary, pieces }: StoredRun): Promise<boolean> {
  const written = await transact(BOTH, "readwrite", async (stores) => {
    const before = readSummary(await stores.get("runs", summary.id));
    if (before === undefined) return false;
    const { name, pinned } = before;
    await stores.put("runs", { ...summary, ...(name && { name }), pinned });
    await stores.put("pieces", pieces);
    return true;
  });
  if (written) tellStored();
  return written;
}

/** Names a run, or takes its name; pins it, or lets it go. */
export async function labelRun(
  id: string,
  change: { readonly name?: string; readonly pinned?: boolean },
): Promise<void> {
  await transact(["runs"], "readwrite", async (stores) => {
    const before = readSummary(await stores.get("runs", id));
    if (before !== undefined) await stores.put("runs", { ...before, ...change });
  });
  tellStored();
}

export async function deleteRun(id: string): Promise<void> {
  await transact(BOTH, "readwrite", async (stores) => {
    for (const store of BOTH) await stores.delete(store, id);
  });
  tellStored();
}

/** All of them, pinned ones and what cannot be read too. */
export async function deleteAllRuns(): Promise<void> {
  await transact(BOTH, "readwrite", async (stores) => {
    for (const store of BOTH) await stores.clear(store);
  });
  tellStored();
}

/** Those that were just added are the latest, whenever they were played. Gives how many of these stay. */
async function dropOldest(stores: Stores, added: ReadonlySet<string>): Promise<number> {
  const found = (await stores.all("runs")).flatMap((one) => readSummary(one) ?? []);
  const isAdded = ({ id }: RunSummary): number => (added.has(id) ? 1 : 0);
  const loose = found
    .filter(({ pinned }) => !pinned)
    .sort((a, b) => isAdded(b) - isAdded(a) || b.changed - a.changed || (a.id < b.id ? -1 : 1));
  const gone = loose.slice(MOST_RUNS);
  for (const { id } of gone) {
    await stores.delete("runs", id);
    await stores.delete("pieces", id);
  }
  return added.size - gone.filter(({ id }) => added.has(id)).length;
}
