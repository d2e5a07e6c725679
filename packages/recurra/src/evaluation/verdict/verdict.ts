import { counted } from "../../words/counted.ts";
import { percent } from "../../words/percent.ts";
import type { Score } from "../scores/score.ts";
import type { Lag } from "./lag.ts";
import type { Significance } from "./significance.ts";

export interface Verdict {
  readonly outcome: "better" | "no-better" | "worse";
  /** The answer in a few words. */
  readonly headline: string;
  /** The answer in one plain sentence, with both errors. */
  readonly sentence: string;
  /** What a reader must also know: the lag, the direction beside its base rate. */
  readonly remarks: string[];
}

/** A difference counts only when chance alone would show one as large in fewer than one of twenty backtests. */
const alpha = 0.05;

/** An error below this share of the naive one deserves the words "not shown" where chance cannot be ruled out. */
const notable = 0.98;

const headlines = {
  better: "Better than the naive forecasts",
  "no-better": "No better than a naive forecast",
  worse: "Worse than a naive forecast",
} as const;

/** The naive method with the smallest mean absolute error: the one to beat. */
export function bestNaive(scores: readonly Score[]): Score {
  return scores.filter((one) => one.kind === "naive").reduce((best, one) => (one.mae < best.mae ? one : best));
}

/**
 * Says in one sentence whether the model beats the best naive method, by mean absolute error and the two-sided
 * Diebold-Mariano test at 0.05. The method to beat is chosen on the very windows it is scored on, which favours it:
 * "better" is therefore hard to earn by chance.
 *
 * `repeatsLastValue` is true when every forecast is the last known value to within rounding.
 */
export function verdict(
  scores: readonly Score[],
  significance: Significance,
  lag: Lag,
  windows: number,
  repeatsLastValue: boolean,
): Verdict {
  const model = scores[0];
  const naive = bestNaive(scores);
  const certain = significance.p < alpha;
  const outcome = certain && model.mae !== naive.mae ? (model.mae < naive.mae ? "better" : "worse") : "no-better";
  const unproven = outcome === "no-better" && !repeatsLastValue && model.mae < notable * naive.mae;
  return {
    outcome,
    headline: unproven ? "Not shown to be better than a naive forecast" : headlines[outcome],
    sentence: repeatsLastValue
      ? repeating(model, naive)
      : sentence(unproven ? "unproven" : outcome, model, naive, significance.p, windows),
    remarks: [...(lag.message && !repeatsLastValue ? [lag.message] : []), ...directionRemark(model)],
  };
}

function sentence(
  found: Verdict["outcome"] | "unproven",
  model: Score,
  naive: Score,
  p: number,
  windows: number,
): string {
  const errors = `its mean absolute error is ${figure(model.mae)} against ${figure(naive.mae)}`;
  const count = `${counted(windows, "window")}`;
  const chance = `${probability(p)} over ${count}`;
  const apart = relative(model.mae, naive.mae);
  if (found === "better") return `The ${model.name} beats ${method(naive)}: ${errors} (${apart}, ${chance}).`;
  if (found === "worse") {
    return `The ${model.name} is worse than ${method(naive)}: ${errors} (${apart}, ${chance}); the simpler method is the better forecast.`;
  }
  if (found === "unproven") {
    return `The ${model.name} is not shown to be better than ${method(naive)}: ${errors} (${apart}), but ${count} ${windows === 1 ? "does" : "do"} not tell that from chance (${probability(p)}).`;
  }
  return `The ${model.name} is no better than ${method(naive)}: ${errors} (${apart}, ${chance}: within chance).`;
}

function repeating(model: Score, naive: Score): string {
  const best = naive.name === "last value" ? "" : `, against ${figure(naive.mae)} for ${method(naive)}`;
  return `The ${model.name} forecasts no change: it repeats the last value and is no better than it (mean absolute error ${figure(model.mae)}${best}).`;
}

function directionRemark(model: Score): string[] {
  const { accuracy, baseRate, majority, count } = model.direction;
  if (accuracy === null || baseRate === null) return [];
  const always = `always saying "${majority}" would have been right ${percent(baseRate)} of the time`;
  return [`Its direction was right ${percent(accuracy)} of the time (${counted(count, "forecast")}); ${always}.`];
}

function method(naive: Score): string {
  if (naive.name === "last value") return "repeating the last value";
  if (naive.name === "seasonal naive") return "repeating the last season";
  if (naive.name === "drift") return "a straight line (drift)";
  return naive.name;
}

function relative(model: number, naive: number): string {
  if (naive === 0) return model === 0 ? "both without error" : "the naive forecast was without error";
  const apart = Math.abs(model - naive) / naive;
  if (apart < 0.0005) return "less than 0.1% apart";
  return `${percent(apart, apart < 0.1 ? 1 : 0)} ${model < naive ? "lower" : "higher"}`;
}

function probability(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${p < 0.1 ? p.toFixed(3) : p.toFixed(2)}`;
}

/** Four significant digits, without an exponent at the usual sizes. */
function figure(value: number): string {
  if (value === 0) return "0";
  if (value >= 1e9 || value < 1e-4) return value.toExponential(3);
  return value >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}
