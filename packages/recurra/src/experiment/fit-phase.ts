// One of the two fits of an experiment: what it is started with, and what is told of it.

import type { FitOptions, FitStep } from "../forecast/index.ts";
import type { TrainingState } from "../training/index.ts";
import { epochsOf } from "../tuning/tuning-epochs.ts";
import type { ExperimentEvent, ExperimentOptions, ExperimentPosition, FitPhase } from "./events.ts";
import type { FitListener } from "./fit-events.ts";
import { Pace } from "./pace.ts";
import type { Plan } from "./plan.ts";

/** Where a run that goes on stands within a fit; undefined at its beginning. */
function stateOf(phase: FitPhase, { fitted, state }: ExperimentPosition = {}): TrainingState | undefined {
  return (fitted === undefined) === (phase === "backtest fit") ? state : undefined;
}

export function fitOptions(
  phase: FitPhase,
  { signal, threads, metrics, checkpoint, resume }: ExperimentOptions,
): FitOptions {
  const state = stateOf(phase, resume);
  return {
    ...(signal && { signal }),
    ...(threads !== undefined && { threads }),
    ...(metrics && { metrics }),
    ...(checkpoint && {
      checkpoint: { every: checkpoint.every, save: (at: TrainingState) => checkpoint.save(phase, at) },
    }),
    ...(state && { resume: state }),
  };
}

/** The event with which a fit of at most `epochs` begins, and so many before it of the pretrained network. */
export function fitBegins(
  phase: FitPhase,
  { epochs, tuning }: { readonly epochs: number; readonly tuning: number },
  { resume }: ExperimentOptions,
): Extract<ExperimentEvent, { readonly type: "phase" }> {
  const state = stateOf(phase, resume);
  return { type: "phase", phase, epochs, ...(tuning > 0 && { tuning }), done: state ? epochsOf(state) : [] };
}

/** The event with which an experiment ends that was stopped. */
export function interrupted(
  phase: FitPhase | "backtest",
  epochs: number,
  bestEpoch: number,
  model: Uint8Array | undefined,
  tunes?: true,
): ExperimentEvent {
  return { type: "interrupted", phase, epochs, bestEpoch, ...(tunes && { tunes }), ...(model && { model }) };
}

/** What is told of a fit while it runs. */
export function fitListener(
  phase: FitPhase,
  epochs: number,
  plan: Plan,
  { signal, onStep }: ExperimentOptions,
): FitListener<ExperimentEvent> {
  const pace = new Pace();
  let estimated = false;
  return {
    signal,
    // Steps of a Forecaster have a look at its network.
    ...(onStep && { onStep: (step) => onStep({ ...(step as FitStep), phase }) }),
    isWorthTelling: (step) => pace.count(step),
    ofStep: (step) => {
      const { epoch, batch } = step;
      const events: ExperimentEvent[] = [
        { type: "batch", phase, epoch, batch, batches: plan.batches[phase], loss: pace.loss },
      ];
      if (pace.batchTime === undefined || estimated) return events;
      estimated = true;
      const { epoch: epochSeconds, most } = plan.estimate(phase, pace.batchTime, step, epochs);
      return [{ type: "estimate", phase, epochSeconds, mostSeconds: most }, ...events];
    },
    ofEpoch: (epoch) => ({ type: "epoch", phase, epoch }),
  };
}
