// Which tab has a run: a lock of the browser's, which goes with the tab. A copy of a tab finds that the run of its page is another tab's.

const nameOf = (id: string): string => `recurra-run-${id}`;
const PREFIX = nameOf("");

/** Holds a run until what it gives is called; undefined where another tab has it. Where a browser has no locks, nothing is held. */
export function holdRun(id: string): Promise<(() => void) | undefined> {
  const { locks } = navigator;
  if (locks === undefined) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    locks
      .request(nameOf(id), { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(undefined);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => resolve(() => {}));
  });
}

/** The runs that some tab has. */
export async function heldRuns(): Promise<ReadonlySet<string>> {
  try {
    const { held = [] } = await navigator.locks.query();
    const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
    return new Set(names);
  } catch {
    return new Set();
  }
}
