// One chunk of a batch, and the two ways to compute it. The tape runs the model's code; a plan repeats the kernel calls that the
// code made for an earlier chunk of the same shapes. Both give the same bits. To see that they do, the 1st, 4th, 16th, 64th, ...
// chunk that a plan computes is computed by the tape too: other numbers than the plan was captured with, and in time those of
// another epoch.

import { type RecurraError, StateError, TrainingError } from "../core/errors.ts";
import { withSeed } from "../core/random.ts";
import { type Parameter, Plan, reshape, scope, type Tensor, tensor } from "../tensor/index.ts";
import type { Batch } from "./options.ts";

/** A part of a batch, its share of the batch's samples, and the seed of what it draws. */
export interface Chunk<B extends Batch> {
  readonly batch: B;
  readonly share: number;
  readonly seed: number;
}

/** More plans than this are not kept: then the shapes of batches, or the decisions of a model, vary too much. */
const MOST_PLANS = 32;
/** Nor more than this for one shape: a model whose draws choose among more paths would capture plans and seldom use them. */
const MOST_PATHS = 8;
/** Runs from one comparison with the tape to the next grow by this factor. */
const CHECKS_APART = 4;

/** The tape can do what a plan cannot, and takes less memory, which it uses again for each chunk. */
const TAPE_INSTEAD: ReadonlySet<string | undefined> = new Set(["PLAN_READS_VALUES", "MEMORY_EXHAUSTED"]);

/** A plan with what is known of it. */
interface Kept {
  readonly key: string;
  readonly plan: Plan;
  /** Chunks that it has computed here. */
  runs: number;
  /** With how many of them it is compared with the tape next. */
  check: number;
  /** The version of the parameters whose packed weights it has. */
  packed: number;
}

/** Computes the loss and the gradients of chunks. */
export class ChunkGradient<B extends Batch> {
  readonly #loss: (batch: B) => Tensor;
  readonly #parameters: readonly Parameter[];
  readonly #seen = new Set<string>();
  /** Shapes that took too many paths. */
  readonly #varied = new Set<string>();
  #plans: Kept[] = [];
  #mode: "plan" | "required" | "tape";

  /** `plan`: whether chunks may be computed by plans; "required" throws where the tape would take over. */
  constructor(loss: (batch: B) => Tensor, parameters: readonly Parameter[], plan: "plan" | "required" | "tape") {
    this.#loss = loss;
    this.#parameters = parameters;
    this.#mode = plan;
  }

  /** The plan that computes a chunk, once there is one that agreed with the tape. */
  planFor(chunk: Chunk<B>): Plan | undefined {
    const kept = this.#find(chunk);
    return kept && kept.runs > 0 ? kept.plan : undefined;
  }

  /**
   * The loss of a chunk. Its parameters' gradients, times the share, are those of the chunk alone.
   * Throws TrainingError PLAN_DIFFERS when a plan and the tape disagree.
   */
  compute(chunk: Chunk<B>): number {
    const kept = this.#find(chunk);
    if (kept === undefined) {
      if (this.#mode !== "tape") this.#capture(chunk);
      return this.#runTape(chunk);
    }
    if (kept.runs + 1 < kept.check) return this.#runPlan(kept, chunk);
    const expected = [this.#runTape(chunk), ...this.#gradients()];
    const loss = this.#runPlan(kept, chunk);
    if (!equal([loss, ...this.#gradients()], expected)) throw differs();
    kept.check *= CHECKS_APART;
    return loss;
  }

  /** Runs a batch forward and backward, for what that takes. */
  measure(batch: B): void {
    this.#runTape({ batch, share: 1, seed: 0 });
  }

  dispose(): void {
    for (const { plan } of this.#plans) plan.dispose();
    this.#plans = [];
  }

  #find({ batch, seed }: Chunk<B>): Kept | undefined {
    if (this.#plans.length === 0) return undefined;
    const key = keyOf(batch);
    return this.#plans.find((kept) => kept.key === key && kept.plan.agrees(seed));
  }

  /** Captures a plan when the shapes of a chunk come for the second time; it is for the chunks after this one. */
  #capture({ batch, share, seed }: Chunk<B>): void {
    const key = keyOf(batch);
    if (!this.#seen.has(key)) {
      this.#seen.add(key);
      return;
    }
    if (this.#plans.length >= MOST_PLANS || this.#varied.has(key)) return;
    const paths = this.#plans.filter((kept) => kept.key === key);
    if (paths.length === MOST_PATHS) {
      for (const { plan } of paths) plan.dispose();
      this.#plans = this.#plans.filter((kept) => kept.key !== key);
      this.#varied.add(key);
      return;
    }
    try {
      const plan = new Plan({
        inputs: [batch.x, batch.y],
        seed,
        body: ([x, y]) => single(this.#loss({ ...batch, x, y })),
        gradient: { parameters: this.#parameters, from: tensor([share], []) },
      });
      this.#plans.push({ key, plan, runs: 0, check: 1, packed: -1 });
    } catch (error) {
      const code = error instanceof StateError ? error.code : undefined;
      if (this.#mode === "required" || !TAPE_INSTEAD.has(code)) throw error;
      this.dispose();
      this.#mode = "tape";
    }
  }

  #runTape({ batch, share, seed }: Chunk<B>): number {
    for (const parameter of this.#parameters) parameter.zeroGrad();
    return withSeed(seed, () =>
      scope(() => {
        const loss = single(this.#loss(batch));
        const value = loss.item();
        loss.backward({ gradient: tensor([share], []) });
        return value;
      }),
    );
  }

  #runPlan(kept: Kept, { batch, share, seed }: Chunk<B>): number {
    const { plan } = kept;
    kept.runs++;
    const version = this.#sumVersions();
    if (kept.packed !== version) plan.pack();
    kept.packed = version;
    for (const parameter of this.#parameters) parameter.zeroGrad();
    plan.run([numbersOf(batch.x), numbersOf(batch.y), [share]], plan.keyWords(seed));
    plan.openGradients();
    return plan.output()[0];
  }

  #gradients(): (Float32Array | null)[] {
    return this.#parameters.map((parameter) => parameter.grad);
  }

  #sumVersions(): number {
    let sum = 0;
    for (const parameter of this.#parameters) sum += parameter.version;
    return sum;
  }
}

/** A loss as a tensor without dimensions. */
function single(loss: Tensor): Tensor {
  return loss.size === 1 && loss.shape.length > 0 ? reshape(loss, []) : loss;
}

/** What tells chunks of different shapes apart. */
function keyOf({ x, y }: Batch): string {
  return `${x.shape.join()};${y.shape.join()}`;
}

/** A tensor's numbers, without a copy where it has them at hand. */
export function numbersOf(tensor: Tensor): Float32Array {
  return tensor.data ?? tensor.toArray();
}

function equal(a: readonly (number | Float32Array | null)[], b: readonly (number | Float32Array | null)[]): boolean {
  return a.every((value, i) => {
    const other = b[i];
    if (!(value instanceof Float32Array) || !(other instanceof Float32Array)) return Object.is(value, other);
    return value.every((number, k) => Object.is(number, other[k]));
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
