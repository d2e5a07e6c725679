// Gradients and losses as the lab words them.
import { counted } from "recurra/words";
import { ALWAYS_ONE, type ExplosionHistory, explosion } from "./clipping.ts";
import type { GradientsFound } from "./found.ts";

/** 0.63, 1.2e-9, 3.4e+6; "0" for what the kernels take for it: less than 2^-100. */
export function formatScientific(value: number): string {
  if (!Number.isFinite(value)) return "not finite";
  if (value === 0) return "0";
  return value >= 0.01 && value < 1000 ? value.toPrecision(2) : value.toExponential(1);
}

/** How a run with exploding gradients went, in words that follow "without clipping"; `when` its norms were taken. */
function describeTraining({ losses, norms, failedAt }: ExplosionHistory, when = ""): string {
  if (failedAt !== undefined)
    return `the loss or its gradient is no finite number at step ${failedAt}, which ends the training`;
  const [norm, worst, last] = [Math.max(...norms), Math.max(...losses), losses.at(-1)!].map(formatScientific);
  return `the gradient's norm${when} goes up to ${norm} and the loss to ${worst}; after ${counted(explosion.steps, "step")} the loss is ${last}`;
}

/** Both runs, and what an answer without a network scores. */
export function describeExplosion({ settings, unclipped, clipped }: GradientsFound): string {
  return (
    `Exploding gradients: without clipping, ${describeTraining(unclipped)}. Clipped to ${settings.clip}, ${describeTraining(clipped, " before clipping")}. ` +
    `Always answering 1 has a loss of ${formatScientific(ALWAYS_ONE)}.`
  );
}
