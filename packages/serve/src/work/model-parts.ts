// What the service has to know of a model beyond its forward pass: the mode of its arithmetic, the width of its input, and whether
// it runs step by step.

import { type Mode, type Model, RecurraError, Stepper } from "recurra";
import { type Architecture, cellFacts } from "recurra/nn";
import { cellNames } from "recurra/words";
import { sayToClient } from "./request-errors.ts";

/** The types of networks that a stepper runs. */
const STEPPED: readonly string[] = [...cellNames.map((name) => cellFacts(name).type), "Sequential"];

/** The kernels that the model was trained with. */
export function modeOf({ forecaster, facts }: Model): Mode {
  return forecaster?.settings.mode ?? facts.mode ?? "strict";
}

/** Numbers of each time step; undefined where no layer says it. */
export function inputSizeOf(architecture: Architecture): number | undefined {
  if ("inputSize" in architecture) return architecture.inputSize;
  if (architecture.type === "Linear") return architecture.inFeatures;
  if (architecture.type !== "Sequential") return undefined;
  for (const layer of Object.values(architecture.layers)) {
    const size = inputSizeOf(layer);
    if (size !== undefined) return size;
  }
  return undefined;
}

/** A stepper of the model's network, or why there is none. */
export function stepperOf(model: Model): Stepper | string {
  if (!STEPPED.includes(model.architecture.type)) {
    return `A network of type ${model.architecture.type} does not run step by step.`;
  }
  try {
    return new Stepper(model.network, { mode: modeOf(model) });
  } catch (error) {
    if (error instanceof RecurraError) return sayToClient(error);
    throw error;
  }
}
