// The last step of the optimizer, as plain data of its own: what it was noted in is written over by the next one.
import type { Parameter } from "../tensor/index.ts";
import type { OpenedLayer, OpenedMove, OpenedUpdate } from "./cells/opened.ts";
import { takenStep } from "./taken-steps.ts";

/** undefined where no step is known that made these weights. */
export function openUpdate(
  parameters: Readonly<Record<keyof OpenedLayer["weights"], Parameter | undefined>>,
): OpenedUpdate | undefined {
  const taken = Object.entries(parameters).flatMap(([name, parameter]) => {
    const step = takenStep(parameter);
    return step ? [[name, step] as const] : [];
  });
  if (taken.length === 0) return undefined;
  const [[, { optimizer, number, settings, gradientScale }]] = taken;
  const moves = taken.map(([name, { before, gradient, state, numbers, learningRate, weightDecay }]) => {
    const copies = Object.fromEntries(Object.entries(state).map(([key, values]) => [key, values.slice()]));
    const move: OpenedMove = {
      before: before.slice(),
      gradient: gradient.slice(),
      state: copies,
      numbers,
      learningRate,
      weightDecay,
    };
    return [name, move];
  });
  return { optimizer, step: number, settings, gradientScale, moves: Object.fromEntries(moves) };
}
