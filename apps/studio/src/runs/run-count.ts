import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { countRuns } from "../stored/kept-runs.ts";
import { onStored } from "../stored/news.ts";

const count: Signal<number> = signal(0);
let isWatched = false;

async function look(): Promise<void> {
  // Where nothing can be kept, there are none; who plays a run is told why.
  count.value = await countRuns().catch(() => 0);
}

/** How many runs this browser keeps, as other tabs change it. */
export function runCount(): ReadonlySignal<number> {
  if (!isWatched) {
    isWatched = true;
    onStored(() => void look());
    addEventListener("focus", () => void look());
    void look();
  }
  return count;
}
