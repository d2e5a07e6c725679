// How a lab did, in one form for all labs: each network beside what needs no training, on the same samples.

/** What is measured. */
export interface Measure {
  /** "MAE", "accuracy". */
  readonly name: string;
  /** "price"; null for a bare number. */
  readonly unit: string | null;
  /** Which of two values is the better one. */
  readonly better: "less" | "more";
}

/** One way to answer, and how well it does. */
export interface ScoredMethod {
  readonly name: string;
  /** "model": a network was trained for it; "naive": it needs no training. */
  readonly kind: "model" | "naive";
  /** One for each measure; null where it is not defined. */
  readonly values: readonly (number | null)[];
}

/** Several ways to answer, scored on the same samples. */
export interface LabScore {
  /** What was to be said: "one day ahead". */
  readonly task: string;
  /** Of what: "test days 2018-01-02 to 2018-05-31". */
  readonly over: string;
  /** Answers that were scored. */
  readonly samples: number;
  /** Whether it sums up the run; at most one of a lab's scores does. */
  readonly main: boolean;
  /** The first is the one that counts. */
  readonly measures: readonly Measure[];
  /** The models, then the naive answers. */
  readonly methods: readonly ScoredMethod[];
}

/** A measure of which less is better, such as an error. */
export function measureError(name: string, unit: string | null = null): Measure {
  return { name, unit, better: "less" };
}

/** The share of right answers. */
export const accuracyMeasure: Measure = { name: "accuracy", unit: null, better: "more" };

/** A trained network and its values. */
export function scoreModel(name: string, ...values: readonly (number | null)[]): ScoredMethod {
  return { name, kind: "model", values };
}

/** An answer without training and its values. */
export function scoreNaive(name: string, ...values: readonly (number | null)[]): ScoredMethod {
  return { name, kind: "naive", values };
}
