// The forward pass of one chunk of samples, without gradient and dropout. The first chunk of a shape runs the model's code; when a
// shape comes again and the model is repeatable, a plan of it is kept (tensor/plan.ts). Both give the same bits.
import { OptionError, StateError } from "../core/errors.ts";
import { takenBytes } from "../kernels/wasm/arena.ts";
import type { Module } from "../nn/index.ts";
import { sameNumbers } from "../nn/module/same-numbers.ts";
import { withEvaluation } from "../nn/module/with-evaluation.ts";
import { adopt, describeShape, noGrad, type Parameter, Plan, type Shape, Tensor } from "../tensor/index.ts";

/** A model whose output has a row for each sample of x. */
export type PredictiveModel = Module & { forward(x: Tensor): Tensor };

/** Samples of one chunk: their numbers and their shape [n, ...]. */
export interface Samples {
  readonly values: Float32Array;
  readonly shape: Shape;
}

/** A plan, and the version of the parameters whose packed weights it has. */
interface Kept {
  readonly plan: Plan;
  packed: number;
}

/** More shapes than these are not kept; the one that was not used for the longest time goes. */
const MOST_PLANS = 8;

/** Plans of forwards that were forgotten without dispose(). */
const forgotten = new FinalizationRegistry<Map<string, Kept>>(release);

function release(plans: Map<string, Kept>): void {
  for (const { plan } of plans.values()) plan.dispose();
  plans.clear();
}

export class ChunkForward {
  readonly #model: PredictiveModel;
  readonly #parameters: readonly Parameter[];
  readonly #plans = new Map<string, Kept>();
  readonly #seen = new Set<string>();
  /** The one that was used last. */
  #last: Kept | undefined;
  #repeatable: boolean;

  constructor(model: PredictiveModel) {
    this.#model = model;
    this.#parameters = model.parameters();
    this.#repeatable = model.repeatable;
    forgotten.register(this, this.#plans, this);
  }

  /** The outputs of a chunk, and their shape. The numbers may be a view that the next call writes again. */
  compute(samples: Samples): Samples {
    const key = samples.shape.join();
    if (!this.#seen.has(key)) {
      this.#seen.add(key);
      const found = this.#forward(samples);
      this.#check(samples, found);
      return found;
    }
    const plan = this.plan(samples);
    if (!plan) return this.#forward(samples);
    plan.run([samples.values]);
    return { values: plan.output(), shape: plan.outputShape };
  }

  /** The plan for samples of this shape, with packed weights as they are now; undefined for a model that has none. */
  plan(samples: Samples): Plan | undefined {
    const kept = this.#kept(samples);
    if (!kept) return undefined;
    const version = this.#version();
    if (kept.packed !== version) kept.plan.pack();
    kept.packed = version;
    return kept.plan;
  }

  /** Step memory of one more sample: what 8 of these samples take more than 4. */
  bytesPerSample({ values, shape }: Samples): number {
    const size = values.length / shape[0];
    const taken = (count: number): number => {
      const before = takenBytes();
      this.#forward({ values: values.subarray(0, count * size), shape: [count, ...shape.slice(1)] });
      return takenBytes() - before;
    };
    return (taken(8) - taken(4)) / 4;
  }

  /** Gives the plans' memory back. */
  dispose(): void {
    forgotten.unregister(this);
    release(this.#plans);
  }

  #kept(samples: Samples): Kept | undefined {
    if (!this.#repeatable) return undefined;
    const key = samples.shape.join();
    const found = this.#plans.get(key);
    if (found && found === this.#last) return found;
    const kept = found ?? this.#take(samples);
    if (!kept) return undefined;
    // A map is in the order of insertion: what was used last is put in last.
    this.#plans.delete(key);
    this.#last = kept;
    for (const [longest, { plan }] of this.#plans) {
      if (this.#plans.size < MOST_PLANS) break;
      plan.dispose();
      this.#plans.delete(longest);
    }
    this.#plans.set(key, kept);
    return kept;
  }

  #take(samples: Samples): Kept | undefined {
    const inputs = [adopt(samples.values, samples.shape)];
    try {
      const plan = withEvaluation(
        this.#model,
        () => new Plan({ inputs, seed: 0, body: ([x]) => this.#model.forward(x) }),
      );
      plan.pack();
      plan.run([samples.values]);
      this.#check(samples, { values: plan.output(), shape: plan.outputShape });
      return { plan, packed: this.#version() };
    } catch (error) {
      if (!(error instanceof StateError && error.code === "PLAN_READS_VALUES")) throw error;
      this.#repeatable = false;
      return undefined;
    }
  }

  #forward({ values, shape }: Samples): Samples {
    const x = adopt(values, shape);
    const y: unknown = withEvaluation(this.#model, () => noGrad(() => this.#model.forward(x)));
    if (!(y instanceof Tensor) || y.shape[0] !== shape[0]) {
      const got = y instanceof Tensor ? `gave ${describeShape(y.shape)}` : "gave no tensor";
      throw new OptionError(
        "PREDICTOR_OUTPUT",
        "Predictor",
        `forward() of x ${describeShape(shape)} ${got}; it must give a tensor with a row for each of the ${shape[0]} samples`,
      );
    }
    return { values: y.data ?? y.toArray(), shape: y.shape };
  }

  /** The first sample must come out as it does alone: else its forecast would depend on where the chunks are cut. */
  #check({ values, shape }: Samples, found: Samples): void {
    const alone = this.#forward({
      values: values.subarray(0, values.length / shape[0]),
      shape: [1, ...shape.slice(1)],
    });
    if (sameNumbers(alone.values, found.values.subarray(0, alone.values.length))) return;
    throw new OptionError(
      "PREDICTOR_SAMPLES",
      "Predictor",
      "a sample alone gives other numbers than the same sample among others, so samples cannot be computed in chunks",
      {
        remedies: [
          ["take ", { call: "noGrad(() => model.forward(x))" }],
          ["take a ", { call: "forward()" }, " that treats each sample by itself"],
        ],
      },
    );
  }

  /** Versions only grow, so their sum tells every change. Throws for a parameter that is gone. */
  #version(): number {
    let version = 0;
    for (const parameter of this.#parameters) {
      parameter.pointer();
      version += parameter.version;
    }
    return version;
  }
}
