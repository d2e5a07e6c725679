// The minimal gated recurrent unit of Feng et al. 2024 (arXiv:2410.01201): no gate reads the state. Gates in the order z, n.

import { type Cell, sigmoid } from "./cell.ts";
import { addOuterProduct, addProduct, addTo, addTransposedProduct } from "./matmul.ts";

/**
 *   z = sigmoid(W_z x + b_z)   n = W_n x + b_n      h' = (1 - z) * h + z * n
 *
 * z weighs the new value, as in the paper: that of the GRU here weighs the old state.
 */
export const minGru: Cell = {
  name: "minGRU",
  gates: 2,
  states: ["h"],
  heads: 1,
  kinked: false,
  hiddenColumns: () => 0,
  forward(weights, x, before) {
    const hidden = before.h.length;
    const a = weights.biasIh.slice();
    addProduct(a, weights.weightIh, x);
    const z = a.subarray(0, hidden).map(sigmoid);
    const n = a.slice(hidden);
    const h = n.map((value, j) => (1 - z[j]!) * before.h[j]! + z[j]! * value);
    return { state: { h }, saved: [z, n] };
  },
  backward(weights, x, before, step, dAfter, gradients, dX) {
    const hidden = before.h.length;
    const [z, n] = step.saved as [Float64Array, Float64Array];
    const dA = new Float64Array(2 * hidden);
    const dH = new Float64Array(hidden);
    for (let j = 0; j < hidden; j++) {
      const d = dAfter.h[j]!;
      dA[j] = d * (n[j]! - before.h[j]!) * z[j]! * (1 - z[j]!);
      dA[hidden + j] = d * z[j]!;
      dH[j] = d * (1 - z[j]!);
    }
    addOuterProduct(gradients.weightIh, dA, x);
    addTo(gradients.biasIh, dA);
    addTransposedProduct(dX, weights.weightIh, dA);
    return { h: dH };
  },
};
