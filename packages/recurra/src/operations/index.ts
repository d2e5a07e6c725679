// Operations that not every network needs, beside those of tensor/: each stands by itself, so a page loads those that it imports.
export { expand, flip, permute, squeeze, unsqueeze } from "./arrangement.ts";
export { maskedFill, where } from "./choice.ts";
export { eq, ge, gt, le, lt, ne } from "./comparison.ts";
export { cumsum } from "./cumulative.ts";
export { arange, full, rand, randn } from "./drawn.ts";
export { argmax, argmin, max, min } from "./extremes.ts";
export { gelu, leakyRelu, silu } from "./gated.ts";
export { lgamma } from "./log-gamma.ts";
export { abs, clamp, pow, sqrt } from "./magnitude.ts";
export { oneHot } from "./one-hot.ts";
export type { Operand } from "./operand.ts";
export { cos, sin } from "./waves.ts";
