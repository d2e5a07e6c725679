import { tanh } from "../../core/math.ts";
import type { CellOfForm } from "./cell-inside.ts";
import { bracketed, figure } from "./figure.ts";
import { bentSum } from "./gate.ts";

/** c' = f * c + i * g, h' = o * tanh(c'); gates in the order i f g o. */
export const lstm: CellOfForm = () => ({
  gates: [
    bentSum("sigmoid", 0, {
      ...{ symbol: "i", name: "input gate", traced: "input" },
      says: "input gate: how much of the candidate is stored",
    }),
    bentSum("sigmoid", 1, {
      ...{ symbol: "f", name: "forget gate", traced: "forget" },
      says: "forget gate: how much of the memory is kept",
    }),
    bentSum("tanh", 2, {
      ...{ symbol: "g", name: "candidate", traced: "cell" },
      says: "candidate: what there is to store",
    }),
    bentSum("sigmoid", 3, {
      ...{ symbol: "o", name: "output gate", traced: "output" },
      says: "output gate: how much of the memory is shown",
    }),
  ],
  states: [
    {
      ...{ symbol: "h", name: "hidden state", kind: "state", traced: "h", bounds: [-1, 1] },
      tex: () => "h_t = o_t \\odot \\tanh(c_t)",
      says: "hidden state, the output",
      lines: (at) => {
        const [o, c] = [at.read("o"), at.read("c")];
        const shown = tanh(c.value);
        return [
          at.line({
            ...{ gives: "\\tanh(c_t)", tex: "\\tanh(c_t)", numbers: `\\tanh(${figure(c.value)})`, value: shown },
            ...{ says: "the memory, held between -1 and 1", reads: [c] },
          }),
          at.line({
            ...{ gives: "h_t", tex: "o_t \\tanh(c_t)", numbers: `${figure(o.value)} \\cdot ${bracketed(shown)}` },
            ...{ value: o.value * shown, says: "as much of it as the output gate shows", reads: [o] },
          }),
        ];
      },
    },
    {
      ...{ symbol: "c", name: "cell state", kind: "state", traced: "c", bounds: "any" },
      tex: (past) => `c_t = f_t \\odot c_{${past}} + i_t \\odot g_t`,
      says: "cell state, the memory",
      lines: (at) => {
        const [f, before, i, g] = [at.read("f"), at.readBefore("c"), at.read("i"), at.read("g")];
        const [kept, written] = [f.value * before.value, i.value * g.value];
        return [
          at.line({
            ...{ gives: "f_t c", tex: `f_t c_{${at.past}}`, value: kept },
            numbers: `${figure(f.value)} \\cdot ${bracketed(before.value)}`,
            ...{ says: "what is kept of the memory", reads: [f, before] },
          }),
          at.line({
            ...{ gives: "i_t g_t", tex: "i_t g_t", value: written },
            numbers: `${figure(i.value)} \\cdot ${bracketed(g.value)}`,
            ...{ says: "what is stored of the candidate", reads: [i, g] },
          }),
          at.line({
            ...{ gives: "c_t", tex: `f_t c_{${at.past}} + i_t g_t`, value: kept + written },
            ...{ numbers: `${figure(kept)} + ${bracketed(written)}`, says: "the memory after this step" },
          }),
        ];
      },
    },
  ],
  gradients: (after, at) => {
    const [i, f, g, o] = [at.now("i"), at.now("f"), at.now("g"), at.now("o")];
    const shown = tanh(at.now("c"));
    const dH = after("h", at.unit);
    const dC = after("c", at.unit) + dH * o * (1 - shown * shown);
    return {
      gates: {
        i: dC * g * i * (1 - i),
        f: dC * at.before("c") * f * (1 - f),
        g: dC * i * (1 - g * g),
        o: dH * shown * o * (1 - o),
      },
      states: { c: dC * f },
    };
  },
});
