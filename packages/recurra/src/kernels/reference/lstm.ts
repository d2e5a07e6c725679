// The long short-term memory cell of torch.nn.LSTM, gates in the order i, f, g, o.

import { allOfH, type Cell, sigmoid } from "./cell.ts";
import { addOuterProduct, addProduct, addTo, addTransposedProduct } from "./matmul.ts";

/**
 *   i = sigmoid(a_i)   f = sigmoid(a_f)   g = tanh(a_g)   o = sigmoid(a_o)      a = W_ih x + b_ih + W_hh h + b_hh
 *   c' = f * c + i * g                    h' = o * tanh(c')
 */
export const lstm: Cell = {
  name: "LSTM",
  gates: 4,
  states: ["h", "c"],
  heads: 1,
  kinked: false,
  hiddenColumns: allOfH,
  forward(weights, x, before) {
    const hidden = before.h.length;
    const gates = weights.biasIh.slice();
    addTo(gates, weights.biasHh);
    addProduct(gates, weights.weightIh, x);
    addProduct(gates, weights.weightHh, before.h);
    const h = new Float64Array(hidden);
    const c = new Float64Array(hidden);
    for (let j = 0; j < hidden; j++) {
      const i = sigmoid(gates[j]!);
      const f = sigmoid(gates[hidden + j]!);
      const g = Math.tanh(gates[2 * hidden + j]!);
      const o = sigmoid(gates[3 * hidden + j]!);
      c[j] = f * before.c![j]! + i * g;
      h[j] = o * Math.tanh(c[j]!);
      gates[j] = i;
      gates[hidden + j] = f;
      gates[2 * hidden + j] = g;
      gates[3 * hidden + j] = o;
    }
    return { state: { h, c }, saved: [gates] };
  },
  backward(weights, x, before, step, dAfter, gradients, dX) {
    const hidden = before.h.length;
    const gates = step.saved[0]!;
    const dA = new Float64Array(4 * hidden);
    const dC = new Float64Array(hidden);
    for (let j = 0; j < hidden; j++) {
      const i = gates[j]!;
      const f = gates[hidden + j]!;
      const g = gates[2 * hidden + j]!;
      const o = gates[3 * hidden + j]!;
      const tanhC = Math.tanh(step.state.c![j]!);
      const dH = dAfter.h[j]!;
      const dCell = dAfter.c![j]! + dH * o * (1 - tanhC * tanhC);
      dA[j] = dCell * g * i * (1 - i);
      dA[hidden + j] = dCell * before.c![j]! * f * (1 - f);
      dA[2 * hidden + j] = dCell * i * (1 - g * g);
      dA[3 * hidden + j] = dH * tanhC * o * (1 - o);
      dC[j] = dCell * f;
    }
    addOuterProduct(gradients.weightIh, dA, x);
    addOuterProduct(gradients.weightHh, dA, before.h);
    addTo(gradients.biasIh, dA);
    addTo(gradients.biasHh, dA);
    addTransposedProduct(dX, weights.weightIh, dA);
    const dHidden = new Float64Array(hidden);
    addTransposedProduct(dHidden, weights.weightHh, dA);
    return { h: dHidden, c: dC };
  },
};
