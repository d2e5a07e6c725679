// Running sums along a dimension.
import { moreKernels } from "../kernels/wasm/more-kernels.ts";
import { allocateTensor, aroundDimension, dimensionOf, record, requireTensor, type Tensor } from "../tensor/index.ts";

/**
 * out[j] = x[0] + .. + x[j] along `dim`, added in float64. Gradient: the running sum of g from the end.
 * Throws ShapeError DIMENSION_OUT_OF_RANGE. Source: torch.cumsum.
 */
export function cumsum(x: Tensor, dim: number): Tensor {
  requireTensor("cumsum", "x", x);
  const d = dimensionOf("cumsum", dim, x.shape);
  const { outer, n, inner } = aroundDimension(x.shape, d);
  const out = allocateTensor(x.shape, "cumsum");
  moreKernels().cumulativeSum(out.pointer(), x.pointer(), outer, n, inner, 0, 0);
  record(
    "cumsum",
    [x],
    [out],
    () => {
      const accumulate = x.takeFreshGrad() ? 0 : 1;
      moreKernels().cumulativeSum(x.gradPointer(), out.gradPointer(), outer, n, inner, 1, accumulate);
    },
    d,
  );
  return out;
}
