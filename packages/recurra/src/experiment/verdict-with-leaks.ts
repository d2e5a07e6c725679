import type { Finding } from "../data/index.ts";
import type { Verdict } from "../evaluation/index.ts";

/**
 * The verdict of a model some of whose inputs know the future: its scores are those of a forecast that nobody can make, so it is called
 * better than nothing. What was found stands before the answer.
 */
export function verdictWithLeaks(verdict: Verdict, findings: readonly Finding[]): Verdict {
  const leaks = findings.filter(({ kind }) => kind === "follows-target");
  if (leaks.length === 0) return verdict;
  const found = leaks.map(({ message }) => `${message[0].toUpperCase()}${message.slice(1)}.`);
  return {
    ...verdict,
    outcome: verdict.outcome === "better" ? "no-better" : verdict.outcome,
    headline: "Not to be believed: an input knows the future",
    sentence: [...found, "The scores are those of a forecast that nobody can make.", verdict.sentence].join(" "),
  };
}
