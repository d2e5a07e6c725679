import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { Score } from "../scores/score.ts";
import { type Comparison, type Decision, decide } from "./decision.ts";
import { errorWords, probabilityWords, relativeWords } from "./error-words.ts";

export interface Verdict {
  /** Is the forecast better than every naive one? */
  readonly outcome: Decision["outcome"];
  /** The same, with the rival that it turns on. */
  readonly naive: Decision;
  /** Is the network better than every simple method? Null where none could be fitted. */
  readonly simple: Decision | null;
  /** The answer in a few words. */
  readonly headline: string;
  /** The answer in plain sentences, with the errors. */
  readonly sentence: string;
  /** What a reader must also know: the lag, a flat forecast, measures that disagree, the direction beside its base rate. */
  readonly remarks: string[];
}

/** What a verdict is passed on. */
interface Case {
  /** The model first, then its rivals. */
  readonly scores: readonly Score[];
  /** The model beside each rival. */
  readonly comparisons: readonly Comparison[];
  readonly windows: number;
  /** The rival whose forecasts the model's are, to within rounding. */
  readonly same?: string;
  readonly remarks: readonly string[];
}

/** An error below this share of the rival's deserves the words "not shown" where chance cannot be ruled out. */
const NOTABLE = 0.98;

/** The naive method with the smallest mean absolute error: the one to beat. */
export function bestNaive<S extends Pick<Score, "kind" | "mae">>(scores: readonly S[]): S {
  return scores.filter((one) => one.kind === "naive").reduce((best, one) => (one.mae < best.mae ? one : best));
}

/**
 * Answers two questions, by mean absolute error and two-sided Diebold-Mariano tests (see `decide`): is the forecast better than every
 * naive one, and is the network better than every simple method? A model whose forecasts are those of a simple method is not compared
 * with itself.
 */
export function verdict(given: Case): Verdict {
  const { comparisons, same, remarks } = given;
  const naive = decide(comparisons.filter(({ kind }) => kind === "naive")) as Decision;
  const simple = decide(comparisons.filter(({ kind, against }) => kind === "simple" && against !== same));
  const words = new VerdictWords(given);
  return {
    outcome: naive.outcome,
    naive,
    simple,
    headline: words.headline(naive, simple),
    sentence: [words.besideNaive(naive), ...words.besideSimple(naive, simple), ...words.itself()].join(" "),
    remarks: [...remarks],
  };
}

const ITS_ERROR = "its mean absolute error is";

class VerdictWords {
  readonly #case: Case;
  readonly #model: Score;

  constructor(given: Case) {
    this.#case = given;
    this.#model = given.scores[0];
  }

  headline(naive: Decision, simple: Decision | null): string {
    if (naive.outcome === "worse") return "Worse than a naive forecast";
    if (naive.outcome === "no-better") {
      return `${this.#unproven(naive) ? "Not shown to be better" : "No better"} than a naive forecast`;
    }
    const better = "Better than every naive forecast";
    if (simple === null) return better;
    if (simple.outcome === "better") return `${better} and every simple method`;
    if (simple.outcome === "worse") return `${better}, but a simple method is better still`;
    return this.#unproven(simple)
      ? `${better}; not shown to be better than a simple method`
      : `${better}, but a simple method does as well`;
  }

  besideNaive(decision: Decision): string {
    const { scores, windows, same } = this.#case;
    const { name, mae } = this.#model;
    const rival = this.#score(decision.against);
    const own = scores.find((score) => score.kind === "naive" && score.name === same);
    if (own !== undefined) return this.#repeating(own);
    const apart = relativeWords(mae, rival.mae);
    const count = counted(windows, "window");
    const errors = `${ITS_ERROR} ${errorWords(mae)} against ${errorWords(rival.mae)}`;
    const chance = probabilityWords(decision.p);
    if (decision.outcome === "better") {
      const rivals = scores.filter(({ kind }) => kind === "naive").length;
      const most = rivals === 1 ? "" : `, the best of ${grouped(rivals)}`;
      const each = rivals === 1 ? chance : `${chance.replace("=", "≤")} against each`;
      return `The ${name} beats every naive forecast: ${errors} of ${rival.words}${most} (${apart}; ${each}, over ${count}).`;
    }
    if (decision.outcome === "worse") {
      return `The ${name} is worse than ${rival.words}: ${errors} (${apart}, ${chance} over ${count}); the simpler method is the better forecast.`;
    }
    if (this.#unproven(decision)) {
      return `The ${name} is not shown to be better than ${rival.words}: ${errors} (${apart}), but ${count} ${windows === 1 ? "does" : "do"} not tell that from chance (${chance}).`;
    }
    // Of a difference that is large and still within chance, the windows are what is small.
    const within = mae <= rival.mae / NOTABLE ? ": within chance" : "";
    return `The ${name} is no better than ${rival.words}: ${errors} (${apart}, ${chance} over ${count}${within}).`;
  }

  /** Beside the simple methods: always behind "better than every naive one", else only where one of them is the better forecast. */
  besideSimple(naive: Decision, simple: Decision | null): string[] {
    if (simple === null) return [];
    const rival = this.#score(simple.against);
    const { mae } = this.#model;
    const error = `${errorWords(rival.mae)} of ${rival.words}`;
    const chance = probabilityWords(simple.p);
    if (simple.outcome === "worse") {
      const beaten = naive.outcome === "worse" && rival.mae >= this.#score(naive.against).mae;
      const still = naive.outcome === "better" ? "But a simple method is better still" : "A simple method is better";
      return beaten ? [] : [`${still}: ${error} (${relativeWords(rival.mae, mae)}, ${chance}).`];
    }
    if (naive.outcome !== "better") return [];
    const apart = relativeWords(mae, rival.mae);
    if (simple.outcome === "better") {
      return [`It beats every simple method too: ${error} (${apart}; ${chance.replace("=", "≤")} against each).`];
    }
    return this.#unproven(simple)
      ? [`It is not shown to be better than a simple method: ${error} (${apart}, ${chance}).`]
      : [`But a simple method does as well: ${error} (${apart}, ${chance}).`];
  }

  /** Where the forecast is itself a simple method's. */
  itself(): string[] {
    const { scores, same } = this.#case;
    const own = scores.find(({ kind, name }) => kind === "simple" && name === same);
    return own ? [`Its forecast is that of ${own.words}, which is therefore left out of the comparison.`] : [];
  }

  #repeating(own: Score): string {
    const { name, mae } = this.#model;
    const best = bestNaive(this.#case.scores);
    const beside = best.mae < own.mae ? `, against ${errorWords(best.mae)} of ${best.words}` : "";
    const does =
      own.name === "last value" ? "forecasts no change: it repeats the last value" : `is ${own.words} itself`;
    return `The ${name} ${does} and is no better than it (mean absolute error ${errorWords(mae)}${beside}).`;
  }

  #unproven({ outcome, against }: Decision): boolean {
    return (
      outcome === "no-better" && against !== this.#case.same && this.#model.mae < NOTABLE * this.#score(against).mae
    );
  }

  #score(name: string): Score {
    return this.#case.scores.find((score) => score.kind !== "model" && score.name === name) as Score;
  }
}
