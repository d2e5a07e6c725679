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
export { loadPretrained } from "./load-pretrained.ts";
export { PRETRAINED_QUANTILES } from "./quantiles.ts";
export { NO_SEASON_ROWS, type SeasonBase, SeasonView } from "./season-view.ts";
export { readSmallNetwork, writeSmallNetwork } from "./small-network-file.ts";
