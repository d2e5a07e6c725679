// The encoder and the decoder of the stock lab, opened over one window of the test days.
import type { OpenedNetwork } from "recurra/inside";
import { type Named, oneOf } from "../network/opened.ts";
import { openWindow } from "../network/opened-window.ts";
import type { StockData } from "./data.ts";
import type { PriceModel } from "./price-model.ts";
import type { StockSettings } from "./settings.ts";

/** The window that ends before test day `sequence`. With a share of at least a half of true prices read back, all are. */
export function openStock(
  model: PriceModel,
  { normalised, priceOf, testRow, series }: StockData,
  { lookback, horizon, column }: StockSettings,
  { share, sequence }: { readonly share: number; readonly sequence: number | undefined },
  named: Named,
): OpenedNetwork {
  const origin = testRow + oneOf(Math.max(1, normalised.length - testRow - horizon + 1), sequence);
  const first = origin - lookback;
  return openWindow(model, {
    ...named,
    input: normalised.slice(first, origin),
    target: normalised.slice(origin, origin + horizon),
    forced: share >= 0.5,
    label: column,
    shown: (values) => priceOf(Float64Array.from(values)),
    stepNames: Array.from({ length: lookback + horizon }, (_, t) => series.times.label(first + t)),
  });
}
