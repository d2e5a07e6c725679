// What a finding is. Findings inform; what cannot be worked with is refused where it is used.

import { type Phrase, programWording, putPhrase, type Wording } from "../../core/phrase.ts";

export type FindingKind =
  | "missing"
  | "duplicate-time"
  | "disorder"
  | "constant"
  | "gap"
  | "irregular"
  | "reversed"
  | "sentinel"
  | "spike"
  | "level-shift"
  | "counter"
  | "copy"
  | "follows-target"
  | "unseen";

export interface Finding {
  readonly kind: FindingKind;
  /** The column it is about; none for findings about times. */
  readonly column?: string;
  /** The first rows, as indices of the series from 0. A gap is named by the row after it, a level shift by the first row behind it. */
  readonly rows: readonly number[];
  /** Number of rows (of gaps, for "gap"). */
  readonly count: number;
  /** One line for people: counts, first rows as the file numbers them, and their times; then what it offers, in the words of programs. */
  readonly message: string;
  /** Where it offers something: the line without the offer, and the offer, which `wordFinding` says in an edge's words. */
  readonly problem?: string;
  readonly remedies?: readonly Phrase[];
}

/** A finding that offers to do something about it. */
export function offering(finding: Omit<Finding, "message" | "problem"> & { readonly problem: string }): Finding {
  const { problem, remedies = [], ...facts } = finding;
  if (remedies.length === 0) return { ...facts, message: problem };
  return wordFinding({ ...facts, message: "", problem, remedies }, programWording);
}

/** Two options with no text between are given together, as an edge gives several. */
function apart(remedy: Phrase, { beside = ", " }: Wording): Phrase {
  if (typeof remedy === "string") return remedy;
  return remedy.flatMap((part, at) => {
    const [one, other] = [part, remedy[at - 1]];
    return at > 0 && typeof one === "object" && typeof other === "object" ? [beside, part] : [part];
  });
}

/** The finding with a message in an edge's words; what that edge does not have is not offered. */
export function wordFinding<T extends Pick<Finding, "message" | "problem" | "remedies">>(
  finding: T,
  wording: Wording,
): T {
  const { problem, remedies } = finding;
  if (problem === undefined || remedies === undefined) return finding;
  const offers = remedies
    .map((remedy) => putPhrase(apart(remedy, wording), wording, true))
    .filter((offer) => offer !== undefined);
  return { ...finding, message: [problem, ...(offers.length > 0 ? [offers.join(" and ")] : [])].join(" ") };
}
