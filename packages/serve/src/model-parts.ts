// What the service has to know of a model beyond its forward pass: the mode of its arithmetic, and whether it runs step by step.

import { type Mode, type Model, RecurraError, type Stepper, type StepperOptions } from "recurra";

interface CanStep {
  stepper(options?: StepperOptions): Stepper;
}

/** The kernels that the model was trained with. */
export function modeOf(model: Model): Mode {
  const { mode } = model.forecaster?.settings ?? (model as { facts?: { mode?: Mode } }).facts ?? {};
  return mode ?? "strict";
}

/** A stepper of the model's network, or why there is none. */
export function stepperOf(model: Model): Stepper | string {
  const network = model.network as Partial<CanStep>;
  if (typeof network.stepper !== "function") return "The network is not made of layers that run step by step.";
  try {
    return network.stepper({ mode: modeOf(model) });
  } catch (error) {
    if (error instanceof RecurraError) return error.message;
    throw error;
  }
}
