import type { Generator } from "../../core/random.ts";
import type { Batch } from "../../training/index.ts";
import type { ForecastWindows } from "../windows/forecast-windows.ts";
import type { FitLayout } from "./fit-layout.ts";

/** Windows that are forecast at once: enough to fill the kernels, few enough to stay in cache. */
export const FORECAST_BATCH = 64;

/** The training windows in the order of an epoch, which depends on the generator's seed and the epoch alone. */
export function* shuffledBatches(
  windows: ForecastWindows,
  { training, batchSize, stride, epochWindows }: FitLayout,
  generator: Generator,
  epoch: number,
): Iterable<Batch> {
  const order = generator.stream("shuffle", epoch).permutation(epochWindows);
  // The last window is in the first epoch, the one before it in the second: after `stride` epochs all were seen.
  const last = training.length - 1 - ((epoch - 1) % stride);
  const origins = order.map((window) => training[last - (epochWindows - 1 - window) * stride]);
  for (let at = 0; at < origins.length; at += batchSize) yield windows.batch(origins.subarray(at, at + batchSize));
}

/** The validation windows in the order of time. */
export function* validationBatches(windows: ForecastWindows, { validation }: FitLayout): Iterable<Batch> {
  for (let from = 0; from < validation.length; from += FORECAST_BATCH) {
    yield windows.batch(validation.subarray(from, from + FORECAST_BATCH));
  }
}
