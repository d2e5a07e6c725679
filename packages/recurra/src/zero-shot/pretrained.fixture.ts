// A small network that was not trained, with outputs set by hand, for tests.

import { withSeed } from "../core/random.ts";
import { SeasonNetwork } from "../nn/networks/season-network.ts";
import { PRETRAINED_QUANTILES } from "./quantiles.ts";

/** Untrained it repeats the last season, or the last value, with quantiles that lie around it. */
export function smallNetwork(): SeasonNetwork {
  return withSeed(1, () => new SeasonNetwork({ cell: "gru", hiddenSize: 6, quantiles: PRETRAINED_QUANTILES.length }));
}
