// sin and cos, element by element.

import { kernels } from "../kernels/wasm/engine.ts";
import { moreKernels } from "../kernels/wasm/more-kernels.ts";
import { allocateTensor, record, requireTensor, scratch, type Tensor } from "../tensor/index.ts";

/** The sine of an angle in radians: within 1 ulp up to 1.6 million; NaN of infinities. Gradient: g cos(x). */
export function sin(x: Tensor): Tensor {
  return wave("sin", x, 0);
}

/** The cosine of an angle in radians: within 1 ulp of 1 up to 1.6 million; NaN of infinities. Gradient: -g sin(x). */
export function cos(x: Tensor): Tensor {
  return wave("cos", x, 1);
}

/** sin(x + quarters pi / 2); its slope is that of one quarter more. */
function wave(name: string, x: Tensor, quarters: number): Tensor {
  requireTensor(name, "x", x);
  const out = allocateTensor(x.shape, name);
  const n = out.size;
  const px = x.pointer();
  moreKernels().waveArray(out.pointer(), px, n, quarters);
  record(name, [x], [out], () => {
    const slope = scratch(n * 4);
    moreKernels().waveArray(slope, px, n, quarters + 1);
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().mulArrays(x.gradPointer(), out.gradPointer(), slope, n, accumulate);
  });
  return out;
}
