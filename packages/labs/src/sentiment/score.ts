// How often an answer is right: over all sentences, and in each kind of them.
import { mean } from "recurra/statistics";
import { type Kind, kinds, type Sentence } from "./grammar.ts";

/** One way to answer, on the same sentences as all others. */
export interface Scored {
  readonly id: string;
  readonly name: string;
  /** Of praise, for each sentence. */
  readonly probabilities: Float64Array;
  /** 0 where it is right, 1 where it is wrong. */
  readonly errors: Float64Array;
  /** Share of right answers, and in each kind; null where there is no sentence of it. */
  readonly accuracy: number;
  readonly byKind: Readonly<Record<Kind, number | null>>;
}

export function scoreAnswers(
  id: string,
  name: string,
  sentences: readonly Sentence[],
  probabilities: Float64Array,
): Scored {
  const errors = Float64Array.from(sentences, ({ meaning }, i) => (probabilities[i] > 0.5 === (meaning === 1) ? 0 : 1));
  const accuracyOf = (kind: Kind) => {
    const own = errors.filter((_, i) => sentences[i].kind === kind);
    return own.length === 0 ? null : 1 - mean(own);
  };
  const byKind = Object.fromEntries(kinds.map((kind) => [kind, accuracyOf(kind)])) as Record<Kind, number | null>;
  return { id, name, probabilities, errors, accuracy: 1 - mean(errors), byKind };
}

/** The share of right answers where no single word says it. */
export function accuracyBeyondWords({ errors }: Scored, sentences: readonly Sentence[]): number {
  const own = errors.filter((_, i) => sentences[i].kind !== "plain");
  return own.length === 0 ? 1 : 1 - mean(own);
}
