// What of a Seq2SeqNetwork and of its training hangs on the settings of a Forecaster.

import { scheduledSampling } from "../../nn/networks/scheduled-sampling.ts";
import type { Seq2SeqNetworkOptions } from "../../nn/networks/seq2seq-network.ts";
import type { ForecasterSettings } from "./forecaster-options.ts";

/** What the network is made of. */
export function seq2seqOptions(
  settings: ForecasterSettings & { readonly lookback: number; readonly skip: boolean },
): Seq2SeqNetworkOptions {
  const { cell, hiddenSize, numLayers, dropout, lookback, horizon, inputs, target, skip, attention = false } = settings;
  return {
    ...{ cell, inputSize: inputs.length, hiddenSize, numLayers, dropout, lookback, horizon },
    ...{ targetColumn: inputs.indexOf(target), skip, attention },
  };
}

/** The share of the decoder's steps that read the truth, by the steps of the optimizer that were done; it has fallen after half of `steps`. */
export function forcedShare(
  { teacherForcing = 0, teacherForcingDecay = "none" }: ForecasterSettings,
  steps: number,
): (step: number) => number {
  if (teacherForcingDecay === "none") return () => teacherForcing;
  return scheduledSampling({
    ...{ curve: teacherForcingDecay, start: teacherForcing },
    steps: Math.max(1, Math.floor(steps / 2)),
  });
}
