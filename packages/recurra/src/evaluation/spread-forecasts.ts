// The intervals that a model gives itself, of the windows of a backtest.

import { Turns } from "../core/turns.ts";
import type { Series } from "../data/series/series.ts";
import type { WindowForecaster } from "./forecastable.ts";
import { CRPS_LEVELS } from "./intervals/crps.ts";
import type { OwnEnds } from "./intervals/own-ends.ts";
import { endsByLevel } from "./intervals/own-intervals.ts";

/** Windows at once. */
const BLOCK = 16;

/** Of the levels asked for and those of the CRPS, by level; undefined for a model that gives none. With turns of the event loop. */
export async function ownEnds(
  { spreadAt, horizon }: Pick<WindowForecaster, "spreadAt" | "horizon">,
  series: Series,
  origins: Uint32Array,
  predicted: Float64Array,
  asked: readonly number[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, OwnEnds> | undefined> {
  if (spreadAt === undefined) return undefined;
  const levels = [...new Set([...asked, ...CRPS_LEVELS])];
  const spread = levels.map(() => ({
    lower: new Float64Array(predicted.length),
    upper: new Float64Array(predicted.length),
  }));
  const turns = new Turns();
  for (let from = 0; from < origins.length; from += BLOCK) {
    signal?.throwIfAborted();
    for (const [i, { lower, upper }] of spreadAt(series, origins.slice(from, from + BLOCK), levels).entries()) {
      spread[i].lower.set(lower, from * horizon);
      spread[i].upper.set(upper, from * horizon);
    }
    if (turns.due) await turns.take();
  }
  return endsByLevel(predicted, levels, spread);
}
