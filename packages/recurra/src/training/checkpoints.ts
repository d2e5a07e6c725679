// Hands out the state of training: after a step when it is time, and when training is cut short. The clock decides only when.

import { type BestWeights, weightsOf } from "./best-weights.ts";
import type { Batch, TrainOptions } from "./options.ts";
import type { Progress } from "./progress.ts";
import { otherParameters, type TrainingState } from "./training-state.ts";

/** Seconds between two checkpoints, unless they are set. */
const EVERY = 5;

export class Checkpoints<B extends Batch> {
  readonly #options: TrainOptions<B>;
  readonly #progress: Progress;
  readonly #best: BestWeights;
  readonly #pause: number;
  #last = performance.now();
  /** Where training stood when its state was last in the caller's hands: at the start, if nowhere else. */
  #saved: string;

  constructor(options: TrainOptions<B>, progress: Progress, best: BestWeights) {
    this.#options = options;
    this.#progress = progress;
    this.#best = best;
    this.#pause = 1000 * (options.checkpoint?.every ?? EVERY);
    this.#saved = this.#place();
  }

  /** Hands the state out if it is time to; a promise where the caller takes time to keep it. */
  saveWhenDue(): void | Promise<void> {
    if (this.#options.checkpoint && performance.now() - this.#last >= this.#pause) return this.save();
  }

  /** Hands the state out, unless nothing has happened since the last time. */
  save(): void | Promise<void> {
    const { checkpoint } = this.#options;
    const place = this.#place();
    if (!checkpoint || place === this.#saved) return;
    this.#saved = place;
    // The pause begins when the state is kept: a slow disk does not keep training from going on.
    const done = (): void => {
      this.#last = performance.now();
    };
    const saving = checkpoint.save(this.#state());
    if (saving) return saving.then(done);
    done();
  }

  #state(): TrainingState {
    const { model, optimizer, average } = this.#options;
    const best = this.#best.copy();
    return {
      ...this.#progress.state(),
      weights: weightsOf(model),
      others: otherParameters(model, optimizer).map((parameter) => parameter.value),
      ...(best ? { best } : {}),
      ...(average ? { average: average.averages() } : {}),
      optimizer: optimizer.stateDict(),
    };
  }

  #place(): string {
    return `${this.#progress.step};${this.#progress.history.length}`;
  }
}
