// What is not the same in a run and in the one that it is compared with.
import { differences, sayDifferences } from "../../runs/differences.ts";
import { defaultOf, labelOfDifference, linkOf, titleOf } from "../../runs/run-words.ts";
import type { RunSummary } from "../../stored/run-record.ts";

/** The run before of the same kind: the base that is meant where none is chosen. */
export function runBefore(run: RunSummary, runs: readonly RunSummary[]): RunSummary | undefined {
  const kind = linkOf(run).run;
  return runs
    .filter((one) => one.id !== run.id && one.started < run.started && linkOf(one).run === kind)
    .reduce<RunSummary | undefined>((last, one) => (last && last.started >= one.started ? last : one), undefined);
}

/** In words; runs are the latest first. */
export function whatChanged(run: RunSummary, base: RunSummary | undefined): string {
  if (base === undefined) return "the first of its kind";
  if (base.id === run.id) return "compared with this one";
  const [from, to] = [linkOf(base), linkOf(run)];
  if (from.run !== to.run) return `another kind: ${titleOf(to)}`;
  return sayDifferences(differences(from, to, defaultOf), labelOfDifference);
}
