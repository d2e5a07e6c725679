import { LSTM } from "../layer-words.ts";
import type { Cell } from "../recurrent-cell.ts";
import { jointCell } from "./joint.ts";

/** c' = f * c + i * g, h' = o * tanh(c'); gates in the order i f g o. */
export const lstm: Cell = /* @__PURE__ */ jointCell(4, {
  name: "lstm",
  code: LSTM,
  gateSlots: { input: 0, forget: 1, cell: 2, output: 3 },
  keptGates: "saved",
  joined: [4, 4],
  states: ["h", "c"],
});
