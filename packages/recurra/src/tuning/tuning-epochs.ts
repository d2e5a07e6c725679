// The epochs of a fit that first trains a pretrained network further.

import type { Epoch, TrainingState } from "../training/index.ts";

/** What a state says that stands in the first of the two trainings. */
export const TUNING_PART = "fine-tuning";

/** An epoch of a fit. */
export type FitEpoch = Epoch & {
  /** Set where it is the pretrained network that learned, which comes first and counts its own epochs. */
  readonly tunes?: true;
};

export type TuningEpoch = Epoch & { readonly tunes: true };

/** All epochs that had ended when a fit stood there, those of the pretrained network first. */
export function epochsOf({ history, part, before }: Pick<TrainingState, "history" | "part" | "before">): FitEpoch[] {
  const tunes = (epochs: readonly Epoch[]): FitEpoch[] => epochs.map((epoch) => ({ ...epoch, tunes: true }));
  return part === TUNING_PART ? tunes(history) : [...tunes(before?.history ?? []), ...history];
}
