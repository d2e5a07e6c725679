// One of the two fits over many series, as events.

import { type FitListener, fitEvents } from "../experiment/fit-events.ts";
import type { FitPhase } from "../experiment/index.ts";
import { Pace } from "../experiment/pace.ts";
import type { GlobalFitOptions, GlobalSettings } from "../global/index.ts";
import type { Epoch, TrainingState } from "../training/index.ts";
import type { ManyEvent, ManyOptions } from "./events.ts";

/** Where a run that goes on stands within a fit; undefined at its beginning. */
function stateOf(
  phase: FitPhase,
  { fitted, state }: NonNullable<ManyOptions["resume"]> = {},
): TrainingState | undefined {
  return (fitted === undefined) === (phase === "backtest fit") ? state : undefined;
}

/** The event with which a fit of at most `epochs` begins. */
export function fitBegins(
  phase: FitPhase,
  epochs: number,
  { resume }: ManyOptions,
): Extract<ManyEvent, { readonly type: "phase" }> {
  return { type: "phase", phase, epochs, done: stateOf(phase, resume)?.history ?? [] };
}

/** Runs a fit; returns what it ends with. What it made where it was left early is given to `abandon`. */
export function fitAsEvents<T>(
  phase: FitPhase,
  settings: Pick<GlobalSettings, "epochs" | "steps">,
  { signal, threads, metrics, checkpoint, resume }: ManyOptions,
  start: (options: GlobalFitOptions) => AsyncGenerator<Epoch, T, undefined>,
  abandon?: (made: T) => void,
): AsyncGenerator<ManyEvent, T, undefined> {
  const state = stateOf(phase, resume);
  const options: GlobalFitOptions = {
    ...(threads !== undefined && { threads }),
    ...(metrics && { metrics }),
    ...(checkpoint && {
      checkpoint: { every: checkpoint.every, save: (at: TrainingState) => checkpoint.save(phase, at) },
    }),
    ...(state && { resume: state }),
  };
  return fitEvents((more) => start({ ...options, ...more }), listener(phase, settings, signal), abandon);
}

function listener(
  phase: FitPhase,
  { epochs, steps }: Pick<GlobalSettings, "epochs" | "steps">,
  signal: AbortSignal | undefined,
): FitListener<ManyEvent> {
  const pace = new Pace();
  let estimated = false;
  return {
    signal,
    isWorthTelling: (step) => pace.count(step),
    ofStep: ({ epoch, batch }) => {
      const events: ManyEvent[] = [{ type: "batch", phase, epoch, batch, batches: steps, loss: pace.loss }];
      if (pace.batchTime === undefined || estimated) return events;
      estimated = true;
      const seconds = (steps * pace.batchTime) / 1000;
      const left = (epochs - epoch + 1 - batch / steps + (phase === "backtest fit" ? epochs : 0)) * seconds;
      return [{ type: "estimate", phase, epochSeconds: seconds, mostSeconds: left }, ...events];
    },
    ofEpoch: (epoch) => ({ type: "epoch", phase, epoch }),
  };
}
