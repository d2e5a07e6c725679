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
  return { inputWeight: [rows, inputs], hiddenWeight: [rows, hidden], inputBias: [rows], hiddenBias: [rows] };
}

/** The parameters of one gate. */
export function ofGate(from: WeightPointers, gate: number, { inputs, hidden }: CellSizes): WeightPointers {
  const first = gate * hidden * 4;
  return {
    inputWeight: from.inputWeight + first * inputs,
    hiddenWeight: from.hiddenWeight + first * hidden,
    inputBias: from.inputBias && from.inputBias + first,
    hiddenBias: from.hiddenBias && from.hiddenBias + first,
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
  to.block(matrix, 0, column, gate.inputWeight, inputs, hidden, 1, inputs);
  to.row(matrix, inputs, column, gate.inputBias, gate.hiddenBias, hidden);
  to.block(matrix, inputs + 1, column, gate.hiddenWeight, hidden, hidden, 1, hidden);
}

/** A gate's weights as rows, from `row` on, of the backward matrices for h and for x. */
export function packBack(
  to: Packing,
  [h, hRow]: readonly [PackedMatrix, number],
  [x, xRow]: readonly [PackedMatrix, number],
  gate: WeightPointers,
  { inputs, hidden }: CellSizes,
): void {
  to.block(h, hRow, 0, gate.hiddenWeight, hidden, hidden, hidden, 1);
  to.block(x, xRow, 0, gate.inputWeight, hidden, inputs, inputs, 1);
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
  if (to.inputWeight) addBlock(to.inputWeight, inputs, joint, gradient, inputRows, inputs);
  if (to.inputBias) addBlock(to.inputBias, 1, biases, gradient, inputRows, 1);
  if (to.hiddenWeight) addBlock(to.hiddenWeight, hidden, biases + 4, gradient, rows, hidden);
  if (to.hiddenBias) addBlock(to.hiddenBias, 1, biases, gradient, rows, 1);
}

/** What a cell of joined gates says of itself. */
type Own = Pick<Cell, "name" | "code" | "form" | "gateSlots" | "keptGates" | "states">;

/** A cell all of whose G gates are joined. */
/* @__NO_SIDE_EFFECTS__ */
export function jointCell(gates: number, own: Own): Cell {
  return {
    ...own,
    gates,
    slots: gates,
    secondRow: false,
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
    ownFloats: () => 0,
    addGradients: (sizes, joint, to) => addJoint(sizes, joint, to, gates),
  };
}
