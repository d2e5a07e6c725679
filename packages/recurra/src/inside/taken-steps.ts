// What the last step of an optimizer did to each parameter, kept while somebody looks. Nobody does while a network trains, and asking is then one comparison.
import { flag, requireOption } from "../core/option-rules.ts";
import { f32 } from "../kernels/wasm/engine.ts";
import type { Parameter } from "../tensor/index.ts";
import type { OpenedUpdate } from "./cells/opened.ts";
import { type NotedStep, noteSteps } from "./step-noter.ts";

/** A step of an optimizer for one parameter, with what there was before it. */
interface TakenStep extends Omit<NotedStep, "of" | "buffers"> {
  readonly settings: OpenedUpdate["settings"];
  readonly before: Float32Array;
  readonly gradient: Float32Array;
  readonly state: Readonly<Record<string, Float32Array>>;
  /** Of the parameter's values behind it: another one, and something else has changed them since. */
  readonly version: number;
}

let steps: WeakMap<Parameter, TakenStep> | undefined;

/**
 * From here on each step of any optimizer leaves what it did with the parameters' networks, for `openNetwork` and `openFit` to give it as a layer's
 * `update`; or, off, no more. Copies of weights, gradients and the optimizer's state are made then, and nothing that is learned changes.
 * Throws OptionError OPTION_VALUE.
 */
export function keepUpdates(isKept: boolean): void {
  requireOption("keepUpdates", "isKept", flag, isKept);
  steps = isKept ? (steps ?? new WeakMap()) : undefined;
  noteSteps(isKept ? noteStep : undefined);
}

/** Notes a step of a parameter that has a gradient, right before it. */
function noteStep(parameter: Parameter, { of, buffers, ...step }: NotedStep): void {
  const last = steps?.get(parameter);
  // Into the arrays of the step before: a training that is looked at makes none in each step.
  const copy = (pointer: number, into: Float32Array = new Float32Array(parameter.size)): Float32Array => {
    into.set(f32().subarray(pointer >>> 2, (pointer >>> 2) + parameter.size));
    return into;
  };
  steps?.set(parameter, {
    ...step,
    settings: Object.fromEntries(Object.entries(of)),
    numbers: { ...step.numbers },
    before: copy(parameter.pointer(), last?.before),
    gradient: copy(parameter.readGrad(), last?.gradient),
    state: Object.fromEntries(
      Object.entries(buffers).map(([name, { pointer }]) => [name, copy(pointer, last?.state[name])]),
    ),
    version: parameter.version + 1,
  });
}

/** The last step, where the parameter's values are still those that it left. */
export function takenStep(parameter: Parameter | undefined): TakenStep | undefined {
  const step = parameter && steps?.get(parameter);
  return step?.version === parameter?.version ? step : undefined;
}
