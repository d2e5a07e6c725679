import { POSITIVE, refuseValue, requireOption } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import type { Parameter } from "../tensor/index.ts";
import { listParameters } from "./parameter-groups.ts";

/**
 * The Euclidean norm of all gradients together; parameters without a gradient count as 0.
 * It adds in float64, in the order of the parameters.
 */
export function gradientNorm(parameters: Iterable<Parameter>): number {
  let squares = 0;
  for (const parameter of listParameters("gradientNorm", parameters)) {
    if (parameter.hasGrad()) squares += kernels().sumOfSquares(parameter.readGrad(), parameter.size);
  }
  return Math.sqrt(squares);
}

/**
 * What gradients of this norm are multiplied by so that it becomes at most `maxNorm`: maxNorm / (norm + 1e-6), as in PyTorch,
 * or 1 where that would not make them smaller or the norm is not finite.
 * Throws OptionError unless maxNorm is above 0.
 */
export function clipFactor(norm: number, maxNorm: number): number {
  requireOption("clipGradNorm", "maxNorm", POSITIVE, maxNorm);
  if (typeof norm !== "number") throw refuseValue("clipFactor", "norm", "a number", norm);
  const factor = maxNorm / (norm + 1e-6);
  return factor < 1 && Number.isFinite(norm) ? factor : 1;
}

/**
 * Scales all gradients down together so that their Euclidean norm is at most `maxNorm`; returns the norm before that.
 * `optimizer.step({ gradientScale: clipFactor(norm, maxNorm) })` does it in passing and gives the same parameters.
 *
 * Gradients whose norm is not finite are left as they are: look at the returned number. With Infinity nothing is scaled.
 * Throws OptionError unless maxNorm is above 0.
 */
export function clipGradNorm(parameters: Iterable<Parameter>, maxNorm: number): number {
  const all = listParameters("clipGradNorm", parameters);
  const norm = gradientNorm(all);
  const factor = clipFactor(norm, maxNorm);
  if (factor < 1) {
    for (const parameter of all) {
      if (!parameter.hasGrad()) continue;
      const g = parameter.readGrad();
      kernels().mulScalar(g, g, factor, parameter.size, 0);
    }
  }
  return norm;
}
