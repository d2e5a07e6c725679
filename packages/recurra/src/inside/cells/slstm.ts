import { exp, log } from "../../core/math.ts";
import type { CellOfForm } from "./cell-inside.ts";
import type { ExplainedLine } from "./explanation.ts";
import { bracketed, figure } from "./figure.ts";
import { bentSum, sigmoid, wholeSum } from "./gate.ts";
import type { Place } from "./place.ts";

const BLOCK = { i: 0, f: 1, z: 2, o: 3 } as const;

/** log sigmoid(a). */
function logSigmoid(a: number): number {
  return Math.min(a, 0) - log(1 + exp(-Math.abs(a)));
}

const inputExponent = (at: Place): ExplainedLine => wholeSum(at, BLOCK.i, "i", "\\tilde i_t");

/** The sum of the forget gate, and log f. */
function forgetLines(at: Place): readonly [sum: ExplainedLine, log: ExplainedLine] {
  const sum = wholeSum(at, BLOCK.f, "f");
  const log = at.line({
    ...{ gives: "\\log f_t", tex: "\\log \\sigma(a_f)", numbers: `\\log \\sigma(${figure(sum.value)})` },
    ...{ value: logSigmoid(sum.value), says: "how much is kept, as a logarithm" },
  });
  return [sum, log];
}

/** e to the power of what lies above or at the stabiliser. */
const power = (exponent: string): string => `e^{${exponent}}`;

/** A state that is kept and added to: f * before + i, times z where there is one. */
function storedLines(at: Place, symbol: "c" | "n"): readonly ExplainedLine[] {
  const [f, before, i, z] = [at.read("f"), at.readBefore(symbol), at.read("i"), at.read("z")];
  const full = symbol === "c";
  const [kept, written] = [f.value * before.value, i.value * (full ? z.value : 1)];
  const [old, fresh] = [`f_t ${symbol}_{${at.past}}`, full ? "i_t z_t" : "i_t"];
  return [
    at.line({
      ...{ gives: old, tex: old, numbers: `${figure(f.value)} \\cdot ${bracketed(before.value)}`, value: kept },
      ...{ says: full ? "what is kept of the memory" : "what is kept of its weights", reads: [f, before] },
    }),
    at.line({
      ...{ gives: fresh, tex: fresh, value: written, reads: full ? [i, z] : [i] },
      numbers: full ? `${figure(i.value)} \\cdot ${bracketed(z.value)}` : figure(i.value),
      says: full ? "what is stored of the candidate" : "what the candidate counts",
    }),
    at.line({
      ...{ gives: `${symbol}_t`, tex: `${old} + ${fresh}`, numbers: `${figure(kept)} + ${bracketed(written)}` },
      ...{ value: kept + written, says: full ? "the memory after this step" : "its weights after this step" },
    }),
  ];
}

/**
 * An LSTM with an exponential input gate; gates in the order i f z o. Both gates are shown divided by e^m, as the kernels have them: the larger
 * one is 1. h does not depend on m.
 */
export const slstm: CellOfForm = () => ({
  gates: [
    {
      ...{ symbol: "i", name: "input gate", kind: "gate", traced: "input", bounds: [0, 1] },
      tex: () => `i_t = ${power("\\tilde i_t - m_t")}`,
      says: "input gate: how much the candidate counts beside what is stored",
      lines: (at) => {
        const [sum, m] = [inputExponent(at), at.read("m")];
        return [
          sum,
          at.line({
            ...{ gives: "i_t", tex: power("\\tilde i_t - m_t"), reads: [m] },
            numbers: power(`${figure(sum.value)} - ${bracketed(m.value)}`),
            ...{ value: exp(sum.value - m.value), says: "divided by the larger of both gates" },
          }),
        ];
      },
    },
    {
      ...{ symbol: "f", name: "forget gate", kind: "gate", traced: "forget", bounds: [0, 1] },
      tex: (past) => `f_t = ${power(`\\log f_t + m_{${past}} - m_t`)}`,
      says: "forget gate: how much what is stored counts beside the candidate",
      lines: (at) => {
        const [sum, log] = forgetLines(at);
        const [before, m] = [at.readBefore("m"), at.read("m")];
        const exponent = log.value + before.value - m.value;
        const nothing = at.readBefore("n").value === 0;
        return [
          sum,
          log,
          at.line({
            ...{ gives: "f_t", tex: power(`\\log f_t + m_{${at.past}} - m_t`), reads: [before, m] },
            numbers: power(`${figure(log.value)} + ${bracketed(before.value)} - ${bracketed(m.value)}`),
            value: exp(Math.min(exponent, 0)),
            says: nothing
              ? "nothing is stored yet, so that it multiplies zeros; it is 1 at most"
              : "divided by the larger of both gates",
          }),
        ];
      },
    },
    bentSum("tanh", BLOCK.z, {
      ...{ symbol: "z", name: "candidate", traced: "cell" },
      says: "candidate: what there is to store",
    }),
    bentSum("sigmoid", BLOCK.o, {
      ...{ symbol: "o", name: "output gate", traced: "output" },
      says: "output gate: how much of the memory is shown",
    }),
  ],
  states: [
    {
      ...{ symbol: "h", name: "hidden state", kind: "state", traced: "h", bounds: [-1, 1] },
      tex: () => "h_t = o_t \\odot c_t / n_t",
      says: "hidden state, the output: a mean of all candidates",
      lines: (at) => {
        const [o, c, n] = [at.read("o"), at.read("c"), at.read("n")];
        const mean = c.value / n.value;
        return [
          at.line({
            ...{ gives: "c_t / n_t", tex: "c_t / n_t", numbers: `${figure(c.value)} / ${bracketed(n.value)}` },
            ...{ value: mean, says: "the mean of all that was stored", reads: [c, n] },
          }),
          at.line({
            ...{ gives: "h_t", tex: "o_t c_t / n_t", numbers: `${figure(o.value)} \\cdot ${bracketed(mean)}` },
            ...{ value: o.value * mean, says: "as much of it as the output gate shows", reads: [o] },
          }),
        ];
      },
    },
    {
      ...{ symbol: "c", name: "cell state", kind: "state", traced: "c", bounds: "any" },
      tex: (past) => `c_t = f_t \\odot c_{${past}} + i_t \\odot z_t`,
      says: "cell state, the memory",
      lines: (at) => storedLines(at, "c"),
    },
    {
      ...{ symbol: "n", name: "normaliser", kind: "state", traced: "n", bounds: "from 0" },
      tex: (past) => `n_t = f_t \\odot n_{${past}} + i_t`,
      says: "its weights",
      lines: (at) => storedLines(at, "n"),
    },
    {
      ...{ symbol: "m", name: "stabiliser", kind: "state", traced: "m", bounds: "any" },
      tex: (past) => `m_t = \\max(\\log f_t + m_{${past}}, \\tilde i_t)`,
      says: "stabiliser: the larger exponent, by which both gates are divided",
      lines: (at) => {
        const [input, [sum, log]] = [inputExponent(at), forgetLines(at)];
        const [before, nothing] = [at.readBefore("m"), at.readBefore("n").value === 0];
        const kept = log.value + before.value;
        const larger = at.line({
          ...{ gives: "m_t", tex: `\\max(\\log f_t + m_{${at.past}}, \\tilde i_t)`, reads: [before] },
          numbers: `\\max(${figure(log.value)} + ${bracketed(before.value)}, ${figure(input.value)})`,
          ...{ value: Math.max(kept, input.value), says: "the larger exponent" },
        });
        const only = { tex: "\\tilde i_t", numbers: figure(input.value), value: input.value };
        return [
          input,
          sum,
          log,
          nothing ? { ...larger, ...only, says: "nothing is stored yet, so that the input gate alone counts" } : larger,
        ];
      },
    },
  ],
  equations: (past) => [
    {
      tex: `\\tilde i_t = W_{ii} x_t + W_{hi} h_{${past}} + b_i`,
      says: "input gate, in logarithms: how much the candidate counts beside what is stored",
    },
    {
      tex: `f_t = \\sigma(W_{if} x_t + W_{hf} h_{${past}} + b_f)`,
      says: "forget gate: how much of the memory is kept",
    },
    { tex: `z_t = \\tanh(W_{iz} x_t + W_{hz} h_{${past}} + b_z)`, says: "candidate: what there is to store" },
    {
      tex: `o_t = \\sigma(W_{io} x_t + W_{ho} h_{${past}} + b_o)`,
      says: "output gate: how much of the memory is shown",
    },
    {
      tex: `m_t = \\max(\\log f_t + m_{${past}}, \\tilde i_t)`,
      says: "stabiliser: the larger exponent, by which both gates are divided; what is shown of them is this",
    },
    {
      tex: `c_t = e^{\\log f_t + m_{${past}} - m_t} \\odot c_{${past}} + e^{\\tilde i_t - m_t} \\odot z_t`,
      says: "cell state, the memory",
    },
    {
      tex: `n_t = e^{\\log f_t + m_{${past}} - m_t} \\odot n_{${past}} + e^{\\tilde i_t - m_t}`,
      says: "its weights",
    },
    { tex: "h_t = o_t \\odot c_t / n_t", says: "hidden state, the output: a mean of all candidates" },
  ],
  gradients: (after, at) => {
    const [i, f, z, o, c, n] = [at.now("i"), at.now("f"), at.now("z"), at.now("o"), at.now("c"), at.now("n")];
    const [cBefore, nBefore, mBefore] = [at.before("c"), at.before("n"), at.before("m")];
    const total = (block: number): number => at.inputTotal(block) + at.stateTotal(block);
    const forget = total(BLOCK.f);
    // Where m is the input gate's exponent, whatever changes it changes m.
    const fresh = nBefore === 0 || total(BLOCK.i) >= logSigmoid(forget) + mBefore;
    const [dH, ratio] = [after("h", at.unit), c / n];
    const dC = after("c", at.unit) + (dH * o) / n;
    const dN = after("n", at.unit) - (dH * o * ratio) / n;
    const dI = (dC * z + dN) * i;
    const dF = (dC * cBefore + dN * nBefore) * f;
    // Both exponents fall as m rises.
    const dM = after("m", at.unit) - dI - dF;
    const dKept = dF + (fresh ? 0 : dM);
    return {
      gates: {
        i: dI + (fresh ? dM : 0),
        f: dKept * sigmoid(-forget),
        z: dC * i * (1 - z * z),
        o: dH * ratio * o * (1 - o),
      },
      states: { c: dC * f, n: dN * f, m: dKept },
    };
  },
});
