// The network of the stock lab: an encoder-decoder of prices, or of their changes within a window.
import { type EncoderDecoder, Module, type Tensor } from "recurra";
import type { DecodeOptions } from "recurra/nn";
import { makeEncoderDecoder } from "../network/encoder-decoder.ts";
import { measureFromLast, restorePrices } from "../prices/relative-prices.ts";
import type { StockSettings } from "./settings.ts";

/** x [B, lookback, 1] -> [B, horizon, 1], normalised prices both. */
export class PriceModel extends Module {
  override readonly repeatable: boolean = true;
  readonly network: EncoderDecoder;
  readonly #change: number | undefined;

  /** With a usual change, prices are measured from the window's last one, in units of that change. */
  constructor(settings: StockSettings, change?: number) {
    super();
    this.network = makeEncoderDecoder(settings);
    this.#change = change;
  }

  forward(x: Tensor, { targets, ...options }: DecodeOptions = {}): Tensor {
    const change = this.#change;
    if (change === undefined) return this.network.forward(x, { targets, ...options });
    const last = x.slice(1, -1); // [B, 1, 1]
    const relative = (prices: Tensor) => measureFromLast(prices, last, change);
    const outputs = this.network.forward(relative(x), { targets: targets && relative(targets), ...options });
    return restorePrices(outputs, last, change);
  }
}
