// What the backtest of one series comes to: a line of the table.

import type { BacktestReport } from "../evaluation/index.ts";
import { correctByHolm } from "../evaluation/verdict/holm.ts";
import type { RowSpan } from "../experiment/index.ts";
import { correctForDiscovery } from "./false-discovery.ts";
import type { SeriesOutcome, SeriesRow } from "./result.ts";

/** A difference counts only when chance alone would show one as large in fewer than one of twenty. */
const ALPHA = 0.05;

/** How likely chance alone would show the model as much better than every rival, or worse than one. */
export interface Evidence {
  readonly better: number;
  readonly worse: number;
}

/** By the tests of its backtest: better must hold against each rival, worse against one, corrected for their number. */
export function evidenceOf({ comparisons }: Pick<BacktestReport, "comparisons">): Evidence {
  const corrected = correctByHolm(comparisons.map(({ p }) => p));
  const ahead = comparisons.every(({ meanDifference }) => meanDifference < 0);
  const behind = corrected.filter((_, at) => comparisons[at].meanDifference > 0);
  return { better: ahead ? Math.max(...comparisons.map(({ p }) => p)) : 1, worse: Math.min(1, ...behind) };
}

/** The line of a series that was scored; its outcome is that of a single test until all are known. `shared`: one text for all that say the same. */
export function scoredRow(
  key: readonly string[],
  span: RowSpan,
  { scores, windows }: Pick<BacktestReport, "scores" | "windows">,
  shared: (text: string) => string = (text) => text,
): SeriesRow {
  const [model, ...rivals] = scores;
  const best = rivals.reduce((least, one) => (one.mae < least.mae ? one : least));
  const { name, words, mae, mase } = best;
  return {
    ...{ key, ...span, windows: windows.count, mae: model.mae, mase: model.mase },
    rival: { name: shared(name), words: shared(words), mae, mase },
    ratio: mae > 0 ? model.mae / mae : null,
    ...{ outcome: "no-better", p: null, forecastBy: shared(model.name) },
  };
}

/** The line of a series that nothing could be scored on. */
export function unscoredRow(key: readonly string[], span: RowSpan, forecastBy: string, note: string): SeriesRow {
  const nothing = { windows: 0, mae: null, mase: null, rival: null, ratio: null, p: null } as const;
  return { key, ...span, ...nothing, outcome: "unscored", forecastBy, note };
}

/** The rows with their outcomes: `evidence` of each, undefined for those that were not scored, corrected for the number of series. */
export function withOutcomes(rows: readonly SeriesRow[], evidence: readonly (Evidence | undefined)[]): SeriesRow[] {
  const tested = evidence.filter((one) => one !== undefined);
  const better = correctForDiscovery(tested.map((one) => one.better));
  const worse = correctForDiscovery(tested.map((one) => one.worse));
  let at = 0;
  return rows.map((row, i) => {
    if (evidence[i] === undefined) return row;
    const [ahead, behind] = [better[at], worse[at]];
    at++;
    const outcome: SeriesOutcome = ahead < ALPHA ? "better" : behind < ALPHA ? "worse" : "no-better";
    return { ...row, outcome, p: outcome === "worse" || (outcome === "no-better" && behind < ahead) ? behind : ahead };
  });
}
