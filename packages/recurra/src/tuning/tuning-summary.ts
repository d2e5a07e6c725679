// What training a pretrained network further came to, as it is kept with the model.

import { isObject } from "../format/untrusted-json.ts";

export interface TuningSummary {
  /** Epochs that ran, and the one whose weights were kept: 0 where none was better than the network as it came. */
  readonly epochs: number;
  readonly bestEpoch: number;
  /** Mean absolute errors on the validation windows in the target's units: of the network as it came, and with what forecasts or would have. */
  readonly before: number;
  readonly after: number;
  /** How much of what was learned forecasts: 0, nothing; .5, the means of the weights as they came and as they were kept; 1, these. */
  readonly share: 0 | 0.5 | 1;
  /** Of a refit: the errors, on the last windows, of the network trained on all rows and of the one that was scored; and which forecasts. */
  readonly refit?: { readonly refitted: number; readonly scored: number; readonly taken: "refitted" | "scored" };
}

/** Of a stranger's file; undefined is none. */
export function isTuningSummary(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value) || ![0, 0.5, 1].includes(value.share as number)) return false;
  const isCount = (one: unknown): boolean => Number.isSafeInteger(one) && (one as number) >= 0;
  const { epochs, bestEpoch, before, after, refit = { refitted: 0, scored: 0, taken: "scored" } } = value;
  if (![epochs, bestEpoch].every(isCount) || (bestEpoch as number) > (epochs as number)) return false;
  if (!isObject(refit) || !["refitted", "scored"].includes(refit.taken as string)) return false;
  return [before, after, refit.refitted, refit.scored].every(Number.isFinite);
}
