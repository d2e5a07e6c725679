// The network of the lab of made series as it is now: what it foretells of series that it has not seen.
import type { Block, LinesBlock, PanelsBlock } from "@recurra/report";
import type { SeasonNetwork } from "recurra/pretrained";
import type { LabDial } from "../lab/lab.ts";
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
