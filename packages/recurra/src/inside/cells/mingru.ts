import type { CellOfForm } from "./cell-inside.ts";
import { bentLine } from "./gate.ts";
import { mixLines } from "./mix.ts";

/** h' = (1 - z) * h + z * n; gates in the order z n, which read the input alone. */
export const minGru: CellOfForm = () => ({
  gates: [
    {
      ...{ symbol: "z", name: "update gate", kind: "gate", traced: "update", bounds: [0, 1] },
      tex: () => "z_t = \\sigma(W_{iz} x_t + b_z)",
      says: "update gate: how much of the candidate is taken; it reads the input alone",
      lines: (at) => {
        const sum = at.sumLine("a_z", [at.inputSum(0, "z")], "the sum of all that it reads");
        return [sum, bentLine(at, "sigmoid", "z", sum.value)];
      },
    },
    {
      ...{ symbol: "n", name: "candidate", kind: "candidate", traced: "new", bounds: "any" },
      tex: () => "n_t = W_{in} x_t + b_n",
      says: "candidate: what there is to store",
      lines: (at) => [at.sumLine("n_t", [at.inputSum(1, "n")], "the sum of all that it reads, as it is")],
    },
  ],
  states: [
    {
      ...{ symbol: "h", name: "hidden state", kind: "state", traced: "h", bounds: "any" },
      tex: (past) => `h_t = (1 - z_t) \\odot h_{${past}} + z_t \\odot n_t`,
      says: "hidden state: memory and output in one",
      lines: (at) => {
        const past = { read: at.readBefore("h"), tex: `h_{${at.past}}`, says: "what is kept of the old state" };
        const fresh = { read: at.read("n"), tex: "n_t", says: "what is taken of the candidate" };
        return mixLines(at, past, fresh);
      },
    },
  ],
  gradients: (after, at) => {
    const [z, n, before] = [at.now("z"), at.now("n"), at.before("h")];
    const dH = after("h", at.unit);
    return { gates: { z: dH * (n - before) * z * (1 - z), n: dH * z }, states: {} };
  },
});
