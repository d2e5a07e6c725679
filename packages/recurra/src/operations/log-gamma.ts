// The logarithm of the gamma function, from operations alone.
import { div, log, mul, requireTensor, sub, type Tensor } from "../tensor/index.ts";

/**
 * log Gamma(x) for x > 0, within 1e-6 of the larger of 1 and |y|; what is no positive number gives what its logarithms give. Eight steps
 * of Gamma(x + 1) = x Gamma(x) lead to z = x + 8, and from there Stirling's series does:
 *
 *   (z - 1/2) log z - z + log(2 pi) / 2 + 1 / (12 z) - 1 / (360 z^3)
 *
 * Gradient: that of these operations. Source: torch.lgamma.
 */
export function lgamma(x: Tensor): Tensor {
  requireTensor("lgamma", "x", x);
  const z = x.add(8);
  const over = div(1, z);
  const series = mul(over, sub(1 / 12, mul(over, over).mul(1 / 360)));
  // In pairs, so that few logarithms are taken and no product overflows.
  const steps = [0, 2, 4, 6].map((i) => log(mul(x.add(i), x.add(i + 1))));
  const stirling = mul(z.sub(0.5), log(z)).sub(z).add(HALF_LOG_2_PI).add(series);
  return steps.reduce((sum, step) => sub(sum, step), stirling);
}

const HALF_LOG_2_PI = 0.9189385332046727;
