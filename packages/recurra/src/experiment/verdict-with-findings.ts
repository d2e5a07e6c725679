import type { Finding } from "../data/index.ts";
import type { Verdict } from "../evaluation/index.ts";

/** What spoils a column and is therefore repeated beside the verdict on its forecast. */
const SPOILING: readonly string[] = ["sentinel", "spike", "level-shift"];

/**
 * The verdict with what was found in the data. A model some of whose inputs know the future has the scores of a forecast that nobody can
 * make: that stands before the answer, and it is called better than nothing. What spoils the target stands among the remarks.
 */
export function verdictWithFindings(
  verdict: Verdict,
  { findings, target }: { readonly findings: readonly Finding[]; readonly target: string },
): Verdict {
  const spoilt = findings.filter(({ kind, column }) => column === target && SPOILING.includes(kind));
  const remarks = spoilt.map(
    ({ problem, message }) => `In the data: ${(problem ?? message).replace(/(?<![.?])$/, ".")}`,
  );
  const whole = { ...verdict, remarks: [...remarks, ...verdict.remarks] };
  const leaks = findings.filter(({ kind }) => kind === "follows-target").map(({ message }) => `${message}.`);
  if (leaks.length === 0) return whole;
  return {
    ...whole,
    outcome: verdict.outcome === "better" ? "no-better" : verdict.outcome,
    headline: "Not to be believed: an input knows the future",
    sentence: [...leaks, "The scores are those of a forecast that nobody can make.", verdict.sentence].join(" "),
  };
}
