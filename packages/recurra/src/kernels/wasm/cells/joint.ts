// What the cells share whose gates have weight_ih [G * H, I], weight_hh [G * H, H] and two biases [G * H], as PyTorch has them. A gate's
// weights make up H columns of one matrix [I + 1 + H, ...]: one product of [x, 1, h] has all of its terms.
import { kernels } from "../engine.ts";
import type {
  Cell,
  CellSizes,
  GradientSizes,
  MatrixSize,
  PackedMatrix,
  Packing,
  WeightPointers,
} from "../recurrent-cell.ts";
import { toPanels } from "../recurrent-layout.ts";

/** No matrix. */
export const NONE: MatrixSize = [0, 0];

/** PyTorch's four parameters of G gates. */
export function parametersOf(gates: number, { inputs, hidden }: CellSizes): ReturnType<Cell["parameters"]> {
  const rows = gates * hidden;
  return { weight_ih: [rows, inputs], weight_hh: [rows, hidden], bias_ih: [rows], bias_hh: [rows] };
}

/** The parameters of one gate. */
export function ofGate(from: WeightPointers, gate: number, { inputs, hidden }: CellSizes): WeightPointers {
  const first = gate * hidden * 4;
  return {
    weight_ih: from.weight_ih + first * inputs,
    weight_hh: from.weight_hh + first * hidden,
    bias_ih: from.bias_ih && from.bias_ih + first,
    bias_hh: from.bias_hh && from.bias_hh + first,
  };
}

/** A gate's weights as columns, from `column` on, of a forward matrix [I + 1 + H, ...]. */
export function packGate(
  to: Packing,
  matrix: PackedMatrix,
  column: number,
  gate: WeightPointers,
  { inputs, hidden }: CellSizes,
): void {
  to.block(matrix, 0, column, gate.weight_ih, inputs, hidden, 1, inputs);
  to.row(matrix, inputs, column, gate.bias_ih, gate.bias_hh, hidden);
  to.block(matrix, inputs + 1, column, gate.weight_hh, hidden, hidden, 1, hidden);
}

/** A gate's weights as rows, from `row` on, of the backward matrices for h and for x. */
export function packBack(
  to: Packing,
  [h, hRow]: readonly [PackedMatrix, number],
  [x, xRow]: readonly [PackedMatrix, number],
  gate: WeightPointers,
  { inputs, hidden }: CellSizes,
): void {
  to.block(h, hRow, 0, gate.weight_hh, hidden, hidden, hidden, 1);
  to.block(x, xRow, 0, gate.weight_ih, hidden, inputs, inputs, 1);
}

/** Adds the rows of a joint gradient [G * H, I + 1 + H]; of x and its bias those of the first `inputGates` alone. */
export function addJoint(
  { inputs, hidden, gradient }: GradientSizes,
  joint: number,
  to: WeightPointers,
  gates: number,
  inputGates: number = gates,
): void {
  const { addBlock } = kernels();
  const rows = gates * hidden;
  const inputRows = inputGates * hidden;
  const biases = joint + inputs * 4;
  if (to.weight_ih) addBlock(to.weight_ih, inputs, joint, gradient, inputRows, inputs);
  if (to.bias_ih) addBlock(to.bias_ih, 1, biases, gradient, inputRows, 1);
  if (to.weight_hh) addBlock(to.weight_hh, hidden, biases + 4, gradient, rows, hidden);
  if (to.bias_hh) addBlock(to.bias_hh, 1, biases, gradient, rows, 1);
}

/** What a cell of joined gates says of itself. */
type Own = Pick<Cell, "name" | "code" | "form" | "gateSlots" | "keptGates" | "joined" | "states">;

/** A cell all of whose G gates are joined. */
/* @__NO_SIDE_EFFECTS__ */
export function jointCell(gates: number, own: Own): Cell {
  return {
    ...own,
    gates,
    slots: gates,
    parameters: (sizes) => parametersOf(gates, sizes),
    matrices: ({ inputs, hidden }) => ({
      forward: [[inputs + 1 + hidden, gates * toPanels(hidden)], NONE, NONE],
      backward: [[gates * hidden, toPanels(hidden)], NONE, [gates * hidden, toPanels(inputs)], NONE],
    }),
    pack: (to, [a], [h, , x], from, sizes) => {
      for (let gate = 0; gate < gates; gate++) {
        const weights = ofGate(from, gate, sizes);
        const row = gate * sizes.hidden;
        packGate(to, a, gate * toPanels(sizes.hidden), weights, sizes);
        packBack(to, [h, row], [x, row], weights, sizes);
      }
    },
    gradientFloats: ({ hidden, gradient }) => gates * hidden * gradient,
    addGradients: (sizes, joint, to) => addJoint(sizes, joint, to, gates),
  };
}
