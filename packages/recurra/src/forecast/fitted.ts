// What a fit makes, and how it is refused where there was none.

import type { AheadScales } from "../ahead/ahead-scales.ts";
import { aheadWidth } from "../ahead/known-ahead.ts";
import { StateError } from "../core/errors.ts";
import type { Bounds } from "../data/bounds.ts";
import { ForecastNetwork } from "../nn/networks/forecast-network.ts";
import { SegmentNetwork } from "../nn/networks/segment-network.ts";
import { Seq2SeqNetwork } from "../nn/networks/seq2seq-network.ts";
import { type ForecasterNetwork, segmentOptions } from "../segments/segment-options.ts";
import type { SegmentShape } from "../segments/segment-rows.ts";
import type { Path } from "../zero-shot/both-paths.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { seq2seqOptions } from "./settings/seq2seq-options.ts";
import type { TrainingSummary } from "./state/forecaster-state.ts";
import type { WindowNormaliser } from "./windows/window-normaliser.ts";

/** All that a fit makes; replaced as a whole by the next one. */
export interface Fitted {
  readonly lookback: number;
  readonly skip: boolean;
  /** Of the model "segment". */
  readonly segments?: SegmentShape;
  readonly network: ForecasterNetwork;
  readonly normaliser: WindowNormaliser;
  /** Of the columns that are known ahead; undefined where there are none. */
  readonly ahead: AheadScales | undefined;
  readonly bounds: Bounds | undefined;
  readonly summary: TrainingSummary;
  /** The linear path beside the network, where there is one. */
  readonly path: Path | undefined;
  /** How much of a forecast is the network's; 1 where there is no path. */
  readonly share: number;
}

/** Rows that a forecast reads: those of the network and of the path, as far as they have a share. */
export function reachOf({ lookback, path, share }: Pick<Fitted, "lookback" | "path" | "share">): number {
  if (path === undefined || share === 1) return lookback;
  return share === 0 ? path.lookback : Math.max(lookback, path.lookback);
}

/** The settings that a network hangs on, with those that were found from the data. */
type NetworkSettings = ForecasterSettings & { readonly lookback: number; readonly skip: boolean };

/** The network of these settings, with weights that are drawn. */
export function buildNetwork(settings: NetworkSettings): ForecasterNetwork {
  const { cell, hiddenSize, numLayers, dropout, horizon, inputs, target, lookback, skip, model, head } = settings;
  if (model === "segment") return new SegmentNetwork(segmentOptions(settings));
  if (model === "seq2seq") return new Seq2SeqNetwork(seq2seqOptions(settings));
  const skipFrom = skip ? inputs.indexOf(target) : -1;
  const aheadSize = aheadWidth(settings);
  const sizes = { inputSize: inputs.length + aheadSize, aheadSize, hiddenSize, numLayers, lookback, horizon };
  return new ForecastNetwork({ cell, dropout, ...sizes, skipFrom, distribution: head });
}

/** Throws StateError FORECASTER_NOT_FITTED where nothing was fitted. */
export function requireFitted(fitted: Fitted | undefined): Fitted {
  if (!fitted) {
    throw new StateError("FORECASTER_NOT_FITTED", "Forecaster", "not fitted yet", {
      remedies: [
        [
          "call ",
          { call: "fit(series)" },
          " first and run its epochs: ",
          { call: "for await (const epoch of forecaster.fit(series)) {}" },
        ],
      ],
    });
  }
  return fitted;
}

/** Throws StateError FORECASTER_NOT_FITTED where the lookback is still to be found from a series. */
export function requireLookback(lookback: number | undefined): number {
  if (lookback === undefined) {
    throw new StateError(
      "FORECASTER_NOT_FITTED",
      "Forecaster",
      ["the default ", { option: "lookback" }, " depends on the series"],
      { remedies: [["call ", { call: "fit" }, " first"]] },
    );
  }
  return lookback;
}
