// Is a one-day forecast better than repeating yesterday's price? The difference of the squared errors beside what chance
// alone would do, and whether the forecast is yesterday's price in disguise.

import { changeCorrelations, rmse } from "recurra/evaluation";
import { counted } from "recurra/words";
import { compareForecasts, type Outcome } from "../lab/advantage.ts";

/** Fewer days than these correlate by accident. */
const enoughDays = 20;
/** Days before the predicted one whose changes are compared with the forecast's. */
const shifts = 5;

export interface AgainstPersistence {
  /** Root mean squared errors, in units of the price. */
  readonly rmse: number;
  readonly persistence: number;
  /** How probable a difference as large is where both forecasts are equally good (Diebold-Mariano, squared errors). */
  readonly p: number;
  /** "even": the difference is within chance. */
  readonly outcome: Outcome;
  /** Correlation of the forecast's changes with the price's on the same day, one day before, ... null where one never changes. */
  readonly correlations: readonly (number | null)[];
  /** Days by which the forecast is late, where its changes clearly are those of days before and it is not better; else 0. */
  readonly late: number;
}

/**
 * Compares forecasts of the prices from row `first` on, each one day ahead, with the price of the day before.
 * `trials`: as many forecasts are tried on the same days, so that each needs so much stronger evidence (Bonferroni).
 */
export function compareWithPersistence(
  prices: Float64Array,
  first: number,
  predicted: Float64Array,
  trials = 1,
): AgainstPersistence {
  const actual = prices.slice(first, first + predicted.length);
  const yesterday = prices.slice(first - 1, first - 1 + predicted.length);
  const { outcome, p } = compareForecasts(actual, predicted, yesterday, { trials });
  const [model, persistence] = [rmse(actual, predicted), rmse(actual, yesterday)];
  const correlations =
    predicted.length < 3 ? [] : changeCorrelations(prices, first, predicted, Math.min(shifts, first));
  return {
    rmse: model,
    persistence,
    p,
    outcome,
    correlations,
    late: outcome === "better" || predicted.length < enoughDays ? 0 : measureLateness(correlations),
  };
}

/** The day before whose changes the forecast has: a correlation of at least 0.5, and more than twice that of the day itself. */
function measureLateness(correlations: readonly (number | null)[]): number {
  const known = correlations.map((value) => value ?? 0);
  const most = known.indexOf(Math.max(...known));
  return most > 0 && known[most] >= 0.5 && known[most] > 2 * known[0] ? most : 0;
}

/** "The predictions move as the price did 1 day before ...": undefined where they are not late. */
export function describeLateness({ late, correlations }: AgainstPersistence): string | undefined {
  if (late === 0) return undefined;
  const [own, then] = [correlations[0] ?? 0, correlations[late] ?? 0];
  const days = late === 1 ? "one day" : counted(late, "day");
  return (
    `Its predictions move as the price did ${days} before (correlation of the changes ${then.toFixed(2)}), not as it does on the ` +
    `day itself (${own.toFixed(2)}): they are late.`
  );
}
