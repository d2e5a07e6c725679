import { kernels } from "../engine.ts";
import { MIN_GRU } from "../layer-words.ts";
import type { Cell } from "../recurrent-cell.ts";
import { toPanels } from "../recurrent-layout.ts";
import { NONE } from "./joint.ts";

/** h' = (1 - z) * h + z * n; gates in the order z n. They read the input alone: the gates of all steps are one product, so all are kept. */
export const minGru: Cell = {
  name: "mingru",
  code: MIN_GRU,
  form: 0,
  gates: 2,
  slots: 2,
  gateSlots: { update: 0, new: 1 },
  keptGates: "always",
  joined: [0, 0],
  states: ["h"],
  secondRow: false,
  parameters: ({ inputs, hidden }) => ({ weight_ih: [2 * hidden, inputs], bias_ih: [2 * hidden] }),
  matrices: ({ inputs, hidden }) => ({
    forward: [[inputs + 1, 2 * toPanels(hidden)], NONE, NONE],
    backward: [NONE, NONE, [2 * hidden, toPanels(inputs)], NONE],
  }),
  pack(to, [a], [, , x], { weight_ih, bias_ih }, { inputs, hidden }) {
    for (let gate = 0; gate < 2; gate++) {
      const row = gate * hidden;
      const weight = weight_ih + row * inputs * 4;
      const column = gate * toPanels(hidden);
      to.block(a, 0, column, weight, inputs, hidden, 1, inputs);
      to.row(a, inputs, column, bias_ih && bias_ih + row * 4, 0, hidden);
      to.block(x, row, 0, weight, hidden, inputs, inputs, 1);
    }
  },
  // Transposed: [I + 1, 2H].
  gradientFloats: ({ inputs, hidden }) => (inputs + 1) * toPanels(2 * hidden),
  ownFloats: () => 0,
  addGradients({ inputs, hidden }, joint, { weight_ih, bias_ih }) {
    const { addBlock, addBlockTransposed } = kernels();
    const width = toPanels(2 * hidden);
    if (weight_ih) addBlockTransposed(weight_ih, inputs, joint, width, 2 * hidden, inputs);
    if (bias_ih) addBlock(bias_ih, 2 * hidden, joint + inputs * width * 4, width, 1, 2 * hidden);
  },
};
