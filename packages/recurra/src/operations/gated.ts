// x times a share of it that a smooth gate lets through: silu and gelu; and leakyRelu, whose gate is a corner.
import { NUMBER, requireOption } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { moreKernels } from "../kernels/wasm/more-kernels.ts";
import {
  allocateTensor,
  mul,
  record,
  relu,
  requireTensor,
  scratch,
  sigmoid,
  sub,
  type Tensor,
} from "../tensor/index.ts";

/** x sigmoid(x), also called swish. Gradient: that of these operations. Source: torch.nn.functional.silu. */
export function silu(x: Tensor): Tensor {
  requireTensor("silu", "x", x);
  return mul(x, sigmoid(x));
}

/**
 * x times the share of a normal distribution below x: absolute error < 2e-7 |x|. Gradient: g (share + x density).
 * Source: Hendrycks and Gimpel 2016, arXiv:1606.08415; torch.nn.functional.gelu.
 */
export function gelu(x: Tensor): Tensor {
  requireTensor("gelu", "x", x);
  const out = allocateTensor(x.shape, "gelu");
  const n = out.size;
  const px = x.pointer();
  const share = scratch(n * 4);
  moreKernels().normalShare(share, px, n);
  kernels().mulArrays(out.pointer(), px, share, n, 0);
  record("gelu", [x], [out], () => {
    const k = kernels();
    const slope = scratch(n * 4);
    k.mulArrays(slope, px, px, n, 0);
    k.mulScalar(slope, slope, -0.5, n, 0);
    k.expArray(slope, slope, n);
    k.mulScalar(slope, slope, DENSITY, n, 0);
    k.mulArrays(slope, slope, px, n, 0);
    k.addInto(slope, share, n);
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    k.mulArrays(x.gradPointer(), out.gradPointer(), slope, n, accumulate);
  });
  return out;
}

/** 1 / sqrt(2 pi). */
const DENSITY = 0.3989422804014327;

/** x above 0, negativeSlope x below. Gradient: g, or negativeSlope g. Source: torch.nn.functional.leaky_relu. */
export function leakyRelu(x: Tensor, negativeSlope = 0.01): Tensor {
  requireTensor("leakyRelu", "x", x);
  requireOption("leakyRelu", "negativeSlope", NUMBER, negativeSlope);
  return sub(relu(x), relu(x.neg()).mul(negativeSlope));
}
