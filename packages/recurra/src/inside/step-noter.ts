// Who is told of every step of every optimizer, right before it. Nobody is while a network trains, and asking is then one comparison.
import type { Parameter } from "../tensor/index.ts";

/** A step of an optimizer, for one parameter. */
export interface NotedStep {
  /** "Adam"; and the optimizer itself, whose fields are its settings. */
  readonly optimizer: string;
  readonly of: object;
  /** Which one of the optimizer's it is, from 1. */
  readonly number: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** What every gradient is multiplied by first. */
  readonly gradientScale: number;
  /** What the optimizer remembers of the parameter: numbers, and memory of its size. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly buffers: Readonly<Record<string, { readonly pointer: number }>>;
}

type StepNoter = (parameter: Parameter, step: NotedStep) => void;

/** undefined where nobody looks. */
export let stepNoter: StepNoter | undefined;

export function noteSteps(next: StepNoter | undefined): void {
  stepNoter = next;
}
