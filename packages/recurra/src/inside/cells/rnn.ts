import type { CellOfForm } from "./cell-inside.ts";
import { figure } from "./figure.ts";
import { bentLine, wholeSum } from "./gate.ts";

/** h' = tanh(a), or max(0, a). */
export const rnn: CellOfForm = ({ nonlinearity }) => {
  const cut = nonlinearity === "relu";
  const f = cut ? "\\max(0, " : "\\tanh(";
  return {
    gates: [],
    states: [
      {
        ...{ symbol: "h", name: "hidden state", kind: "state", traced: "h" },
        bounds: cut ? "from 0" : [-1, 1],
        tex: (past) => `h_t = ${f}W_{ih} x_t + W_{hh} h_{${past}} + b)`,
        says: "hidden state: no gate, all of it is new at every step",
        lines: (at) => {
          const sum = wholeSum(at, 0, "h", "a");
          const { value } = sum;
          if (!cut) return [sum, { ...bentLine(at, "tanh", "h", value), tex: "\\tanh(a)" }];
          const bent = { gives: "h_t", tex: "\\max(0, a)", numbers: `\\max(0, ${figure(value)})` };
          return [sum, at.line({ ...bent, value: Math.max(0, value), says: "what is below 0 becomes 0" })];
        },
      },
    ],
    gradients: (after, at) => {
      const value = at.now("h");
      const slope = cut ? Number(value > 0) : 1 - value * value;
      return { gates: { h: after("h", at.unit) * slope }, states: {} };
    },
  };
};
