// How long a model was trained, of those too that have no network of their own.

import type { TrainingSummary } from "recurra/forecast";
import { counted } from "recurra/words";

const NO_NETWORK: readonly string[] = ["linear path", "pretrained network", "pretrained network with a linear path"];

/** Whether a network was trained on the rows from its beginning, by what the model is called. */
export function hasOwnNetwork(name: string): boolean {
  return !NO_NETWORK.includes(name);
}

/** Whether it was built by a program, so that its sizes are its own business. */
export function isGiven(name: string): boolean {
  return name.includes("given network");
}

/** "in closed form", "5 epochs of further training". */
export function trainedWords(name: string, { epochs, untrained, tuning }: TrainingSummary): string {
  if (name === "linear path") return "in closed form";
  if (hasOwnNetwork(name)) return untrained ? "no epoch better than the untrained network" : counted(epochs, "epoch");
  return tuning?.share ? `${counted(tuning.bestEpoch, "epoch")} of further training` : "the network as it came";
}
