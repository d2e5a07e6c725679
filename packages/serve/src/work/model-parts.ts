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

/** What a network reads at each time step: so many numbers, "index", the number of a row, or whatever it takes, where no layer says it. */
type StepForm = number | "index" | undefined;

export function stepFormOf(architecture: Architecture): StepForm {
  if ("inputSize" in architecture) return architecture.inputSize;
  if (architecture.type === "Linear") return architecture.inFeatures;
  if (architecture.type === "Embedding") return "index";
  if (architecture.type !== "Sequential") return undefined;
  for (const layer of Object.values(architecture.layers)) {
    const form = stepFormOf(layer);
    // Behind a module of a program's own a layer says nothing of what that reads.
    if (form !== undefined || layer.type.includes("/")) return form;
  }
  return undefined;
}

/** Numbers of each time step; undefined where there are none, or no layer says it. */
export function inputSizeOf(architecture: Architecture): number | undefined {
  const form = stepFormOf(architecture);
  return form === "index" ? undefined : form;
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
