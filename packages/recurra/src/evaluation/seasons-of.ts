import { OptionError } from "../core/errors.ts";
import { requireOption, whole } from "../core/option-rules.ts";
import type { Series } from "../data/series/series.ts";
import type { WindowForecaster } from "./forecastable.ts";
import type { RivalSeason } from "./rivals/rival.ts";

/** The seasons of a backtest. */
export interface BacktestSeasons {
  /** The shortest one that was found or given, in rows. */
  readonly rows: number | undefined;
  readonly found: readonly { readonly rows: number; readonly name: string }[];
  /** Those that rivals repeat. */
  readonly held: readonly RivalSeason[];
}

/** A season that was asked for must fit into the history; one that the time index suggests is dropped if it does not. */
export function seasonsOf(
  model: WindowForecaster,
  series: Series,
  asked: number | undefined,
  from: number,
): BacktestSeasons {
  const given = asked ?? model.season;
  if (given !== undefined) {
    requireOption("backtest", "season", whole(2), given);
    if (given >= from) {
      throw new OptionError(
        "BACKTEST_SEASON_LONG",
        "backtest",
        `a season of ${given} rows needs ${given + 1} rows before the first forecast, found ${from}`,
        { found: given, remedies: ["start later", ["leave the ", { option: "season" }, " out"]] },
      );
    }
  }
  const rows = given ?? series.times.seasonLength();
  if (rows === undefined || rows >= from) return { rows: undefined, found: [], held: [] };
  const name = rows === 7 ? "a week" : rows === 24 ? "a day" : `${rows} rows`;
  return { rows, found: [{ rows, name }], held: [{ rows, name, found: true }] };
}
