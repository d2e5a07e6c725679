// The gated recurrent unit with the reset gate after the product: torch.nn.GRU and cuDNN, gates in the order r, z, n.

import { allOfH, type Cell, sigmoid } from "./cell.ts";
import { addOuterProduct, addProduct, addTo, addTransposedProduct } from "./matmul.ts";

/**
 *   u = W_ih x + b_ih      v = W_hh h + b_hh
 *   r = sigmoid(u_r + v_r)   z = sigmoid(u_z + v_z)   n = tanh(u_n + r * v_n)      h' = (1 - z) * n + z * h
 */
export const gruAfter: Cell = {
  name: "GRU reset-after",
  gates: 3,
  states: ["h"],
  heads: 1,
  kinked: false,
  hiddenColumns: allOfH,
  forward(weights, x, before) {
    const hidden = before.h.length;
    const u = weights.biasIh.slice();
    const v = weights.biasHh.slice();
    addProduct(u, weights.weightIh, x);
    addProduct(v, weights.weightHh, before.h);
    const [r, z, n, h] = [0, 1, 2, 3].map(() => new Float64Array(hidden)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let j = 0; j < hidden; j++) {
      r[j] = sigmoid(u[j]! + v[j]!);
      z[j] = sigmoid(u[hidden + j]! + v[hidden + j]!);
      n[j] = Math.tanh(u[2 * hidden + j]! + r[j]! * v[2 * hidden + j]!);
      h[j] = (1 - z[j]!) * n[j]! + z[j]! * before.h[j]!;
    }
    return { state: { h }, saved: [r, z, n, v.slice(2 * hidden)] };
  },
  backward(weights, x, before, step, dAfter, gradients, dX) {
    const hidden = before.h.length;
    const [r, z, n, hiddenPart] = step.saved as [Float64Array, Float64Array, Float64Array, Float64Array];
    const dU = new Float64Array(3 * hidden);
    const dV = new Float64Array(3 * hidden);
    const dH = new Float64Array(hidden);
    for (let j = 0; j < hidden; j++) {
      const d = dAfter.h[j]!;
      const dN = d * (1 - z[j]!) * (1 - n[j]! * n[j]!);
      const dR = dN * hiddenPart[j]! * r[j]! * (1 - r[j]!);
      const dZ = d * (before.h[j]! - n[j]!) * z[j]! * (1 - z[j]!);
      dU[j] = dR;
      dV[j] = dR;
      dU[hidden + j] = dZ;
      dV[hidden + j] = dZ;
      dU[2 * hidden + j] = dN;
      dV[2 * hidden + j] = dN * r[j]!;
      dH[j] = d * z[j]!;
    }
    addOuterProduct(gradients.weightIh, dU, x);
    addOuterProduct(gradients.weightHh, dV, before.h);
    addTo(gradients.biasIh, dU);
    addTo(gradients.biasHh, dV);
    addTransposedProduct(dX, weights.weightIh, dU);
    addTransposedProduct(dH, weights.weightHh, dV);
    return { h: dH };
  },
};
