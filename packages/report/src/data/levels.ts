import type { ForecastResult, ForecastRow } from "./result.ts";

/** The intervals of one level, from row to row. */
export interface Level {
  readonly level: number;
  /** Null where there were too few windows to size it. */
  readonly endsOf: (row: ForecastRow) => { readonly lower: number; readonly upper: number } | null;
}

/** Of all levels that were asked for and sized, in the order in which they were asked for; the first is always there. */
export function levelsOf({ forecast, backtest }: Pick<ForecastResult, "forecast" | "backtest">): [Level, ...Level[]] {
  const further = (forecast[0]?.further ?? []).map(({ level }, at) => ({
    level,
    endsOf: (row: ForecastRow) => row.further?.[at] ?? null,
  }));
  const first = ({ lower, upper }: ForecastRow): ReturnType<Level["endsOf"]> =>
    typeof lower === "number" && typeof upper === "number" ? { lower, upper } : null;
  return [{ level: backtest.intervals.level, endsOf: first }, ...further];
}
