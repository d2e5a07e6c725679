import type { Finding } from "../data/index.ts";
import { type BacktestReport, bestNaive, type Verdict } from "../evaluation/index.ts";
import { errorWords } from "../evaluation/verdict/error-words.ts";

/** What spoils a column and is therefore repeated beside the verdict on its forecast. */
const SPOILING: readonly string[] = ["sentinel", "spike", "level-shift"];

/**
 * The verdict with what was found in the data. A model some of whose inputs know the future has the scores of a forecast that nobody can
 * make: that stands before the answer, and it is called better than nothing. What spoils the target stands among the remarks.
 */
export function verdictWithFindings(
  { verdict, scores }: Pick<BacktestReport, "verdict" | "scores">,
  { findings, target }: { readonly findings: readonly Finding[]; readonly target: string },
): Verdict {
  const spoilt = findings.filter(({ kind, column }) => column === target && SPOILING.includes(kind));
  const remarks = spoilt.map(
    ({ problem, message }) => `In the data: ${(problem ?? message).replace(/(?<![.?])$/, ".")}`,
  );
  const whole = { ...verdict, remarks: [...remarks, ...verdict.remarks] };
  const leaks = findings.filter(({ kind }) => kind === "follows-target").map(({ message }) => `${message}.`);
  if (leaks.length === 0) return whole;
  const [model] = scores;
  const naive = bestNaive(scores);
  const errors = `a mean absolute error of ${errorWords(model.mae)} against ${errorWords(naive.mae)} of ${naive.words}`;
  return {
    ...whole,
    outcome: notBetter(verdict).outcome,
    naive: notBetter(verdict.naive),
    simple: verdict.simple && notBetter(verdict.simple),
    headline: "Not to be believed: an input knows the future",
    sentence: [...leaks, `The scores are those of a forecast that nobody can make: ${errors}.`].join(" "),
  };
}

function notBetter<T extends Pick<Verdict, "outcome">>(decision: T): T {
  return decision.outcome === "better" ? { ...decision, outcome: "no-better" } : decision;
}
