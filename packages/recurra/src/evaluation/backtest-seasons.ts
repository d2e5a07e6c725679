// The seasons of a backtest: those that rivals repeat, and those that are said.

import { OptionError } from "../core/errors.ts";
import { requireOption } from "../core/option-rules.ts";
import { candidateSeasons } from "../data/seasons/candidates.ts";
import { findSeasons } from "../data/seasons/find-seasons.ts";
import type { Season } from "../data/seasons/season.ts";
import { SEASON, type SeasonSetting } from "../data/seasons/season-setting.ts";
import { nameSeasons } from "../data/seasons/seasons-of.ts";
import type { TimeIndex } from "../data/time/time-index.ts";
import { counted } from "../words/counted.ts";
import type { RivalSeason } from "./rivals/rival.ts";

/** The seasons of a backtest. */
export interface BacktestSeasons {
  /** Given, or found in the rows that the model was fitted on; shortest first. */
  readonly found: readonly Season[];
  /** Those and all others that the clock suggests, of which the fitted rows hold at least two: rivals repeat each. */
  readonly held: readonly RivalSeason[];
}

/**
 * The seasons of a series. `asked`: those that a user or the model names; "none" for a series without any. What the clock suggests is
 * repeated by rivals even so: a season that is not there makes a rival that is easily beaten. `known`: those that the model's fit found,
 * which are not looked for again, but for
 * those that these rows are too few to repeat. `fitted`: the target on the grid, up to
 * the end of the rows that the model was fitted on.
 *
 * Throws OptionError where a season that was asked for does not fit into those rows, or is none.
 */
export function backtestSeasons(
  times: TimeIndex,
  fitted: Float64Array,
  asked: SeasonSetting | undefined,
  known?: readonly Season[],
): BacktestSeasons {
  if (asked !== undefined) requireOption("backtest", "season", SEASON, asked);
  const given = asked === undefined || asked === "none" ? [] : [asked].flat();
  const long = given.find((rows) => rows >= fitted.length);
  if (long !== undefined) {
    throw new OptionError(
      "BACKTEST_SEASON_LONG",
      "backtest",
      `a season of ${counted(long, "row")} needs ${long + 1} rows before the first forecast, found ${fitted.length}`,
      { found: long, remedies: ["start later", ["leave the ", { option: "season" }, " out"]] },
    );
  }
  const suggested = candidateSeasons(times);
  const repeatable = known?.filter(({ rows }) => rows < fitted.length);
  const found = asked === undefined ? (repeatable ?? findSeasons(fitted, suggested)) : nameSeasons(times, given);
  const isFound = ({ rows }: Season): boolean => found.some((one) => Math.round(one.rows) === Math.round(rows));
  const others = suggested.filter((season) => !isFound(season) && 2 * season.rows <= fitted.length);
  const held = [
    ...found.map((season) => ({ ...season, found: true })),
    ...others.map((one) => ({ ...one, found: false })),
  ];
  return { found, held: held.sort((a, b) => a.rows - b.rows) };
}
