// The sLSTM cell of Beck et al. 2024 (arXiv:2405.04517): an LSTM with an exponential input gate, a normaliser n, a stabiliser m, and a
// recurrent matrix for each head. Gates in the order i, f, z, o, as in the authors' code.

import { type Cell, sigmoid } from "./cell.ts";
import { addOuterProduct, addProduct, addTo, addTransposedProduct } from "./matmul.ts";

/** The part of a vector, or of the rows of a gate, that belongs to a head; and of weightHh, whose rows have H / heads columns. */
function headsOf(heads: number, hidden: number): [vector: [number, number], gates: [number, number][]][] {
  const width = hidden / heads;
  return Array.from({ length: heads }, (_, head) => {
    const gates = [0, 1, 2, 3].map((gate): [number, number] => {
      const start = gate * hidden + head * width;
      return [start, start + width];
    });
    return [[head * width, (head + 1) * width], gates];
  });
}

/**
 *   i = exp(a_i)   f = sigmoid(a_f)   z = tanh(a_z)   o = sigmoid(a_o)      a = W_ih x + b_ih + W_hh h + b_hh
 *   C' = f * C + i * z                N' = f * N + i                        h' = o * C' / N'
 *
 * W_hh is block-diagonal: a unit reads the units of its own head. C and N are kept as c e^m and n e^m, so that no exponent is above 0:
 *
 *   m' = max(log f + m, a_i)          c' = e^(log f + m - m') c + e^(a_i - m') z          n' = e^(log f + m - m') n + e^(a_i - m')
 *
 * Where n is 0, nothing is stored and m says nothing: m' = a_i. h does not depend on m, but c, n and m themselves do.
 */
export function slstm(heads: number): Cell {
  return {
    name: heads === 1 ? "sLSTM" : `sLSTM of ${heads} heads`,
    gates: 4,
    states: ["h", "c", "n", "m"],
    heads,
    kinked: true,
    hiddenColumns: (hidden) => hidden / heads,
    forward(weights, x, before) {
      const hidden = before.h.length;
      const a = weights.biasIh.slice();
      addTo(a, weights.biasHh);
      addProduct(a, weights.weightIh, x);
      for (const [own, gates] of headsOf(heads, hidden)) {
        const h = before.h.subarray(...own);
        for (const [from, to] of gates) {
          addProduct(a.subarray(from, to), weights.weightHh.subarray(from * h.length, to * h.length), h);
        }
      }
      const [h, c, n, m] = [0, 1, 2, 3].map(() => new Float64Array(hidden)) as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      // How fast log f grows with a_f, and where m' is a_i.
      const slope = new Float64Array(hidden);
      const fresh = new Float64Array(hidden);
      for (let j = 0; j < hidden; j++) {
        const input = a[j]!;
        const forget = a[hidden + j]!;
        const kept = Math.min(forget, 0) - Math.log1p(Math.exp(-Math.abs(forget))) + before.m![j]!;
        fresh[j] = before.n![j] === 0 || input >= kept ? 1 : 0;
        m[j] = fresh[j] ? input : kept;
        const i = Math.exp(input - m[j]!);
        const f = Math.exp(Math.min(kept - m[j]!, 0));
        const z = Math.tanh(a[2 * hidden + j]!);
        const o = sigmoid(a[3 * hidden + j]!);
        c[j] = f * before.c![j]! + i * z;
        n[j] = f * before.n![j]! + i;
        h[j] = (o * c[j]!) / n[j]!;
        slope[j] = sigmoid(-forget);
        a[j] = i;
        a[hidden + j] = f;
        a[2 * hidden + j] = z;
        a[3 * hidden + j] = o;
      }
      return { state: { h, c, n, m }, saved: [a, slope, fresh] };
    },
    backward(weights, x, before, step, dAfter, gradients, dX) {
      const hidden = before.h.length;
      const [gates, slope, fresh] = step.saved as [Float64Array, Float64Array, Float64Array];
      const { c, n } = step.state;
      const dA = new Float64Array(4 * hidden);
      const [dH, dC, dN, dM] = [0, 1, 2, 3].map(() => new Float64Array(hidden)) as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      for (let j = 0; j < hidden; j++) {
        const i = gates[j]!;
        const f = gates[hidden + j]!;
        const z = gates[2 * hidden + j]!;
        const o = gates[3 * hidden + j]!;
        const d = dAfter.h[j]!;
        const ratio = c![j]! / n![j]!;
        const dCell = dAfter.c![j]! + (d * o) / n![j]!;
        const dNorm = dAfter.n![j]! - (d * o * ratio) / n![j]!;
        const dI = (dCell * z + dNorm) * i;
        const dF = (dCell * before.c![j]! + dNorm * before.n![j]!) * f;
        // Both exponents fall as m' rises.
        const dMax = dAfter.m![j]! - dI - dF;
        const dKept = dF + (fresh[j] ? 0 : dMax);
        dA[j] = dI + (fresh[j] ? dMax : 0);
        dA[hidden + j] = dKept * slope[j]!;
        dA[2 * hidden + j] = dCell * i * (1 - z * z);
        dA[3 * hidden + j] = d * ratio * o * (1 - o);
        dC[j] = dCell * f;
        dN[j] = dNorm * f;
        dM[j] = dKept;
      }
      addOuterProduct(gradients.weightIh, dA, x);
      addTo(gradients.biasIh, dA);
      addTo(gradients.biasHh, dA);
      addTransposedProduct(dX, weights.weightIh, dA);
      for (const [own, blocks] of headsOf(heads, hidden)) {
        const h = before.h.subarray(...own);
        for (const [from, to] of blocks) {
          const d = dA.subarray(from, to);
          addOuterProduct(gradients.weightHh.subarray(from * h.length, to * h.length), d, h);
          addTransposedProduct(dH.subarray(...own), weights.weightHh.subarray(from * h.length, to * h.length), d);
        }
      }
      return { h: dH, c: dC, n: dN, m: dM };
    },
  };
}
