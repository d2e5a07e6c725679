// What a step of the optimizer did to the weights of a unit, as plain data.
import type { ExplainedLine } from "../cells/explanation.ts";

/** A weight before and after a step. */
export interface UpdatedWeight {
  /** "value read", "unit 3 before this step", "bias". */
  readonly name: string;
  readonly before: number;
  /** Of the loss of the batch. */
  readonly gradient: number;
  /** after - before: added to `before`, it gives `after` to the bit of float32. */
  readonly change: number;
  readonly after: number;
}

/** Weights of one sum of the unit, as its equation lists them. */
export interface UpdatedRows {
  /** In TeX: "W_{if}". */
  readonly tex: string;
  /** Those with the largest products at this step, first the largest; then the bias. */
  readonly weights: readonly UpdatedWeight[];
  /** How many are left out. */
  readonly left: number;
}

/** All units' weights of one gate in one matrix, or in the biases. */
export interface UpdatedBlock {
  /** The gate's letter and name. */
  readonly symbol: string;
  readonly name: string;
  /** In TeX: "W_{if}", "W_{hf}", "b_f". */
  readonly tex: string;
  /** How many numbers. */
  readonly count: number;
  /** Means over them, without signs. */
  readonly gradient: number;
  readonly change: number;
}

export interface ExplainedUpdate {
  /** "Adam". */
  readonly optimizer: string;
  /** Which one of its steps it was, from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** What all gradients were multiplied by first. */
  readonly gradientScale: number;
  /** Its rule in TeX, and what it does, in a sentence; absent of an optimizer of a program's own. */
  readonly tex?: string;
  readonly says?: string;
  readonly blocks: readonly UpdatedBlock[];
  readonly rows: readonly UpdatedRows[];
  /** How the one of these weights that moved furthest came by its change, where the rule is known. */
  readonly worked?: {
    /** "W_{if}", and which one of its weights. */
    readonly tex: string;
    readonly name: string;
    readonly lines: readonly ExplainedLine[];
    /** What the lines come to, in float64; and what the kernels made of it: the same within the last digits of the weight's float32. */
    readonly value: number;
    readonly change: number;
  };
}
