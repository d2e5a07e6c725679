import { GRU_BEFORE } from "../layer-words.ts";
import type { Cell } from "../recurrent-cell.ts";
import { toPanels } from "../recurrent-layout.ts";
import { addJoint, NONE, ofGate, packBack, packGate, parametersOf } from "./joint.ts";

/** The GRU whose reset gate acts on h before the product: that of n runs on a second row, [x, 1, r * h]. Gates in the order r z n. */
export const gruBefore: Cell = {
  name: "gru-reset-before",
  code: GRU_BEFORE,
  gates: 3,
  slots: 3,
  gateSlots: { reset: 0, update: 1, new: 2 },
  keptGates: "saved",
  joined: [2, 2],
  states: ["h"],
  secondRow: true,
  parameters: (sizes) => parametersOf(3, sizes),
  matrices({ inputs, hidden }) {
    const padded = toPanels(hidden);
    const k = inputs + 1 + hidden;
    return {
      forward: [[k, 2 * padded], [k, padded], NONE],
      backward: [[2 * hidden, padded], [hidden, padded], [3 * hidden, toPanels(inputs)], NONE],
    };
  },
  pack(to, [a, b], [h, hNew, x], from, sizes) {
    const { hidden } = sizes;
    for (let gate = 0; gate < 3; gate++) {
      const weights = ofGate(from, gate, sizes);
      const row = gate * hidden;
      packGate(to, gate === 2 ? b : a, gate === 2 ? 0 : gate * toPanels(hidden), weights, sizes);
      packBack(to, gate === 2 ? [hNew, 0] : [h, row], [x, row], weights, sizes);
    }
  },
  gradientFloats: ({ hidden, gradient }) => 3 * hidden * gradient,
  // dLoss/d(r * h).
  ownFloats: ({ chunk, padded }) => chunk * padded,
  addGradients: (sizes, joint, to) => addJoint(sizes, joint, to, 3),
};
