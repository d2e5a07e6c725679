// A fit as events: its epochs, and between them words of its batches. Training does not wait for whoever listens to the words.

import type { TrainStep } from "../training/index.ts";
import type { FitEpoch } from "../tuning/tuning-epochs.ts";
import { reportProgress } from "./report-progress.ts";

/** A fit as it is started: with these options, which it takes beside its own. */
type Fit<T> = (options: {
  readonly signal: AbortSignal;
  readonly onStep: (step: TrainStep) => unknown;
}) => AsyncGenerator<FitEpoch, T, undefined>;

/** Who listens to a fit. */
export interface FitListener<Event> {
  readonly signal: AbortSignal | undefined;
  /** Hears of each step at once; the fit waits for a promise that it gives. */
  readonly onStep?: (step: TrainStep) => unknown;
  /** Hears of each step at once; whether it is to be told of. */
  readonly isWorthTelling: (step: TrainStep) => boolean;
  readonly ofStep: (step: TrainStep) => readonly Event[];
  readonly ofEpoch: (epoch: FitEpoch) => Event;
}

/**
 * Runs a fit, and yields its events; returns what it ends with. Whoever leaves within an epoch stops the fit after its current step;
 * what it still made is given to `abandon`.
 */
export async function* fitEvents<T, Event>(
  start: Fit<T>,
  { signal, onStep, isWorthTelling, ofStep, ofEpoch }: FitListener<Event>,
  abandon: (made: T) => void = () => {},
): AsyncGenerator<Event, T, undefined> {
  const own = new AbortController();
  const stop = (): void => own.abort(signal?.reason);
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  let tell = (_: TrainStep): void => {};
  const fit = start({
    signal: own.signal,
    onStep: (step) => {
      if (isWorthTelling(step)) tell(step);
      return onStep?.(step);
    },
  });
  let next: Promise<IteratorResult<FitEpoch, T>> | undefined;
  try {
    for (;;) {
      const steps = reportProgress<IteratorResult<FitEpoch, T>, TrainStep>((onStep) => {
        tell = onStep;
        next = fit.next();
        return next;
      }, undefined);
      for (;;) {
        const { done, value } = await steps.next();
        if (!done) {
          yield* ofStep(value);
          continue;
        }
        next = undefined;
        if (value.done) return value.value;
        yield ofEpoch(value.value);
        break;
      }
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    own.abort();
    const rest = await next?.catch(() => undefined);
    if (rest?.done) abandon(rest.value);
    // Also when the consumer leaves between two epochs: a fit that is not ended keeps its threads.
    await fit.return(undefined as never);
  }
}
