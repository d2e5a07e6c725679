// The gated recurrent unit of the original paper: the reset gate acts on h before the product. Gates in the order r, z, n.

import { allOfH, type Cell, sigmoid } from "./cell.ts";
import { addOuterProduct, addProduct, addTo, addTransposedProduct } from "./matmul.ts";

/**
 *   r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)      z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
 *   n = tanh(W_in x + b_in + W_hn (r * h) + b_hn)   h' = (1 - z) * n + z * h
 *
 * Source: Cho et al. 2014, arXiv:1406.1078, where z weighs the old state as it does here.
 */
export const gruBefore: Cell = {
  name: "GRU reset-before",
  gates: 3,
  states: ["h"],
  heads: 1,
  kinked: false,
  hiddenColumns: allOfH,
  forward(weights, x, before) {
    const hidden = before.h.length;
    const a = weights.biasIh.slice();
    addTo(a, weights.biasHh);
    addProduct(a, weights.weightIh, x);
    const gates = a.subarray(0, 2 * hidden);
    addProduct(gates, weights.weightHh.subarray(0, 2 * hidden * hidden), before.h);
    const r = gates.subarray(0, hidden).map(sigmoid);
    const z = gates.subarray(hidden).map(sigmoid);
    const kept = r.map((value, j) => value * before.h[j]!);
    const candidate = a.subarray(2 * hidden);
    addProduct(candidate, weights.weightHh.subarray(2 * hidden * hidden), kept);
    const n = candidate.map(Math.tanh);
    const h = n.map((value, j) => (1 - z[j]!) * value + z[j]! * before.h[j]!);
    return { state: { h }, saved: [r, z, n, kept] };
  },
  backward(weights, x, before, step, dAfter, gradients, dX) {
    const hidden = before.h.length;
    const [r, z, n, kept] = step.saved as [Float64Array, Float64Array, Float64Array, Float64Array];
    const weightGates = weights.weightHh.subarray(0, 2 * hidden * hidden);
    const weightCandidate = weights.weightHh.subarray(2 * hidden * hidden);
    const dA = new Float64Array(3 * hidden);
    const dGates = dA.subarray(0, 2 * hidden);
    const dCandidate = dA.subarray(2 * hidden);
    for (let j = 0; j < hidden; j++) dCandidate[j] = dAfter.h[j]! * (1 - z[j]!) * (1 - n[j]! * n[j]!);
    const dKept = new Float64Array(hidden);
    addTransposedProduct(dKept, weightCandidate, dCandidate);
    const dH = new Float64Array(hidden);
    for (let j = 0; j < hidden; j++) {
      dGates[j] = dKept[j]! * before.h[j]! * r[j]! * (1 - r[j]!);
      dGates[hidden + j] = dAfter.h[j]! * (before.h[j]! - n[j]!) * z[j]! * (1 - z[j]!);
      dH[j] = dAfter.h[j]! * z[j]! + dKept[j]! * r[j]!;
    }
    addOuterProduct(gradients.weightIh, dA, x);
    addOuterProduct(gradients.weightHh.subarray(0, 2 * hidden * hidden), dGates, before.h);
    addOuterProduct(gradients.weightHh.subarray(2 * hidden * hidden), dCandidate, kept);
    addTo(gradients.biasIh, dA);
    addTo(gradients.biasHh, dA);
    addTransposedProduct(dX, weights.weightIh, dA);
    addTransposedProduct(dH, weightGates, dGates);
    return { h: dH };
  },
};
