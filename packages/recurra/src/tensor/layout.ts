// Copies between layouts. Dimensions that lie together on both sides become one, so that most copies are one or two
// loops over whole rows; the kernel walks at most six.
import { ShapeError } from "../core/errors.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { describeShape, type Shape } from "./shape.ts";

const maximumRank = 6;
const sizes = new Int32Array(maximumRank);
const outSteps = new Int32Array(maximumRank);
const inSteps = new Int32Array(maximumRank);

/**
 * out[i . outStrides] (+)= x[i . inStrides] for every index i below `shape`; strides in elements.
 * Throws ShapeError RANK_TOO_HIGH when more than six dimensions remain after joining.
 */
export function copyStrided(
  out: number,
  x: number,
  shape: Shape,
  outStrides: Shape,
  inStrides: Shape,
  accumulate: boolean,
): void {
  // Filled from the end: slot 5 is the fastest dimension.
  let slot = maximumRank;
  for (let d = shape.length - 1; d >= 0; d--) {
    const n = shape[d];
    if (n === 1) continue;
    const o = outStrides[d];
    const s = inStrides[d];
    if (slot < maximumRank && o === sizes[slot] * outSteps[slot] && s === sizes[slot] * inSteps[slot]) {
      sizes[slot] *= n;
      continue;
    }
    if (slot === 0) {
      throw new ShapeError(
        "RANK_TOO_HIGH",
        "tensor",
        `a copy of the shape ${describeShape(shape)} walks more than ${maximumRank} dimensions`,
        { remedies: ["join dimensions with reshape first"] },
      );
    }
    slot--;
    sizes[slot] = n;
    outSteps[slot] = o;
    inSteps[slot] = s;
  }
  for (let i = 0; i < slot; i++) sizes[i] = 1;
  if (slot === maximumRank) {
    sizes[maximumRank - 1] = 1;
    outSteps[maximumRank - 1] = 1;
    inSteps[maximumRank - 1] = 1;
  }
  const [n0, n1, n2, n3, n4, n5] = sizes;
  const [o0, o1, o2, o3, o4, o5] = outSteps;
  const [s0, s1, s2, s3, s4, s5] = inSteps;
  const add = accumulate ? 1 : 0;
  kernels().stridedCopy(out, x, add, n0, n1, n2, n3, n4, n5, o0, o1, o2, o3, o4, o5, s0, s1, s2, s3, s4, s5);
}
