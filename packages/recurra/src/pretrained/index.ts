// recurra/pretrained: a small recurrent network that has seen many made series.

export {
  ANCHORS,
  NEAR_ROWS,
  PLACES,
  SCALARS,
  SEASON_NUMBERS,
  SEASONS_AHEAD,
  SEASONS_BACK,
  type SeasonLayout,
  seasonLayout,
} from "../nn/networks/season-layout.ts";
export { SeasonNetwork, type SeasonNetworkOptions } from "../nn/networks/season-network.ts";
export { placesToRows } from "../nn/networks/season-places.ts";
export { type OpenedHistory, openHistory } from "../zero-shot/open-history.ts";
export { PRETRAINED_QUANTILES } from "../zero-shot/quantiles.ts";
export { NO_SEASON_ROWS, type SeasonBase, SeasonView } from "../zero-shot/season-view.ts";
export { looksOf, type WeighedLook, weighLooks } from "../zero-shot/weigh-looks.ts";
export { type History, type Look, ZeroShot } from "../zero-shot/zero-shot.ts";
export { loadPretrained } from "./load-pretrained.ts";
export { readSmallNetwork, writeSmallNetwork } from "./small-network-file.ts";
export { ZERO_SHOT_RULES, type ZeroShotOptions } from "./zero-shot-options.ts";
export { type SeriesZeroShot, type ZeroShotForecast, zeroShot, zeroShotSet } from "./zero-shot-series.ts";
