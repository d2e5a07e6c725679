// Inference on many samples. They are cut into chunks whose intermediate results stay in cache; each chunk goes through the model
// without a tape (chunk-forward.ts), on this thread or, when threads are asked for, on whichever is free (threads/worker-pool.ts). A sample's
// numbers do not depend on its chunk, so the cut and the threads leave no trace in the result.
import { COPY } from "../core/copy.ts";
import { OptionError, StateError } from "../core/errors.ts";
import { COUNT, checkOptions, type OptionRules, requireOption, SIGNAL } from "../core/option-rules.ts";
import { MODE, type Mode, withMode } from "../kernels/wasm/engine.ts";
import { adopt, describeShape, type Plan, requireTensor, type Shape, type Tensor } from "../tensor/index.ts";
import { processors, threadsRefused, WorkerPool } from "../threads/index.ts";
import { ChunkForward, type PredictiveModel, type Samples } from "./chunk-forward.ts";
import { MODEL, THREADS } from "./options.ts";
import { Turns } from "./turn.ts";

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

/** Step memory of a chunk should stay in a second-level cache; with fewer samples the weights are read too often. */
const CHUNK_BYTES = 1 << 20;
const FEWEST = 16;
/** In mode "native" a BLAS reads them once more for each chunk. */
const FEWEST_NATIVE = 64;
/** Chunks of one round of threads: enough to share out evenly, few enough to bound the memory. */
const ROUND = 16;
/** With "auto", threads begin once one thread has worked for so long and so many chunks are left; ms. */
const AUTO_AFTER = 100;
const AUTO_LEFT = 8;
const MOST_THREADS = 16;

/** Threads of predictors that were forgotten without dispose(). */
const forgotten = new FinalizationRegistry<WorkerPool>((pool) => void pool.end());

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
  readonly #model: PredictiveModel;
  readonly #mode: Mode;
  readonly #chunk: number | undefined;
  readonly #asked: number | "auto";
  readonly #forward: ChunkForward;
  /** Chunk sizes found so far, by the shape of a sample. */
  readonly #sizes = new Map<string, number>();
  /** For all calls together: many short ones, each awaited, would keep other code waiting too. */
  readonly #turns = new Turns();
  #wanted: number;
  #pool: WorkerPool | undefined;
  #timeAlone = 0;
  #last: Promise<unknown> = Promise.resolve();
  #disposed = false;

  constructor(model: PredictiveModel, options: PredictorOptions = {}) {
    checkOptions("Predictor", options, RULES);
    requireOption("Predictor", "model", MODEL, model);
    const { threads = 1, mode = "strict", chunk } = options;
    withMode(mode, () => {});
    this.#model = model;
    this.#mode = mode;
    this.#chunk = chunk;
    this.#asked = threads;
    const several = model.repeatable && threadsRefused() === undefined;
    this.#wanted = !several ? 1 : threads === "auto" ? Math.min(processors(), MOST_THREADS) : threads;
    this.#forward = new ChunkForward(model);
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** Threads that have worked on samples so far. */
  get threads(): number {
    return 1 + (this.#pool?.used ?? 0);
  }

  /** The outputs [N, ...] of x [N, ...] as a leaf, computed on the calling thread without a pause. */
  predictSync(x: Tensor): Tensor {
    const run = this.#start(x);
    while (!run.done) this.#runNext(run);
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
    this.#forward.dispose();
    await this.#endThreads();
  }

  async #run(x: Tensor, signal: AbortSignal | undefined): Promise<Tensor> {
    signal?.throwIfAborted();
    const run = this.#start(x);
    while (!run.done) {
      if (!(await this.#runOnThreads(run))) this.#runNext(run);
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
    const samples = { values: x.data ?? x.toArray(), shape: x.shape };
    return new Prediction(samples, this.#chunk ?? this.#sizeFor(samples));
  }

  #sizeFor(samples: Samples): number {
    const [total, ...rest] = samples.shape;
    const fewest = this.#mode === "native" ? FEWEST_NATIVE : FEWEST;
    if (total <= fewest) return total;
    const key = rest.join();
    let size = this.#sizes.get(key);
    if (size === undefined) {
      const bytes = withMode(this.#mode, () => this.#forward.bytesPerSample(samples));
      // In rows of four, which is the height of the kernels' tiles.
      size = Math.max(fewest, Math.floor(CHUNK_BYTES / Math.max(1, bytes) / 4) * 4);
      this.#sizes.set(key, size);
    }
    return size;
  }

  #runNext(run: Prediction): void {
    const started = performance.now();
    withMode(this.#mode, () => run.take(this.#forward.compute(run.chunk(run.at))));
    this.#timeAlone += performance.now() - started;
  }

  /** Computes chunks on several threads, where there are some; after a failure in one of them there are none any more. */
  async #runOnThreads(run: Prediction): Promise<boolean> {
    try {
      await this.#startPool(run);
      return (
        this.#pool !== undefined && this.#pool.ready > 0 && run.whole > 1 && (await this.#runRound(run, this.#pool))
      );
    } catch (error) {
      await this.#endThreads();
      throw error;
    }
  }

  /** Starts the threads when it is time. Those that were asked for are waited for; others join when they are ready. */
  async #startPool(run: Prediction): Promise<void> {
    if (this.#pool || this.#wanted < 2 || run.whole < 2) return;
    if (this.#asked === "auto" && (this.#timeAlone < AUTO_AFTER || run.left < AUTO_LEFT)) return;
    const places = this.#model.parameters().map((p) => ({ address: p.pointer(), size: p.size }));
    const required = this.#asked !== "auto";
    this.#pool = withMode(this.#mode, () => new WorkerPool(this.#wanted - 1, places, [], required));
    forgotten.register(this, this.#pool, this);
    if (required) await this.#pool.whenStarted();
  }

  async #endThreads(): Promise<void> {
    const pool = this.#pool;
    forgotten.unregister(this);
    this.#pool = undefined;
    this.#wanted = 1;
    await pool?.end();
  }

  /** Computes the next whole chunks together with the other threads; false when the model has no plan. */
  async #runRound(run: Prediction, pool: WorkerPool): Promise<boolean> {
    const count = Math.min(ROUND, run.whole);
    const samples = Array.from({ length: count }, (_, i) => run.chunk(run.at + i));
    const plans: Plan[] = [];
    for (const chunk of samples) {
      const plan = withMode(this.#mode, () => this.#forward.plan(chunk));
      if (plan === undefined) {
        await this.#endThreads();
        return false;
      }
      plans.push(plan);
    }
    const results: Samples[] = [];
    await pool.run({
      chunks: plans.map((plan, i) => ({ plan: plan.data, inputs: [samples[i].values], keys: noKeys })),
      ranges: Array.from({ length: count + 1 }, (_, i) => i),
      compute: (lane) => {
        const { values, shape } = withMode(this.#mode, () => this.#forward.compute(samples[lane]));
        results[lane] = { values: values.slice(), shape };
      },
      deliver: (lane, [values]) => {
        results[lane] = { values, shape: plans[lane].outputShape };
      },
    });
    for (const result of results) run.take(result);
    return true;
  }
}

const noKeys = new Uint32Array(0);

/** One call: its samples, cut into chunks, and what has been computed so far. */
class Prediction {
  /** The next chunk. */
  at = 0;
  readonly #samples: Samples;
  readonly #size: number;
  readonly #chunks: number;
  #outputs: Float32Array | undefined;
  #shape: Shape = [];
  #filled = 0;

  constructor(samples: Samples, size: number) {
    this.#samples = samples;
    this.#size = size;
    this.#chunks = Math.ceil(samples.shape[0] / size);
  }

  /** Chunks that are not computed yet. */
  get left(): number {
    return this.#chunks - this.at;
  }

  /** Those of them that are not the rest at the end, whose size may be another for every call: no plan is made for it. */
  get whole(): number {
    return this.left - (this.#samples.shape[0] % this.#size === 0 ? 0 : 1);
  }

  get done(): boolean {
    return this.left === 0;
  }

  chunk(index: number): Samples {
    const { values, shape } = this.#samples;
    const [total, ...rest] = shape;
    const each = values.length / total;
    const from = index * this.#size;
    const to = Math.min(from + this.#size, total);
    return { values: values.subarray(from * each, to * each), shape: [to - from, ...rest] };
  }

  /** Takes the outputs of the next chunk. */
  take({ values, shape }: Samples): void {
    const total = this.#samples.shape[0];
    this.#outputs ??= new Float32Array((values.length / shape[0]) * total);
    this.#shape = [total, ...shape.slice(1)];
    this.#outputs.set(values, this.#filled);
    this.#filled += values.length;
    this.at++;
  }

  result(): Tensor {
    return adopt(this.#outputs!, this.#shape);
  }
}
