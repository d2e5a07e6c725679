// The steps of training: the gradient of a batch and the optimizer's move, and the loss of a validation batch. Nothing but waiting
// for other threads spans an await, so the mode and the seed hold for all that is computed.

import { Generator, withSeed } from "../core/random.ts";
import { type Mode, withMode } from "../kernels/wasm/engine.ts";
import { clipFactor, gradientNorm } from "../optim/index.ts";
import { noGrad, requireTensor, type Tensor } from "../tensor/index.ts";
import { processors, threadsRefused, WorkerPool } from "../threads/index.ts";
import { BatchGradient } from "./batch-gradient.ts";
import type { Chunk } from "./chunk.ts";
import { type BatchPosition, gradientError, lossError } from "./finite.ts";
import type { Batch, TrainOptions } from "./options.ts";

/** What a step tells: the loss before it, and the gradient's norm before clipping. */
export interface StepResult {
  readonly loss: number;
  readonly norm: number;
}

/**
 * With "auto", threads begin once `after` milliseconds went into batches that could have used them, if each takes `batch` on average:
 * starting a thread takes some 50, a batch among threads some 0.1 more. Results do not depend on it.
 */
const autoThreads = { after: 150, batch: 1.5 };
const MOST_THREADS = 16;

export class Steps<B extends Batch> {
  readonly #options: TrainOptions<B>;
  readonly #mode: Mode;
  readonly #generator: Generator;
  readonly #gradient: BatchGradient<B>;
  #pool: WorkerPool | undefined;
  /** How many threads may work, and time that one alone has spent so far on what several could have done. */
  #wanted: number;
  #alone = { batches: 0, time: 0 };

  constructor(options: TrainOptions<B>) {
    this.#options = options;
    this.#mode = options.mode ?? "strict";
    this.#generator = new Generator(options.seed ?? 0);
    this.#gradient = new BatchGradient(options, (batch) => this.#loss(batch));
    const { threads = "auto" } = options;
    const refused = threadsRefused() !== undefined;
    this.#wanted = refused ? 1 : threads === "auto" ? Math.min(processors(), MOST_THREADS) : threads;
  }

  /** Threads that have worked on batches so far. */
  get threads(): number {
    return 1 + (this.#pool?.used ?? 0);
  }

  /** One optimizer step, after `done` others. A promise where other threads take part. */
  train(batch: B, position: BatchPosition, done: number): StepResult | Promise<StepResult> {
    // Seeds of its own for each step: a step's dropout masks are then the same in a run that was interrupted before it.
    const seeds = this.#generator.stream("train step", done);
    const started = performance.now();
    // Also the parameters that the model does not have: their gradients would add up.
    this.#options.optimizer.zeroGrad();
    const chunks = withMode(this.#mode, () => this.#gradient.cut(batch, seeds));
    const work = this.#wanted > 1 ? withMode(this.#mode, () => this.#gradient.work(chunks)) : undefined;
    if (work && this.#pool?.ready) {
      return this.#gradient
        .computeWith(this.#pool, chunks, work, this.#mode)
        .then((losses) => this.#move(batch, chunks, losses, position));
    }
    const losses = withMode(this.#mode, () => this.#gradient.compute(chunks));
    const result = this.#move(batch, chunks, losses, position);
    if (!work || !this.#isWorthThreads(performance.now() - started)) return result;
    const pool = this.#startPool();
    // Threads that were asked for are waited for; others join when they are ready.
    return typeof this.#options.threads === "number" ? pool.whenStarted().then(() => result) : result;
  }

  /** The loss of a validation batch. What it draws (teacher forcing, say) is the same in every epoch. */
  measure(batch: B, epoch: number, number: number): number {
    const seed = this.#generator.stream("validation step", number).uint32(0);
    return withMode(this.#mode, () =>
      withSeed(seed, () =>
        noGrad(() => {
          const loss = this.#loss(batch).item();
          if (!Number.isFinite(loss)) {
            throw lossError(loss, { epoch, batch: number, validation: true }, this.#options.model, batch.x, batch.y);
          }
          return loss;
        }),
      ),
    );
  }

  /** Gives memory and threads back; resolves when the threads have ended. */
  async end(): Promise<void> {
    this.#gradient.dispose();
    await this.#pool?.end();
    this.#pool = undefined;
  }

  #loss(batch: B): Tensor {
    const { step, loss, model } = this.#options;
    const found = step ? step(batch) : loss!(model.forward!(batch.x), batch.y);
    requireTensor("train", step ? "what step gives" : "what loss gives", found);
    return found;
  }

  /** Checks what was computed, clips, and lets the optimizer move. */
  #move(batch: B, chunks: readonly Chunk<B>[], losses: readonly number[], position: BatchPosition): StepResult {
    const { model, optimizer, clipNorm } = this.#options;
    let loss = 0;
    for (let i = 0; i < chunks.length; i++) loss += chunks.length === 1 ? losses[i] : chunks[i].share * losses[i];
    if (!Number.isFinite(loss)) throw lossError(loss, position, model, batch.x, batch.y);
    return withMode(this.#mode, () => {
      const norm = gradientNorm(this.#gradient.parameters);
      if (!Number.isFinite(norm)) throw gradientError(norm, position, model);
      optimizer.step({ gradientScale: clipNorm === undefined ? 1 : clipFactor(norm, clipNorm) });
      return { loss, norm };
    });
  }

  /** Whether to start threads after a batch that took `time` alone: at once when they were asked for, else when it would pay. */
  #isWorthThreads(time: number): boolean {
    if (this.#pool) return false;
    const alone = this.#alone;
    alone.batches++;
    alone.time += time;
    const long = alone.time >= autoThreads.after && alone.time / alone.batches >= autoThreads.batch;
    return typeof this.#options.threads === "number" || long;
  }

  #startPool(): WorkerPool {
    const { values, gradients } = this.#gradient.places();
    const required = typeof this.#options.threads === "number";
    this.#pool = withMode(this.#mode, () => new WorkerPool(this.#wanted - 1, values, gradients, required));
    return this.#pool;
  }
}
