import { quantileSorted } from "../../statistics/quantile.ts";
import { counted } from "../../words/counted.ts";
import { percent } from "../../words/percent.ts";
import type { Score } from "../scores/score.ts";
import { ALPHA, type Comparison } from "./decision.ts";
import { correctByHolm } from "./holm.ts";

/** A forecast that hardly varies, and why. */
export interface Flat {
  readonly flat: boolean;
  /** "no-signal": no rival does better. "lookback": a longer season does. "training": another rival does. */
  readonly cause?: "no-signal" | "lookback" | "training";
  readonly message?: string;
}

/** What is looked at. Shapes: actual (NaN where not measured), predicted [windows * horizon]. */
interface Forecasts {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly windows: number;
  readonly lookback: number;
  readonly scores: readonly Score[];
  readonly comparisons: readonly Comparison[];
  /** Of the rivals that repeat a season: its rows and words, "a week". */
  readonly seasonOf: (rival: string) => { readonly rows: number; readonly name: string } | undefined;
}

/** Below this many windows nothing is said. */
const FEWEST = 8;
/** A forecast that varies by less than this share of what the values do is flat. */
const SHARE = 0.1;
/** Rivals that are flat themselves: whoever is hardly better than these has found nothing that tells one row from another. */
const CONSTANTS: readonly string[] = ["mean", "median", "zero"];
const BEYOND_CONSTANTS = 0.95;

/** From the lowest tenth to the highest: a single spike does not widen it. */
function middleWidth(values: Float64Array): number {
  const sorted = values.toSorted();
  return quantileSorted(sorted, 0.9) - quantileSorted(sorted, 0.1);
}

/**
 * Recognises a forecast that is nearly the same number everywhere: from its lowest tenth to its highest, over all windows and steps, it
 * is less than a tenth as wide as the values are. The cause is told by the rivals: where none is better for certain (p corrected for their
 * number) and clearly better than the best constant, the past may hold nothing that tells the future; where one that repeats a season longer than the lookback is, the network could not see the season; else training did not find what
 * another method did.
 */
export function detectFlat({ actual, predicted, windows, lookback, scores, comparisons, seasonOf }: Forecasts): Flat {
  const measured = (_: number, at: number): boolean => !Number.isNaN(actual[at]);
  const varies = middleWidth(actual.filter(measured));
  const share = middleWidth(predicted.filter(measured)) / varies;
  if (windows < FEWEST || !(varies > 0) || !(share < SHARE)) return { flat: false };
  const model = scores[0].name;
  const is = `The ${model}'s forecast is flat: it varies by ${percent(share, share < 0.01 ? 1 : 0)} of what the values do.`;
  const corrected = correctByHolm(comparisons.map(({ p }) => p));
  const maeOf = (name: string): number => scores.find((score) => score.name === name)?.mae ?? Number.POSITIVE_INFINITY;
  const constant = Math.min(...CONSTANTS.map(maeOf));
  const better = comparisons.filter(
    ({ against, meanDifference }, i) =>
      meanDifference > 0 && corrected[i] < ALPHA && maeOf(against) < BEYOND_CONSTANTS * constant,
  );
  if (better.length === 0) {
    const why =
      "No rival that moves is better for certain: the past of this column may hold nothing that tells its future.";
    return { flat: true, cause: "no-signal", message: `${is} ${why}` };
  }
  const best = better.reduce((most, one) => (one.meanDifference > most.meanDifference ? one : most)).against;
  const words = scores.find(({ name }) => name === best)?.words ?? best;
  const does = `${words[0].toUpperCase()}${words.slice(1)} is better`;
  const season = seasonOf(best);
  if (season !== undefined && season.rows > lookback) {
    const why = `${does}, but ${season.name} has ${counted(Math.ceil(season.rows), "row")} and the ${model} looks back on ${counted(lookback, "row")}: a longer lookback would show it.`;
    return { flat: true, cause: "lookback", message: `${is} ${why}` };
  }
  const why = `${does}, so there is something to learn that training did not find: more epochs or another learning rate may.`;
  return { flat: true, cause: "training", message: `${is} ${why}` };
}
