// The network of the lab of made series as it is now: what it foretells of series that it has not seen.
import type { Block, LinesBlock, PanelsBlock } from "@recurra/report";
import type { OpenedNetwork } from "recurra/inside";
import { NO_SEASON_ROWS, openHistory, SEASONS_AHEAD, type SeasonNetwork } from "recurra/pretrained";
import type { LabDial } from "../lab/lab.ts";
import { oneOf } from "../network/opened.ts";
import { drawAhead, drawForecast } from "./charts.ts";
import { type Looked, type Made, SEASONS } from "./data.ts";
import { makeUnseen, mediansOf } from "./unseen.ts";

/** Sets of series that can be chosen; each has one series of each season. */
const SETS = 12;

export const dial: LabDial = {
  label: "series",
  least: 1,
  most: SETS,
  step: 1,
  initial: 4,
  effect: "Four other series that the network has not seen, one of each season, and what it foretells of them.",
};

/** The series that the dial chooses from. */
export function makeWatched(seed: number): readonly Made[] {
  return makeUnseen(seed, SETS * SEASONS.length);
}

/** The pictures at any moment of the training. */
export function drawNow(
  network: SeasonNetwork,
  made: readonly Made[],
  looked: Looked | undefined,
  chosen: number,
): readonly Block[] {
  const four = made.slice((chosen - 1) * SEASONS.length, chosen * SEASONS.length);
  const forecasts = four.map(({ known, season }) => mediansOf(network, known, season));
  const panels: PanelsBlock = drawAhead(
    "Four made series that it has not seen, as it foretells them now",
    four,
    forecasts,
  );
  if (looked === undefined) return [panels];
  const forecast = mediansOf(network, looked.values, looked.season);
  const file: LinesBlock = {
    ...drawForecast({ looked, forecast }),
    title: `${looked.column} of ${looked.name}, as it would forecast it now, without training on it`,
  };
  return [panels, file];
}

/** The network, opened over one of the four series that the dial has chosen, or the file behind them. */
export function openNow(
  network: SeasonNetwork,
  made: readonly Made[],
  looked: Looked | undefined,
  { chosen, sequence }: { readonly chosen: number; readonly sequence: number | undefined },
): OpenedNetwork {
  const which = oneOf(SEASONS.length + (looked ? 1 : 0), sequence);
  if (looked && which === SEASONS.length) {
    const { values, season, column } = looked;
    // Up to where the truth of what it writes is known, if what is left before suffices.
    const end = values.length - SEASONS_AHEAD * (season ?? NO_SEASON_ROWS);
    const known = end >= values.length / 2 ? { end } : {};
    return openHistory(network, { look: { season, form: "values" }, values, label: column, ...known });
  }
  const { known, ahead, season } = made[(chosen - 1) * SEASONS.length + which];
  const values = Float64Array.of(...known, ...ahead);
  return openHistory(network, { look: { season, form: "values" }, values, end: known.length, label: "made series" });
}
