// The linear path that a series has of its own: as every Forecaster's (fit-linear.ts), but that its penalty may also draw it to the path that all
// series share. What a series cannot tell for itself it takes from the others.

import type { Season } from "../../data/index.ts";
import type { WindowRun } from "../../evaluation/estimation/window-moments.ts";
import { fitLinear, type LinearChoice, refitLinear } from "../../evaluation/linear/fit-linear.ts";
import { withoutSpikes } from "../../forecast/fit-path.ts";
import { LinearPath } from "../../linear/linear-path.ts";
import type { FitSeries } from "../layout/global-layout.ts";
import type { SharedPath } from "./shared-path.ts";

/** Weights are fitted on the last rows, this many at most. */
const MOST_ROWS = 20_000;
/** Multiply-adds of all choices of one series, and of all series together. */
const MOST_WORK = { series: 4e9, all: 4e11 };

interface OwnOptions {
  readonly horizon: number;
  readonly seasons: readonly Season[];
  readonly lookbacks: readonly number[];
  readonly shared: SharedPath | undefined;
  /** How many series there are. */
  readonly count: number;
}

/** A path, and how the models that it is the mean of were chosen to be. */
interface OwnPath {
  readonly path: LinearPath;
  readonly choices: readonly LinearChoice[];
}

/** The path of the first `rows` of a series, chosen anew, or as before; undefined where its windows are too few. */
export function fitOwn(
  { values: all, runsOf }: FitSeries,
  rows: number,
  { horizon, seasons, lookbacks, shared, count }: OwnOptions,
  choices?: readonly LinearChoice[],
): OwnPath | undefined {
  const first = Math.max(0, rows - MOST_ROWS);
  const { values, limit } = withoutSpikes(all.subarray(first, rows));
  const data = {
    values,
    horizon,
    runsOf: (lookback: number) =>
      runsOf(lookback, rows).flatMap(({ from, to }): WindowRun[] =>
        to - first < lookback - 1 ? [] : [{ from: Math.max(lookback - 1, from - first), to: to - first }],
      ),
    ...(shared && { priorOf: (lookback: number, form: "plain" | "log") => shared.priorOf(lookback, form) }),
  };
  const models = choices?.length
    ? refitLinear(choices, data)
    : fitLinear({
        ...data,
        lookbacks,
        seasons: seasons.map((season) => Math.round(season.rows)),
        mostWork: Math.min(MOST_WORK.series, MOST_WORK.all / Math.max(1, count)),
      });
  if (models === undefined || models.length === 0) return undefined;
  return {
    path: LinearPath.meanOf(models, horizon, limit),
    choices: models.map(({ lookback, anchor, lambda, scale: { form } }) => ({ lookback, anchor, lambda, form })),
  };
}
