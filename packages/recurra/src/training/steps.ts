// The steps of training: the gradient of a batch and the optimizer's move, and the loss of a validation batch. Nothing but waiting
// for other threads spans an await, so the mode and the seed hold for all that is computed.

import { Generator } from "../core/random.ts";
import { type Mode, withMode } from "../kernels/wasm/engine.ts";
import { clipFactor, gradientNorm } from "../optim/index.ts";
import type { Parameter } from "../tensor/index.ts";
import { Threads } from "../threads/index.ts";
import { BatchLoss } from "./batch-loss.ts";
import { type BatchPosition, gradientError, lossError } from "./finite.ts";
import type { Batch, TrainOptions } from "./options.ts";

/** What a step tells: the loss before it, and the gradient's norm before clipping. */
export interface StepResult {
  readonly loss: number;
  readonly norm: number;
}

export class Steps<B extends Batch> {
  readonly #options: TrainOptions<B>;
  readonly #mode: Mode;
  readonly #generator: Generator;
  readonly #parameters: readonly Parameter[];
  /** Those that are not frozen. */
  readonly #trained: readonly Parameter[];
  readonly #threads: Threads;
  readonly #training: BatchLoss<B>;
  readonly #validation: BatchLoss<B>;

  constructor(options: TrainOptions<B>) {
    const { mode = "strict", seed = 0, threads = "auto", model, optimizer } = options;
    this.#options = options;
    this.#mode = mode;
    this.#generator = new Generator(seed);
    // The model's, and what else the optimizer moves, such as a loss's own.
    this.#parameters = [...new Set([...model.parameters(), ...optimizer.parameters])];
    this.#trained = this.#parameters.filter((parameter) => parameter.requiresGrad);
    this.#threads = new Threads(threads, mode);
    this.#training = new BatchLoss(options, this.#parameters, this.#threads, this.#trained);
    this.#validation = new BatchLoss(options, this.#parameters, this.#threads);
  }

  /** Threads that have worked on batches so far. */
  get threads(): number {
    return this.#threads.used;
  }

  /** One optimizer step, after `done` others, by the gradient of these batches as if they were one. A promise where other threads take part. */
  train(batches: readonly B[], position: BatchPosition, done: number): StepResult | Promise<StepResult> {
    // Seeds of its own for each step: a step's dropout masks are then the same in a run that was interrupted before it.
    const seeds = this.#generator.stream("train step", done);
    const started = performance.now();
    // Also the parameters that the model does not have: their gradients would add up.
    this.#options.optimizer.zeroGrad();
    const chunks = withMode(this.#mode, () => this.#training.cut(batches, seeds));
    const loss = this.#training.compute(chunks);
    if (loss instanceof Promise) return loss.then((found) => this.#move(batches, found, position));
    const result = this.#move(batches, loss, position);
    const threads = this.#threads;
    if (threads.ready || !threads.several || !this.#training.isShareable(chunks)) return result;
    threads.spent(performance.now() - started);
    const starting = threads.areDue(1) ? threads.start(this.#parameters, this.#trained) : undefined;
    return starting ? starting.then(() => result) : result;
  }

  /** The loss of a validation batch. What it draws (teacher forcing, say) is the same in every epoch. A promise where other threads take part. */
  measure(batch: B, epoch: number, number: number): number | Promise<number> {
    const seeds = this.#generator.stream("validation step", number);
    const loss = this.#validation.compute(withMode(this.#mode, () => this.#validation.cut([batch], seeds)));
    const checked = (found: number): number => {
      if (Number.isFinite(found)) return found;
      throw lossError(found, { epoch, batch: number, validation: true }, this.#options.model, [batch]);
    };
    return loss instanceof Promise ? loss.then(checked) : checked(loss);
  }

  /** Gives memory and threads back; resolves when the threads have ended. */
  async end(): Promise<void> {
    this.#training.dispose();
    this.#validation.dispose();
    await this.#threads.end();
  }

  /** Checks what was computed, clips, and lets the optimizer move. */
  #move(batches: readonly B[], loss: number, position: BatchPosition): StepResult {
    const { model, optimizer, clipNorm } = this.#options;
    if (!Number.isFinite(loss)) throw lossError(loss, position, model, batches);
    return withMode(this.#mode, () => {
      const norm = gradientNorm(this.#trained);
      if (!Number.isFinite(norm)) throw gradientError(norm, position, model);
      optimizer.step({ gradientScale: clipNorm === undefined ? 1 : clipFactor(norm, clipNorm) });
      return { loss, norm };
    });
  }
}
