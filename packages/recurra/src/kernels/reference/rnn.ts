// The simple recurrent cell of torch.nn.RNN, with tanh or ReLU.

import { allOfH, type Cell } from "./cell.ts";
import { addOuterProduct, addProduct, addTo, addTransposedProduct } from "./matmul.ts";

/** h' = f(W_ih x + b_ih + W_hh h + b_hh); `slope` is f' as a function of f's result. */
function simpleCell(name: string, kinked: boolean, f: (a: number) => number, slope: (y: number) => number): Cell {
  return {
    name,
    gates: 1,
    states: ["h"],
    heads: 1,
    kinked,
    hiddenColumns: allOfH,
    forward(weights, x, before) {
      const h = weights.biasIh.slice();
      addTo(h, weights.biasHh);
      addProduct(h, weights.weightIh, x);
      addProduct(h, weights.weightHh, before.h);
      for (let j = 0; j < h.length; j++) h[j] = f(h[j]!);
      return { state: { h }, saved: [] };
    },
    backward(weights, x, before, step, dAfter, gradients, dX) {
      const dA = step.state.h.map((y, j) => dAfter.h[j]! * slope(y));
      addOuterProduct(gradients.weightIh, dA, x);
      addOuterProduct(gradients.weightHh, dA, before.h);
      addTo(gradients.biasIh, dA);
      addTo(gradients.biasHh, dA);
      addTransposedProduct(dX, weights.weightIh, dA);
      const dH = new Float64Array(dA.length);
      addTransposedProduct(dH, weights.weightHh, dA);
      return { h: dH };
    },
  };
}

/** h' = tanh(W_ih x + b_ih + W_hh h + b_hh). */
export const rnnTanh: Cell = simpleCell("RNN tanh", false, Math.tanh, (y) => 1 - y * y);

/** h' = max(0, W_ih x + b_ih + W_hh h + b_hh), slope 0 at 0 as in PyTorch. */
export const rnnRelu: Cell = simpleCell(
  "RNN relu",
  true,
  (a) => Math.max(0, a),
  (y) => (y > 0 ? 1 : 0),
);
