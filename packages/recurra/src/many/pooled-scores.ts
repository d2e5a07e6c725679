// The errors of the model and of each rival over all series, and the tests between them: a series is one observation.

import { signTest } from "../evaluation/distributions/sign-test.ts";
import type { Score } from "../evaluation/index.ts";
import { mean } from "../statistics/mean.ts";
import { median } from "../statistics/median.ts";
import type { PooledComparison, PooledScore } from "./result.ts";

/** A rival that is defined for a smaller share of the series says nothing of all. */
const leastShare = 0.5;

interface Method {
  readonly words: string;
  readonly kind: Score["kind"];
  /** Scaled errors of the series that it was scored on. */
  readonly errors: number[];
  /** The model's on the same. */
  readonly model: number[];
  best: number;
}

/** Takes the scores of one series after the other. */
export class PooledScores {
  readonly #methods = new Map<string, Method>();
  #series = 0;

  /** The model first. Series whose errors have no scale, because nothing changes in them, are no observations. */
  add(scores: readonly Score[]): void {
    const [model] = scores;
    if (model.mase === null) return;
    this.#series++;
    const least = scores.reduce((most, { mae }) => Math.min(most, mae), Number.POSITIVE_INFINITY);
    for (const { name, words, kind, mase, mae } of scores) {
      const key = kind === "model" ? "" : name;
      let method = this.#methods.get(key);
      if (method === undefined) {
        method = { words, kind, errors: [], model: [], best: 0 };
        this.#methods.set(key, method);
      }
      method.errors.push(mase as number);
      method.model.push(model.mase);
      if (mae === least) method.best++;
    }
  }

  /** The model, called `name`, and the rivals that enough series have, the best first. Empty without a series. */
  scores(name: string): PooledScore[] {
    const all = this.#pooled().map(([own, { words, kind, errors, best }]): PooledScore => {
      const named = kind === "model" ? { name, words: `the ${name}` } : { name: own, words };
      return { ...named, kind, series: errors.length, mase: mean(errors), median: median(errors), best };
    });
    const [model, ...rivals] = all;
    return model === undefined ? [] : [model, ...rivals.sort((a, b) => a.mase - b.mase)];
  }

  /**
   * The model beside each of them: the sign test on which error is the smaller one, series by series. It asks for no distribution, and one
   * series with huge errors decides nothing. Where the means say the opposite of the signs, neither is shown to be better: p is 1.
   */
  comparisons(): PooledComparison[] {
    return this.#pooled().flatMap(([against, { kind, errors, model }]): PooledComparison[] => {
      if (kind === "model") return [];
      let [lower, higher] = [0, 0];
      const differences = errors.map((error, at) => {
        if (model[at] < error) lower++;
        if (model[at] > error) higher++;
        return model[at] - error;
      });
      const meanDifference = mean(differences);
      const agree = meanDifference < 0 ? lower > higher : higher > lower;
      const p = agree ? signTest(Math.min(lower, higher), lower + higher) : 1;
      return [{ against, kind, series: errors.length, lower, higher, meanDifference, p }];
    });
  }

  #pooled(): [string, Method][] {
    return [...this.#methods].filter(([, { errors }]) => errors.length >= leastShare * this.#series);
  }
}
