// Inference on many samples. They are cut into chunks whose intermediate results stay in cache; each chunk goes through the model
// without a tape or as a plan (plans/computation.ts), on this thread or, when threads are asked for, on whichever is free
// (plans/chunk-runner.ts). A sample's numbers do not depend on its chunk, so the cut and the threads leave no trace in the result.
import { COPY } from "../core/copy.ts";
import { OptionError, StateError } from "../core/errors.ts";
import { COUNT, checkOptions, type OptionRules, requireOption, SIGNAL } from "../core/option-rules.ts";
import { Turns } from "../core/turns.ts";
import { MODE, type Mode, withMode } from "../kernels/wasm/engine.ts";
import { bytesPerSample, ChunkRunner, Computation, FEWEST, forwardChunk, MOST_LANES, samples } from "../plans/index.ts";
import { adopt, describeShape, type Parameter, requireTensor, type Tensor } from "../tensor/index.ts";
import { Threads } from "../threads/index.ts";
import { MODEL, THREADS } from "./options.ts";
import { Prediction } from "./prediction.ts";
import { type PredictiveModel, requireAlone, rowsOf } from "./predictive-model.ts";

/** How a Predictor computes. */
export interface PredictorOptions {
  /**
   * Threads of `predict`: a number, or "auto" for as many as the machine has, once that would pay. One thread where there can be no
   * others, and for models that are not repeatable. Default 1.
   */
  readonly threads?: number | "auto";
  /** The kernels. Default "strict". */
  readonly mode?: Mode;
  /** Samples that are computed at once; by default as many as stay in the processor's cache. */
  readonly chunk?: number;
}

const RULES: OptionRules<PredictorOptions> = { threads: THREADS, mode: MODE, chunk: COUNT };

/** In mode "native" a BLAS reads the weights once more for each chunk. */
const NATIVE_FEWEST = 64;
/** Chunks of one round of threads: enough to share out evenly, few enough to bound the memory. */
const ROUND = MOST_LANES;
/** The shape that was not used for the longest time goes. */
const ROOM = { plans: 8, full: "replace" } as const;

/**
 * A model's forward pass over many samples: without gradient and dropout, in chunks, on several threads when asked.
 *
 *   const predictor = new Predictor(model, { threads: "auto" });
 *   const y = await predictor.predict(x);
 *
 * The result equals `noGrad(() => model.eval().forward(x))` bit for bit, whatever the chunk and the threads (in mode "native": within
 * rounding, since a BLAS sums by the shape of its products). Memory is that of a chunk
 * for each thread, beside x and the result. Weights may change between calls, not during one.
 * Throws OptionError: PREDICTOR_OUTPUT when forward() gives no row for each sample, PREDICTOR_SAMPLES when samples
 * influence each other; StateError PREDICTOR_DISPOSED, or THREAD_FAILED with its cause.
 */
export class Predictor {
  readonly #mode: Mode;
  readonly #chunk: number | undefined;
  readonly #parameters: readonly Parameter[];
  readonly #threads: Threads;
  readonly #computation: Computation<Tensor>;
  readonly #runner: ChunkRunner<Tensor>;
  /** Chunk sizes found so far, by the shape of a sample. */
  readonly #sizes = new Map<string, number>();
  /** For all calls together: many short ones, each awaited, would keep other code waiting too. */
  readonly #turns = new Turns();
  #last: Promise<unknown> = Promise.resolve();
  #disposed = false;

  constructor(model: PredictiveModel, options: PredictorOptions = {}) {
    checkOptions("Predictor", options, RULES);
    requireOption("Predictor", "model", MODEL, model);
    const { threads = 1, mode = "strict", chunk } = options;
    withMode(mode, () => {});
    this.#mode = mode;
    this.#chunk = chunk;
    this.#parameters = model.parameters();
    this.#threads = new Threads(threads, mode, model.repeatable);
    this.#computation = new Computation<Tensor>({
      inputs: (x) => [x],
      code: (x, inputs) => rowsOf(model, inputs?.[0] ?? x),
      parameters: this.#parameters,
      gradients: undefined,
      plan: model.repeatable ? "plan" : "tape",
      room: ROOM,
      inspect: (x, { values }) => requireAlone(model, x, values),
    });
    const place = { mode, threads: this.#threads, parameters: this.#parameters };
    this.#runner = new ChunkRunner(this.#computation, place);
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** Threads that have worked on samples so far. */
  get threads(): number {
    return this.#threads.used;
  }

  /** The outputs [N, ...] of x [N, ...] as a leaf, computed on the calling thread without a pause. */
  predictSync(x: Tensor): Tensor {
    const run = this.#start(x);
    while (!run.done) this.#runAlone(run);
    return run.result();
  }

  /**
   * The outputs [N, ...] of x [N, ...] as a leaf. The event loop gets a turn at least every 50 ms. One call is computed after the
   * other. Rejects with the signal's reason when it is aborted.
   */
  predict(x: Tensor, options: { readonly signal?: AbortSignal } = {}): Promise<Tensor> {
    checkOptions("Predictor.predict", options, { signal: SIGNAL });
    const { signal } = options;
    const result = this.#last.then(() => this.#run(x, signal));
    this.#last = result.catch(() => {});
    return result;
  }

  /** Gives memory back and ends the threads; resolves when they have ended. The model stays. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#last;
    this.#runner.dispose();
    await this.#threads.end();
  }

  async #run(x: Tensor, signal: AbortSignal | undefined): Promise<Tensor> {
    signal?.throwIfAborted();
    const run = this.#start(x);
    while (!run.done) {
      if (this.#threads.several && run.whole > 1) await this.#runRound(run);
      else this.#runAlone(run);
      if (this.#turns.due) await this.#turns.take();
      signal?.throwIfAborted();
    }
    return run.result();
  }

  #start(x: Tensor): Prediction {
    if (this.#disposed) {
      throw new StateError("PREDICTOR_DISPOSED", "Predictor", "it was disposed of", {
        remedies: ["make a new one for the model"],
      });
    }
    requireTensor("Predictor", "x", x);
    if (x.shape.length === 0) {
      throw new OptionError("PREDICTOR_INPUT", "Predictor", `x ${describeShape(x.shape)} has no samples`, {
        found: x.shape,
        remedies: ["give it as [N, ...]"],
      });
    }
    const leaf = x.data === null ? adopt(x.toArray(), x.shape) : x;
    return new Prediction(leaf, this.#chunk ?? this.#sizeFor(leaf));
  }

  #sizeFor(x: Tensor): number {
    const [total, ...rest] = x.shape;
    const fewest = this.#mode === "native" ? NATIVE_FEWEST : FEWEST;
    if (total <= fewest) return total;
    const key = rest.join();
    let size = this.#sizes.get(key);
    if (size === undefined) {
      const measure = (count: number): void => this.#computation.measure(samples(x, 0, count));
      size = forwardChunk(
        withMode(this.#mode, () => bytesPerSample(measure)),
        fewest,
      );
      this.#sizes.set(key, size);
    }
    return size;
  }

  #runAlone(run: Prediction): void {
    const started = performance.now();
    void this.#runner.run(run.next(1), run.take);
    this.#threads.spent(performance.now() - started);
  }

  /** Computes the next whole chunks with other threads, where there are some; after a failure in one of them there are none any more. */
  async #runRound(run: Prediction): Promise<void> {
    const threads = this.#threads;
    try {
      if (threads.areDue(run.left)) await threads.start(this.#parameters);
      if (!threads.ready) this.#runAlone(run);
      else await this.#runner.run(run.next(Math.min(ROUND, run.whole)), run.take);
      if (!this.#computation.repeats) await threads.end();
    } catch (error) {
      await threads.end();
      throw error;
    }
  }
}
