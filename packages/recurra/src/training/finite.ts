// Where a number that is not finite came from: asked only once a loss or a gradient norm has gone wrong.

import { TrainingError } from "../core/errors.ts";
import type { Phrase } from "../core/phrase.ts";
import type { Module } from "../nn/module/module.ts";
import { describeShape, type Tensor } from "../tensor/index.ts";

/** The place in training at which something went wrong, both counted from 1; epoch 0 are the untrained weights. */
export interface BatchPosition {
  readonly epoch: number;
  readonly batch: number;
  /** The last batch, where several share a step. */
  readonly to?: number;
  readonly validation?: boolean;
}

export function namePosition({ epoch, batch, to = batch, validation }: BatchPosition): string {
  const batches = to === batch ? `batch ${batch}` : `batches ${batch} to ${to}`;
  return `${epoch === 0 ? "front of the first epoch" : `epoch ${epoch}`}, ${validation ? "validation " : ""}${batches}`;
}

/** What holds such a number, and what would cure it. */
type Finding = readonly [what: string, found: unknown, remedies: readonly Phrase[]];

const REMEDIES: readonly Phrase[] = [
  ["lower the learning rate (", { option: "learningRate" }, ")"],
  ["clip the gradients with ", { option: "clipNorm", value: 1 }],
  "scale the data",
];

/** "[3, 0, 1]": the coordinates of a flat index in a row-major tensor. */
function coordinates(index: number, shape: readonly number[]): string {
  const at: number[] = [];
  let rest = index;
  for (let d = shape.length - 1; d >= 0; d--) {
    at.unshift(rest % shape[d]);
    rest = Math.floor(rest / shape[d]);
  }
  return `${describeShape(at)}`;
}

/** The first such number of a tensor's: `what` holds it, and where; undefined when all are finite. */
function find(
  what: string,
  { shape }: Tensor,
  values: Float32Array | null,
  remedies: readonly Phrase[],
): Finding | undefined {
  const at = values?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  if (values === null || at < 0) return undefined;
  return [`${what} ${values[at]} at ${coordinates(at, shape)}`, values[at], remedies];
}

function inBatch(what: string, tensor: Tensor): Finding | undefined {
  return find(`the batch's ${what} holds`, tensor, tensor.toArray(), ["repair or drop that row"]);
}

function inParameters(model: Module, verb: string, part: "value" | "grad"): Finding | undefined {
  for (const [name, parameter] of model.namedParameters()) {
    const found = find(`parameter "${name}" ${verb}`, parameter, parameter[part], REMEDIES);
    if (found) return found;
  }
  return undefined;
}

/** The error for a loss that is NaN or infinite: names the input, target or parameter that holds such a number. */
export function lossError(
  loss: number,
  position: BatchPosition,
  model: Module,
  batches: readonly { readonly x: Tensor; readonly y: Tensor }[],
): TrainingError {
  const findings = batches.map(({ x, y }) => inBatch("input x", x) ?? inBatch("target y", y));
  const at = findings.findIndex((one) => one !== undefined);
  const place = at < 0 ? position : { ...position, batch: position.batch + at, to: undefined };
  const [what, found, remedies] = findings[at] ??
    inParameters(model, "holds", "value") ?? ["the parameters, inputs and targets are finite", loss, REMEDIES];
  return new TrainingError("LOSS_NOT_FINITE", "training", `the loss is ${loss} in ${namePosition(place)}: ${what}`, {
    found,
    remedies,
  });
}

/** The error for gradients that hold NaN or infinity, or whose norm overflows: names the first such parameter. */
export function gradientError(norm: number, position: BatchPosition, model: Module): TrainingError {
  const [cause] = inParameters(model, "has the gradient", "grad") ?? [
    "its norm overflows although every gradient is finite",
  ];
  return new TrainingError(
    "GRADIENT_NOT_FINITE",
    "training",
    `the gradient is not finite (norm ${norm}) in ${namePosition(position)}: ${cause}`,
    { found: norm, remedies: REMEDIES },
  );
}
