import { useEffect, useMemo, useState } from "preact/hooks";
import { LineChart } from "../../charts/line-chart.tsx";
import { linkOf, nameOf } from "../../runs/run-words.ts";
import { findRun } from "../../stored/kept-runs.ts";
import type { RunSummary, StoredRun } from "../../stored/run-record.ts";
import { overlay } from "./overlay-lines.ts";
import { whatChanged } from "./what-changed.ts";

/** The losses of the runs that were chosen, in the order in which they were. */
export function OverlayChart({ runs }: { readonly runs: readonly RunSummary[] }) {
  const [found, setFound] = useState<readonly StoredRun[]>([]);
  const wanted = runs.map(({ id, changed }) => `${id} ${changed}`).join();
  useEffect(() => {
    let isOver = false;
    Promise.all(runs.map(({ id }) => findRun(id))).then(
      (read) => !isOver && setFound(read.filter((one) => one !== undefined)),
      () => !isOver && setFound([]), // the list says why
    );
    return () => {
      isOver = true;
    };
  }, [wanted]);
  const chart = useMemo(
    () =>
      overlay(
        found.map(({ summary, pieces }, i) => {
          const changed = i === 0 ? "" : ` (${whatChanged(summary, found[0].summary)})`;
          return { label: `${i + 1}. ${nameOf(summary)}${changed.slice(0, 100)}`, losses: pieces.losses };
        }),
      ),
    [found],
  );
  if (found.length === 0) return null;
  const kinds = new Set(found.map(({ summary }) => linkOf(summary).run));
  return (
    <section class="overlaid">
      <LineChart
        // Another number of lines is another plot: the one before must not be given these.
        key={chart.lines.length}
        chart={chart}
        said={
          kinds.size > 1 ? "Losses of different kinds of runs are not on one scale: compare their courses alone." : ""
        }
      />
    </section>
  );
}
