import { RNN } from "../layer-words.ts";
import type { Cell } from "../recurrent-cell.ts";
import { jointCell } from "./joint.ts";

/** h' = tanh(a), or max(0, a). The backward pass gets along with the states. */
function rnn(name: string, form: number): Cell {
  return jointCell(1, { name, code: RNN, form, gateSlots: {}, keptGates: "never", joined: [1, 1], states: ["h"] });
}

export const rnnTanh: Cell = /* @__PURE__ */ rnn("rnn-tanh", 0);
export const rnnRelu: Cell = /* @__PURE__ */ rnn("rnn-relu", 1);
