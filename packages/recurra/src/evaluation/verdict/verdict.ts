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
  /** Windows that share no rows. */
  readonly independent: number;
  /** The rival whose forecasts the model's are, to within rounding. */
  readonly same?: string;
  readonly remarks: readonly string[];
}

/** Errors of which the smaller one is at most this share of the other differ by more than a trifle, chance or not. */
const NOTABLE = 0.98;
/** Fewer windows that share no rows cannot show anything at p < 0.05, whatever the errors are: 2^(1 - 6) is the first below. */
const FEWEST = 6;

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
      return `${this.#beside(naive) === "lower" ? "Not shown to be better" : "No better"} than a naive forecast`;
    }
    const better = "Better than every naive forecast";
    if (simple === null) return better;
    if (simple.outcome === "better") return `${better} and every simple method`;
    if (simple.outcome === "worse") return `${better}, but a simple method is better still`;
    const does = {
      lower: "; not shown to be better than a simple method",
      equal: ", but a simple method does as well",
      higher: ", but a simple method may be better still",
    };
    return `${better}${does[this.#beside(simple)]}`;
  }

  besideNaive(decision: Decision): string {
    const { scores, windows, same } = this.#case;
    const { name, mae } = this.#model;
    const rival = this.#score(decision.against);
    const own = scores.find((score) => score.kind === "naive" && score.name === same);
    if (own !== undefined) return this.#repeating(own);
    const apart = relativeWords(mae, rival.mae);
    const over = `over ${counted(windows, "window")}`;
    const errors = `${ITS_ERROR} ${errorWords(mae)} against ${errorWords(rival.mae)}`;
    const chance = probabilityWords(decision.p);
    if (decision.outcome === "better") {
      const rivals = scores.filter(({ kind }) => kind === "naive").length;
      const most = rivals === 1 ? "" : `, the best of ${grouped(rivals)}`;
      const each = rivals === 1 ? chance : `${chance.replace("=", "≤")} against each`;
      return `The ${name} beats every naive forecast: ${errors} of ${rival.words}${most} (${apart}; ${each}, ${over}).`;
    }
    if (decision.outcome === "worse") {
      return `The ${name} is worse than ${rival.words}: ${errors} (${apart}, ${chance} ${over}); the naive forecast is the better one.`;
    }
    const no = `The ${name} is no better than ${rival.words}: ${errors}`;
    switch (this.#beside(decision)) {
      case "lower":
        return `The ${name} is not shown to be better than ${rival.words}: ${errors} (${apart}), but ${this.#chance(chance)}.`;
      // An error that is larger needs no test to be no better.
      case "higher":
        return `${no} (${apart}).`;
      case "equal":
        return `${no} (${apart}, ${chance} ${over}: within chance).`;
    }
  }

  /** Beside the simple methods. What stands in brackets is said of the rival's error, which stands before it. */
  besideSimple(naive: Decision, simple: Decision | null): string[] {
    if (simple === null) return [];
    const { mae } = this.#model;
    const rival = this.#score(simple.against);
    const error = `${errorWords(rival.mae)} of ${rival.words}`;
    const apart = relativeWords(rival.mae, mae);
    const chance = probabilityWords(simple.p);
    if (simple.outcome === "worse" && naive.outcome !== "worse") {
      const still = naive.outcome === "better" ? "But a simple method is better still" : "A simple method is better";
      return [`${still}: ${error} (${apart}, ${chance}).`];
    }
    if (naive.outcome !== "better") return [this.#bestSimple(naive)];
    if (simple.outcome === "better") {
      return [`It beats every simple method too: ${error} (${apart}; ${chance.replace("=", "≤")} against each).`];
    }
    switch (this.#beside(simple)) {
      case "lower":
        return [`It is not shown to be better than a simple method: ${error} (${apart}, ${chance}).`];
      case "equal":
        return [`But a simple method does as well: ${error} (${apart}, ${chance}).`];
      case "higher":
        return [`But a simple method may be better still: ${error} (${apart}, within chance).`];
    }
  }

  /** Where the forecast is itself a simple method's. */
  itself(): string[] {
    const { scores, same } = this.#case;
    const own = scores.find(({ kind, name }) => kind === "simple" && name === same);
    return own ? [`Its forecast is that of ${own.words}, which is therefore left out of the comparison.`] : [];
  }

  /** What the best simple method comes to, where the naive forecasts decide. */
  #bestSimple(naive: Decision): string {
    const { scores, same } = this.#case;
    const methods = scores.filter(({ kind, name }) => kind === "simple" && name !== same);
    const best = methods.reduce((least, one) => (one.mae < least.mae ? one : least));
    const still = naive.outcome === "worse" && best.mae < this.#score(naive.against).mae;
    const error = errorWords(best.mae);
    return `The best simple method, ${best.words}, ${still ? `is better still: ${error}` : `has ${error}`}.`;
  }

  /** Why a smaller error is no proof. */
  #chance(chance: string): string {
    const { windows, independent } = this.#case;
    const count = counted(windows, "window");
    if (independent >= FEWEST) return `${count} do not tell that from chance (${chance})`;
    const few = `too few to tell that from chance: it takes at least ${FEWEST}`;
    if (windows === independent) return `${count} ${windows === 1 ? "is" : "are"} ${few}`;
    return `${count} that overlap are worth ${independent} that ${independent === 1 ? "does" : "do"} not, ${few}`;
  }

  #repeating(own: Score): string {
    const { name, mae } = this.#model;
    const best = bestNaive(this.#case.scores);
    const beside = best.mae < own.mae ? `, against ${errorWords(best.mae)} of ${best.words}` : "";
    const does =
      own.name === "last value" ? "forecasts no change: it repeats the last value" : `is ${own.words} itself`;
    return `The ${name} ${does} and is no better than it (mean absolute error ${errorWords(mae)}${beside}).`;
  }

  /** How the model's error stands beside that of a rival which it is no better than. */
  #beside({ against }: Decision): "lower" | "equal" | "higher" {
    const [model, rival] = [this.#model.mae, this.#score(against).mae];
    if (against === this.#case.same) return "equal";
    return model < NOTABLE * rival ? "lower" : rival < NOTABLE * model ? "higher" : "equal";
  }

  #score(name: string): Score {
    return this.#case.scores.find((score) => score.kind !== "model" && score.name === name) as Score;
  }
}
