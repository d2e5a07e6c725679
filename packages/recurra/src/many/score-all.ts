// The backtests of all series, and what they show together.

import type { SeriesSet } from "../data/index.ts";
import { type RowSpan, rowSpan } from "../experiment/index.ts";
import type { GlobalForecaster } from "../global/index.ts";
import { manyVerdict } from "./many-verdict.ts";
import { PooledScores } from "./pooled-scores.ts";
import type { ManyVerdict, PooledComparison, PooledScore, SeriesRow } from "./result.ts";
import { backtestSeries, countHeld, type Scoring } from "./series-backtest.ts";
import { type Evidence, evidenceOf, scoredRow, unscoredRow, withOutcomes } from "./series-row.ts";

/** Times and names that are kept once for all series, at most. */
const MOST_TEXTS = 10_000;

export interface Scores {
  readonly rows: readonly SeriesRow[];
  readonly pooled: readonly PooledScore[];
  readonly comparisons: readonly PooledComparison[];
  /** How many true values the intervals of the fit held. */
  readonly coverage: number | null;
  /** The verdict, with rows that have the notes of the forecasts. */
  readonly verdict: (idColumns: readonly string[], rows: readonly SeriesRow[]) => ManyVerdict;
}

/** Scores the series one after the other; tells how many are done. `starts` has the first row of each one's test. */
export async function* scoreAll(
  model: GlobalForecaster,
  set: SeriesSet,
  starts: Uint32Array,
  keyOf: (at: number) => readonly string[],
  scoring: Scoring,
): AsyncGenerator<{ done: number; total: number }, Scores, undefined> {
  const { ids } = set;
  const known = new Set(model.ids);
  const pooled = new PooledScores();
  const rows: SeriesRow[] = [];
  const evidence: (Evidence | undefined)[] = [];
  const texts = new Map<string, string>();
  /** One text for all series that say the same. */
  const shared = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    if (texts.size < MOST_TEXTS) texts.set(text, text);
    return text;
  };
  const { name } = model;
  let [held, of] = [0, 0];
  for (let at = 0; at < set.size; at++) {
    scoring.signal?.throwIfAborted();
    const series = set.at(at);
    const key = keyOf(at);
    const { from, to, rows: length } = rowSpan(series);
    const span: RowSpan = { from: shared(from), to: shared(to), rows: length };
    const member = known.has(ids[at]) ? model.of(ids[at]) : undefined;
    const why =
      starts[at] === series.length
        ? "too short for a backtest"
        : member === undefined || member.lookback + member.horizon > series.length
          ? "too short for the model before its test"
          : undefined;
    const report =
      member === undefined || why !== undefined ? undefined : await backtestSeries(member, series, starts[at], scoring);
    if (member === undefined || report === undefined) {
      rows.push(unscoredRow(key, span, name, why ?? "no window of its test is without a gap"));
      evidence.push(undefined);
    } else {
      const constant = report.scores[0].mase === null;
      const row = scoredRow(key, span, report, shared);
      rows.push(
        constant ? { ...row, note: "nothing changes in the rows before the test: left out of the scaled errors" } : row,
      );
      pooled.add(report.scores);
      evidence.push(evidenceOf(report));
      const counted = countHeld(member, report, series, model.target);
      held += counted.held;
      of += counted.of;
    }
    yield { done: at + 1, total: set.size };
  }
  const scores = pooled.scores(name);
  const comparisons = pooled.comparisons();
  const outcomes = withOutcomes(rows, evidence);
  return {
    ...{ rows: outcomes, pooled: scores, comparisons, coverage: of === 0 ? null : held / of },
    verdict: (idColumns, noted) => manyVerdict({ idColumns, scores, comparisons, rows: noted, remarks: [] }),
  };
}
