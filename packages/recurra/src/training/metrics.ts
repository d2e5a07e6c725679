// Metrics of the caller's own, measured after each epoch with the weights that it ends with: means over the samples of the validation rows or of
// the training rows, and numbers of the model itself. They are told and kept; nothing that reaches the weights goes by them.

import { OptionError, TrainingError } from "../core/errors.ts";
import { made, type OptionRule, shownValue } from "../core/option-rules.ts";
import { Generator, withSeed } from "../core/random.ts";
import { type Mode, withMode } from "../kernels/wasm/engine.ts";
import type { Module } from "../nn/module/module.ts";
import { noGrad, requireTensor, Tensor } from "../tensor/index.ts";
import { listed } from "../words/listed.ts";
import type { Batch } from "./batch.ts";
import { type BatchPosition, namePosition } from "./finite.ts";
import { Mean } from "./progress.ts";

/** A number, or a tensor of one. */
type One = number | Tensor;

/**
 * What a metric gives for a batch: the mean over its samples; or a mean over something else, such as what a mask leaves, with how many
 * these were. An epoch's number is the mean of all batches' by these weights.
 */
export type MetricValue = One | { readonly value: One; readonly weight: One };

/** A metric of the outputs for a batch [B, ...] and its targets. */
export type RowMetric<B extends Batch = Batch> = (output: Tensor, target: Tensor, batch: B) => MetricValue;

/** A metric of the model as it is after an epoch. */
export type ModelMetric = (model: Module, epoch: number) => One | Promise<One>;

/** A metric, over the validation rows where there are any and over the training rows otherwise; or over what it says. */
export type Metric<B extends Batch = Batch> =
  | RowMetric<B>
  | { readonly over: "validation" | "training"; readonly value: RowMetric<B> }
  | { readonly over: "model"; readonly value: ModelMetric };

/** What `train()` is told that metrics go by. */
interface Measured<B extends Batch> {
  readonly model: Module & { forward?: (x: Tensor) => Tensor };
  readonly metrics?: Readonly<Record<string, Metric<B>>>;
  readonly validation?: () => Iterable<B>;
  readonly output?: (batch: B) => Tensor;
  readonly mode?: Mode;
  readonly seed?: number;
}

/** What a metric is over. */
type Over = "validation" | "training" | "model";

const NAME = /^[A-Za-z][A-Za-z0-9 _.%-]{0,39}$/;

/** Metrics by their names. */
export const METRICS: OptionRule<Readonly<Record<string, Metric>>> = /* @__PURE__ */ made(
  'an object of metrics by name, each a function or { over: "validation", "training" or "model", value: a function }',
  (value): value is Readonly<Record<string, Metric>> =>
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isMetric),
);

function isMetric(value: unknown): boolean {
  if (typeof value === "function") return true;
  const { over, value: run } = (value ?? {}) as { readonly over?: unknown; readonly value?: unknown };
  return ["validation", "training", "model"].includes(over as string) && typeof run === "function";
}

/** Throws OptionError for a name that none can have, and for metrics whose rows or outputs there are not. */
export function checkMetrics<B extends Batch>(options: Measured<B>): void {
  const { metrics = {}, validation, model, output } = options;
  for (const [name, metric] of Object.entries(metrics)) {
    const over = overOf(metric, options);
    const problem = !NAME.test(name)
      ? "its name must begin with a letter and have at most 40 letters, digits, spaces, or signs of _ . % -"
      : over === "validation" && !validation
        ? "it is over the validation rows, and there are none"
        : over !== "model" && !output && typeof model.forward !== "function"
          ? "it needs outputs, and the model has no forward(x)"
          : undefined;
    if (problem === undefined) continue;
    throw new OptionError("OPTION_CONFLICT", "train", [{ option: "metrics" }, ` has ${shownValue(name)}: ${problem}`], {
      found: name,
      remedies: problem.includes("outputs")
        ? [["give ", { option: "output", like: "(batch) => tensor" }]]
        : over === "validation" && !validation
          ? [["give ", { option: "validation", like: "() => batches" }], "take the training rows"]
          : ["give it another name"],
    });
  }
}

function overOf<B extends Batch>(metric: Metric<B>, { validation }: Measured<B>): Over {
  return typeof metric === "function" ? (validation ? "validation" : "training") : metric.over;
}

/** Metrics of a fit that may have no validation rows: without them, those that are over these alone are left out. */
export function metricsWhere(
  validates: boolean,
  metrics: Readonly<Record<string, Metric>> | undefined,
): { readonly metrics?: Readonly<Record<string, Metric>> } {
  if (!metrics) return {};
  const over = Object.entries(metrics).filter(
    ([, one]) => validates || typeof one === "function" || one.over !== "validation",
  );
  return { metrics: Object.fromEntries(over) };
}

/** Names of an epoch's metrics, as they are compared; "" where there are none. */
export function metricNames(metrics: object | undefined): string {
  return listed(Object.keys(metrics ?? {}).sort());
}

export class Metrics<B extends Batch> {
  readonly #options: Measured<B>;
  readonly #all: readonly { readonly name: string; readonly over: Over; readonly value: unknown }[];
  readonly #seeds: Generator;
  #means = new Map<string, Mean>();

  constructor(options: Measured<B>) {
    this.#options = options;
    this.#all = Object.entries(options.metrics ?? {}).map(([name, metric]) => ({
      ...{ name, over: overOf(metric, options) },
      value: typeof metric === "function" ? metric : metric.value,
    }));
    this.#seeds = new Generator(options.seed ?? 0);
  }

  /** Begins an epoch; the rows that it is to be shown. */
  begin(): ("validation" | "training")[] {
    this.#means = new Map(this.#all.map(({ name }) => [name, new Mean()]));
    return (["validation", "training"] as const).filter((rows) => this.#all.some(({ over }) => over === rows));
  }

  /** Adds a batch of these rows. What it draws is the same in every epoch. */
  add(rows: "validation" | "training", batch: B, position: BatchPosition): void {
    const { model, output = ({ x }: B) => model.forward!(x), mode = "strict" } = this.#options;
    const seed = this.#seeds.stream(`metrics of ${rows}`, position.batch).uint32(0);
    withMode(mode, () =>
      withSeed(seed, () =>
        noGrad(() => {
          const found = output(batch);
          requireTensor("train", "what output gives", found);
          for (const { name, over, value } of this.#all) {
            if (over !== rows) continue;
            const given = (value as RowMetric<B>)(found, batch.y, batch);
            const weighed = isWeighed(given) ? given : { value: given, weight: batch.x.shape[0] };
            const where = `${rows === "validation" ? "" : "training "}${namePosition(position)}`;
            const weight = weightOf(name, weighed.weight, where);
            // A batch of which nothing counts may have no value.
            if (weight !== 0) this.#means.get(name)!.add(oneOf(name, weighed.value, where), weight);
          }
        }),
      ),
    );
  }

  /** The numbers of the epoch, those of the model included. */
  async end(epoch: number): Promise<Readonly<Record<string, number>>> {
    const found: [string, number][] = [];
    for (const { name, over, value } of this.#all) {
      if (over !== "model") found.push([name, this.#means.get(name)!.value]);
      else found.push([name, await this.#ofModel(name, value as ModelMetric, epoch)]);
    }
    return Object.freeze(Object.fromEntries(found));
  }

  /** What is made before it waits for anything is freed; beyond that, it frees by itself what it makes. */
  #ofModel(name: string, value: ModelMetric, epoch: number): number | Promise<number> {
    const { model, mode = "strict" } = this.#options;
    const checked = (given: unknown): number => oneOf(name, given, `epoch ${epoch}`);
    const [found] = withMode(mode, () =>
      noGrad(() => {
        const given = value(model, epoch);
        return [given instanceof Promise ? given : checked(given)];
      }),
    );
    return found instanceof Promise ? found.then(checked) : found;
  }
}

function isWeighed(value: MetricValue): value is { readonly value: One; readonly weight: One } {
  return typeof value === "object" && value !== null && !(value instanceof Tensor) && "weight" in value;
}

/** How many a metric is of. Throws TrainingError METRIC_VALUE for what no mean can be weighed by. */
function weightOf(name: string, given: unknown, where: string): number {
  const weight = oneOf(name, given, where);
  if (weight >= 0 && weight < Infinity) return weight;
  throw new TrainingError(
    "METRIC_VALUE",
    "training",
    `the metric ${shownValue(name)} gave the weight ${weight} in ${where}`,
    {
      found: name,
      remedies: ["give how many its value is of, 0 for none"],
    },
  );
}

/** A metric's number; NaN is one. Throws TrainingError METRIC_VALUE for anything else. */
function oneOf(name: string, given: unknown, where: string): number {
  if (typeof given === "number") return given;
  if (given instanceof Tensor && given.size === 1) return given.item();
  const found = given instanceof Tensor ? `a tensor of ${given.size} numbers` : shownValue(given);
  throw new TrainingError("METRIC_VALUE", "training", `the metric ${shownValue(name)} gave ${found} in ${where}`, {
    found: name,
    remedies: ["give a number, a tensor of one number, or { value, weight } of these"],
  });
}
