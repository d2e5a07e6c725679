// One step of each optimizer on one parameter, as PyTorch defines them, in float64; what vanishes as in vanish.ts.
import { dropVanished, LEAST_SQUARE } from "./vanish.ts";

/** Options of SGD. */
export interface SgdOptions {
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** Options of Adam and AdamW. */
export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/**
 *   g = g + weightDecay p      velocity = momentum velocity + g (g alone in step 1)      p = p - learningRate velocity
 */
export function sgdStep(p: Float64Array, g: Float64Array, velocity: Float64Array, step: number, o: SgdOptions): void {
  for (let i = 0; i < p.length; i++) {
    const d = g[i]! + o.weightDecay * p[i]!;
    velocity[i] = step === 1 ? d : o.momentum * velocity[i]! + d;
  }
  dropVanished(velocity);
  for (let i = 0; i < p.length; i++) p[i] = p[i]! - o.learningRate * velocity[i]!;
}

/**
 *   m = b1 m + (1 - b1) g      v = b2 v + (1 - b2) g^2      after `step` steps, counted from 1:
 *   p = p - learningRate / (1 - b1^step) m / (sqrt(v) / sqrt(1 - b2^step) + epsilon),  g^2 at least 2^-112
 *
 * Adam adds weightDecay p to g; AdamW (`decoupled`) first multiplies p by 1 - learningRate weightDecay.
 */
export function adamStep(
  p: Float64Array,
  g: Float64Array,
  m: Float64Array,
  v: Float64Array,
  step: number,
  o: AdamOptions,
  decoupled: boolean,
): void {
  const correction1 = 1 - o.beta1 ** step;
  const correction2 = 1 - o.beta2 ** step;
  for (let i = 0; i < p.length; i++) {
    const d = decoupled ? g[i]! : g[i]! + o.weightDecay * p[i]!;
    if (decoupled) p[i] = p[i]! * (1 - o.learningRate * o.weightDecay);
    m[i] = o.beta1 * m[i]! + (1 - o.beta1) * d;
    v[i] = o.beta2 * v[i]! + (1 - o.beta2) * Math.max(d * d, LEAST_SQUARE);
  }
  dropVanished(m);
  for (let i = 0; i < p.length; i++) {
    const denominator = Math.sqrt(v[i]!) / Math.sqrt(correction2) + o.epsilon;
    p[i] = p[i]! - ((o.learningRate / correction1) * m[i]!) / denominator;
  }
}

/**
 * Scales all gradients by min(1, maxNorm / (norm + 1e-6)) and returns their norm before that, as clip_grad_norm_ does.
 */
export function clipGradients(gradients: readonly Float64Array[], maxNorm: number): number {
  let squares = 0;
  for (const g of gradients) for (const value of g) squares += value * value;
  const norm = Math.sqrt(squares);
  const factor = Math.min(1, maxNorm / (norm + 1e-6));
  for (const g of gradients) for (let i = 0; i < g.length; i++) g[i] = g[i]! * factor;
  return norm;
}
