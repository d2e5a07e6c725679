// What is computed of a chunk, and the two ways to do it. The tape runs the model's code; a plan repeats the kernel calls that the
// code made for an earlier chunk of the same shapes. Both give the same bits. To see that they do, the 1st, 4th, 16th, 64th, ...
// chunk that a plan computes is computed by the tape too: other numbers than the plan was captured with, and in time those of
// another epoch.

import { type RecurraError, StateError, TrainingError } from "../core/errors.ts";
import { withSeed } from "../core/random.ts";
import { noGrad, type Parameter, Plan, reshape, type Shape, scope, type Tensor, tensor } from "../tensor/index.ts";
import type { ChunkWork } from "../threads/index.ts";
import type { Chunk } from "./chunk.ts";
import { type CacheRoom, type KeptPlan, PlanCache } from "./plan-cache.ts";
import { ShapeKeys } from "./shape-keys.ts";

/** Runs from one comparison with the tape to the next grow by this factor. */
const CHECKS_APART = 4;

/** The tape can do what a plan cannot, and takes less memory, which it uses again for each chunk. */
const TAPE_INSTEAD: ReadonlySet<string | undefined> = new Set(["PLAN_READS_VALUES", "MEMORY_EXHAUSTED"]);

/** What is to be computed. */
interface Body<B> {
  /** The tensors of a batch that a plan reads anew in each run. */
  readonly inputs: (batch: B) => readonly Tensor[];
  /** The code; `inputs` stand for those of the batch, where they are given. */
  readonly code: (batch: B, inputs?: readonly Tensor[]) => Tensor;
  /** All that the code reads. */
  readonly parameters: readonly Parameter[];
  /** Those that get the gradient of the chunk's share of the result, which is a single number; undefined where none is computed. */
  readonly gradients: readonly Parameter[] | undefined;
  /** "required" throws where the tape would take over. */
  readonly plan: "plan" | "required" | "tape";
  readonly room: CacheRoom;
  /** Looks at what the code or a new plan made of shapes, the first time. In place of comparisons with the tape. */
  readonly inspect?: (batch: B, result: Result) => void;
}

/** A chunk as other threads compute it, and the shape of what comes back. */
export interface SharedWork extends ChunkWork {
  readonly shape: Shape;
}

/** Numbers and their shape. The numbers may be a view that the next run writes again. */
export interface Result {
  readonly values: Float32Array;
  readonly shape: Shape;
}

/** A computation of chunks. */
export class Computation<B> {
  readonly #body: Body<B>;
  readonly #cache: PlanCache;
  readonly #keys = new ShapeKeys();
  #mode: Body<B>["plan"];

  constructor(body: Body<B>) {
    this.#body = body;
    this.#mode = body.plan;
    this.#cache = new PlanCache(body.parameters, body.room);
  }

  /** Whether there may be plans. */
  get repeats(): boolean {
    return this.#mode !== "tape";
  }

  /**
   * The result of a chunk. With gradients, its parameters have those of the chunk alone, times its share.
   * Throws TrainingError PLAN_DIFFERS when a plan and the tape disagree.
   */
  compute(chunk: Chunk<B>): Result {
    const key = this.#keyOf(chunk.batch);
    let kept = this.#cache.find(key, chunk.seed ?? 0);
    if (kept === undefined) {
      const { inspect } = this.#body;
      if (this.#cache.isNew(key)) {
        const result = this.#runTape(chunk);
        inspect?.(chunk.batch, result);
        return result;
      }
      kept = this.#capture(key, chunk);
      // One that is compared with the tape is for the chunks after this one.
      if (kept === undefined || !inspect) return this.#runTape(chunk);
    }
    if (this.#body.inspect || kept.runs + 1 < kept.check) return this.#runPlan(kept, chunk);
    const expected = [this.#runTape(chunk).values.slice(), ...this.#gradients()];
    const result = this.#runPlan(kept, chunk);
    if (!equal([result.values, ...this.#gradients()], expected)) throw differs();
    kept.check *= CHECKS_APART;
    return result;
  }

  /** The plan that other threads may run for a chunk: one that has been compared with the tape, or was inspected. */
  planOf({ batch, seed }: Chunk<B>): Plan | undefined {
    return this.#shared(this.#cache.find(this.#keyOf(batch), seed ?? 0));
  }

  /** A chunk as work for other threads. Undefined where it has no plan; one that is inspected is made now. */
  workOf(chunk: Chunk<B>): SharedWork | undefined {
    const key = this.#keyOf(chunk.batch);
    const found = this.#cache.find(key, chunk.seed ?? 0) ?? (this.#body.inspect && this.#capture(key, chunk));
    const plan = this.#shared(found);
    if (plan === undefined) return undefined;
    const keys = plan.keyWords(chunk.seed ?? 0);
    return { plan: plan.data, inputs: this.#numbersOf(chunk), keys, shape: plan.outputShape };
  }

  /** Runs a batch on the tape, for what that takes. */
  measure(batch: B): void {
    this.#runTape({ batch, share: 1, seed: undefined });
  }

  dispose(): void {
    this.#cache.clear();
  }

  #shared(kept: KeptPlan | undefined): Plan | undefined {
    if (kept === undefined || kept.runs === 0) return undefined;
    const { gradients } = this.#body;
    // Lanes have room for all of them.
    return gradients && kept.plan.gradients.size < gradients.length ? undefined : kept.plan;
  }

  #keyOf(batch: B): string {
    return this.#keys.of(this.#body.inputs(batch));
  }

  /** A new plan; undefined where there can or should be none. */
  #capture(key: string, { batch, share, seed }: Chunk<B>): KeptPlan | undefined {
    if (!this.repeats || !this.#cache.hasRoomFor(key)) return undefined;
    const { inputs, code, gradients, inspect } = this.#body;
    try {
      const plan = new Plan({
        inputs: inputs(batch),
        seed: seed ?? 0,
        body: (given) => (gradients ? single(code(batch, given)) : code(batch, given)),
        ...(gradients && { gradient: { parameters: gradients, from: tensor([share], []) } }),
      });
      const kept = this.#cache.add(key, plan);
      if (inspect) inspect(batch, this.#runPlan(kept, { batch, share, seed }));
      return kept;
    } catch (error) {
      const code = error instanceof StateError ? error.code : undefined;
      if (this.#mode === "required" || !TAPE_INSTEAD.has(code)) throw error;
      this.dispose();
      this.#mode = "tape";
      return undefined;
    }
  }

  #runTape({ batch, share, seed }: Chunk<B>): Result {
    const { code, gradients } = this.#body;
    if (!gradients) {
      return seeded(seed, () =>
        noGrad(() => {
          const result = code(batch);
          return { values: numbersOf(result), shape: result.shape };
        }),
      );
    }
    for (const parameter of gradients) parameter.zeroGrad();
    return seeded(seed, () =>
      scope(() => {
        const result = single(code(batch));
        const values = result.toArray();
        result.backward({ gradient: tensor([share], []) });
        return { values, shape: [] };
      }),
    );
  }

  #runPlan(kept: KeptPlan, chunk: Chunk<B>): Result {
    const { plan } = kept;
    kept.runs++;
    this.#cache.pack(kept);
    for (const parameter of this.#body.gradients ?? []) parameter.zeroGrad();
    plan.run(this.#numbersOf(chunk), plan.keyWords(chunk.seed ?? 0));
    plan.openGradients();
    return { values: plan.output(), shape: plan.outputShape };
  }

  /** What a plan reads of a chunk. */
  #numbersOf({ batch, share }: Chunk<B>): ArrayLike<number>[] {
    const { inputs, gradients } = this.#body;
    const numbers: ArrayLike<number>[] = inputs(batch).map(numbersOf);
    return gradients ? [...numbers, [share]] : numbers;
  }

  #gradients(): (Float32Array | null)[] {
    return (this.#body.gradients ?? []).map((parameter) => parameter.grad);
  }
}

function seeded<T>(seed: number | undefined, run: () => T): T {
  return seed === undefined ? run() : withSeed(seed, run);
}

/** A loss as a tensor without dimensions. */
function single(loss: Tensor): Tensor {
  return loss.size === 1 && loss.shape.length > 0 ? reshape(loss, []) : loss;
}

/** A tensor's numbers, without a copy where it has them at hand. */
function numbersOf(tensor: Tensor): Float32Array {
  return tensor.data ?? tensor.toArray();
}

function equal(a: readonly (Float32Array | null)[], b: readonly (Float32Array | null)[]): boolean {
  return a.every((values, i) => {
    const other = b[i];
    if (values === null || other === null) return values === other;
    return values.length === other.length && values.every((number, k) => Object.is(number, other[k]));
  });
}

function differs(): RecurraError {
  return new TrainingError(
    "PLAN_DIFFERS",
    "training",
    "the model's forward() did something else for this batch than for the one before it, of the same shapes, so it cannot be repeated as a plan: it depends on values, on a count of calls, or on numbers from outside the batch",
    {
      remedies: [
        ["set ", { call: "repeatable" }, " to false"],
        ["train with ", { option: "plan", value: false }],
      ],
    },
  );
}
