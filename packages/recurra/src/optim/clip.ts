import { OptionError } from "../core/errors.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import type { Parameter } from "../tensor/index.ts";

/**
 * Scales all gradients down together so that their Euclidean norm is at most `maxNorm`; returns the norm before that.
 *
 * The norm adds in float64, in the order of the parameters; the factor is maxNorm / (norm + 1e-6), as in PyTorch. Gradients
 * whose norm is not finite are left as they are: look at the returned number. With Infinity nothing is scaled.
 * Throws OptionError CLIP_NORM unless maxNorm is above 0.
 */
export function clipGradNorm(parameters: Iterable<Parameter>, maxNorm: number): number {
  if (!(maxNorm > 0)) {
    throw new OptionError("CLIP_NORM", `clipGradNorm: maxNorm is ${maxNorm}; it must be above 0.`);
  }
  const withGradient = [...parameters].filter((parameter) => parameter.hasGrad());
  let squares = 0;
  for (const parameter of withGradient) squares += kernels().sumOfSquares(parameter.gradPointer(), parameter.size);
  const norm = Math.sqrt(squares);
  const factor = maxNorm / (norm + 1e-6);
  if (factor < 1 && Number.isFinite(norm)) {
    for (const parameter of withGradient) {
      const g = parameter.gradPointer();
      kernels().mulScalar(g, g, factor, parameter.size, 0);
    }
  }
  return norm;
}
