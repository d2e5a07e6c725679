import { kernels } from "../engine.ts";
import { GRU_AFTER } from "../layer-words.ts";
import type { Cell } from "../recurrent-cell.ts";
import { toPanels } from "../recurrent-layout.ts";
import { addJoint, NONE, ofGate, packBack, packGate, parametersOf } from "./joint.ts";

/**
 * The GRU whose reset gate acts on the hidden product. Gates in the order r z n; in the buffers the halves of n lie apart, r z nh nx,
 * since r multiplies one of them, and n takes the place of nx.
 */
export const gruAfter: Cell = {
  name: "gru",
  code: GRU_AFTER,
  gates: 3,
  slots: 4,
  gateSlots: { reset: 0, update: 1, new: 3 },
  keptGates: "saved",
  joined: [2, 3],
  states: ["h"],
  parameters: (sizes) => parametersOf(3, sizes),
  matrices({ inputs, hidden }) {
    const padded = toPanels(hidden);
    const x = toPanels(inputs);
    return {
      forward: [
        [inputs + 1 + hidden, 2 * padded],
        [1 + hidden, padded],
        [inputs + 1, padded],
      ],
      backward: [[3 * hidden, padded], NONE, [2 * hidden, x], [hidden, x]],
    };
  },
  pack(to, [a, b, c], [h, , x, xNew], from, sizes) {
    const { inputs, hidden } = sizes;
    for (let gate = 0; gate < 3; gate++) {
      const weights = ofGate(from, gate, sizes);
      const row = gate * hidden;
      packBack(to, [h, row], gate === 2 ? [xNew, 0] : [x, row], weights, sizes);
      if (gate < 2) packGate(to, a, gate * toPanels(hidden), weights, sizes);
      else {
        to.row(b, 0, 0, weights.bias_hh, 0, hidden);
        to.block(b, 1, 0, weights.weight_hh, hidden, hidden, 1, hidden);
        to.block(c, 0, 0, weights.weight_ih, inputs, hidden, 1, inputs);
        to.row(c, inputs, 0, weights.bias_ih, 0, hidden);
      }
    }
  },
  // Behind the rows lies the input half of n, transposed: [I + 1, P].
  gradientFloats: ({ inputs, hidden, padded, gradient }) => 3 * hidden * gradient + (inputs + 1) * padded,
  addGradients(sizes, joint, to) {
    const { inputs, hidden, padded, gradient } = sizes;
    const { addBlock, addBlockTransposed } = kernels();
    addJoint(sizes, joint, to, 3, 2);
    const rows = 2 * hidden;
    const half = joint + 3 * hidden * gradient * 4;
    if (to.weight_ih) addBlockTransposed(to.weight_ih + rows * inputs * 4, inputs, half, padded, hidden, inputs);
    if (to.bias_ih) addBlock(to.bias_ih + rows * 4, hidden, half + inputs * padded * 4, padded, 1, hidden);
  },
};
