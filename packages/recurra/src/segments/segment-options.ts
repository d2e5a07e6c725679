import { aheadWidth, inputWidth, type KnownAhead } from "../ahead/known-ahead.ts";
import type { Distribution } from "../nn/networks/forecast-head.ts";
import type { ForecastNetwork } from "../nn/networks/forecast-network.ts";
import type { SegmentNetwork, SegmentNetworkOptions } from "../nn/networks/segment-network.ts";
import type { Seq2SeqNetwork } from "../nn/networks/seq2seq-network.ts";
import type { Layer } from "../nn/networks/sequential.ts";
import type { SegmentShape } from "./segment-rows.ts";

/** The network of a Forecaster, by its model; a Layer is one that a program brought along. */
export type ForecasterNetwork = ForecastNetwork | SegmentNetwork | Seq2SeqNetwork | Layer;

/** The settings of a Forecaster that its SegmentNetwork hangs on. */
interface SegmentSettings
  extends Omit<SegmentNetworkOptions, "inputSize" | "aheadSize" | "targetColumn" | "distribution" | keyof SegmentShape>,
    Partial<SegmentShape>,
    KnownAhead {
  readonly inputs: readonly string[];
  readonly target: string;
  readonly head?: Distribution;
}

/** What the network is made of: without more, one segment that is added to the last value. */
export function segmentOptions(settings: SegmentSettings): SegmentNetworkOptions {
  const { cell, hiddenSize, numLayers, dropout, lookback, horizon, inputs, target, skip } = settings;
  const { segmentRows = lookback, anchorSeason = 0, head = "point" } = settings;
  return {
    ...{ cell, inputSize: inputWidth(settings), hiddenSize, numLayers, dropout, lookback, horizon },
    ...{ segmentRows, targetColumn: inputs.indexOf(target), skip, anchorSeason, distribution: head },
    ...(aheadWidth(settings) > 0 && { aheadSize: aheadWidth(settings) }),
  };
}
