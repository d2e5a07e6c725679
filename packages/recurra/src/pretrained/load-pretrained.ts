import type { SeasonNetwork } from "../nn/networks/season-network.ts";
import { readSmallNetwork } from "./small-network-file.ts";
import { pretrainedWeights } from "./weights.generated.ts";

/**
 * The pretrained network, in evaluation mode: a new one each time, which its caller disposes of. Its quantiles are PRETRAINED_QUANTILES.
 * Nothing is fetched: the weights are a part of the program, and of no program that does not call this.
 */
export function loadPretrained(): SeasonNetwork {
  const text = atob(pretrainedWeights);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return readSmallNetwork(bytes, "the pretrained network");
}
