import { kernels } from "../engine.ts";
import { SLSTM } from "../layer-words.ts";
import type { Cell, CellSizes, WeightPointers } from "../recurrent-cell.ts";
import { addJoint, jointCell, NONE } from "./joint.ts";

/**
 * An LSTM with an exponential input gate, a normaliser n and a stabiliser m; gates in the order i f z o. A unit reads the units of its own
 * head: weight_hh [4H, H / heads]. For the products it is spread out, with zeros between heads.
 */
export function slstm(heads: number): Cell {
  const joint = jointCell(4, {
    name: "slstm",
    code: SLSTM,
    form: 0,
    gateSlots: { input: 0, forget: 1, cell: 2, output: 3 },
    keptGates: "saved",
    joined: [4, 4],
    states: ["h", "c", "n", "m"],
  });
  const dense = heads === 1;
  return {
    ...joint,
    // c and n belong together, and n is above 0 where something is stored.
    free: ["h"],
    // The fifth is the slope of log f.
    slots: 5,
    parameters: (sizes) => ({ ...joint.parameters(sizes), weight_hh: [4 * sizes.hidden, sizes.hidden / heads] }),
    matrices(sizes) {
      const { forward, backward } = joint.matrices(sizes);
      return { forward: [forward[0], NONE, dense ? NONE : [4 * sizes.hidden, sizes.hidden]], backward };
    },
    pack(to, forward, backward, from, sizes) {
      const weight_hh = dense ? from.weight_hh : spread(heads, forward[2].pointer, from, sizes);
      joint.pack(to, forward, backward, { ...from, weight_hh }, sizes);
    },
    addGradients(layout, from, to) {
      addJoint(layout, from, dense ? to : { ...to, weight_hh: 0 }, 4);
      if (dense || !to.weight_hh) return;
      const { inputs, hidden, gradient } = layout;
      const width = hidden / heads;
      eachHead(heads, layout, (row, column) => {
        const block = from + (row * gradient + inputs + 1 + column) * 4;
        kernels().addBlock(to.weight_hh + row * width * 4, width, block, gradient, width, width);
      });
    },
  };
}

/** The blocks of [4H, H] that are not zero, by their first row and column. */
function eachHead(heads: number, { hidden }: CellSizes, visit: (row: number, column: number) => void): void {
  const width = hidden / heads;
  for (let block = 0; block < 4 * heads; block++) visit(block * width, (block % heads) * width);
}

/** Writes weight_hh into a matrix [4H, H] of zeros. */
function spread(heads: number, matrix: number, { weight_hh }: WeightPointers, sizes: CellSizes): number {
  const { hidden } = sizes;
  const width = hidden / heads;
  eachHead(heads, sizes, (row, column) => {
    kernels().packWide(matrix, hidden, row, column, weight_hh + row * width * 4, width, width, width, 1);
  });
  return matrix;
}
