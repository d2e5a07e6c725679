import type { Cell, ParameterName } from "../../kernels/wasm/recurrent-cell.ts";
import type { NetworkSize } from "../module/room.ts";

/** What decides the size of recurrent layers. */
interface RecurrentShape {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers?: number;
  readonly bidirectional?: boolean;
  readonly bias?: boolean;
}

/** The shapes of one layer's and direction's parameters by their names, in their order. */
export function cellParameters(
  cell: Pick<Cell, "parameters">,
  inputs: number,
  hidden: number,
  bias: boolean,
): [ParameterName, readonly number[]][] {
  const all = Object.entries(cell.parameters({ inputs, hidden })) as [ParameterName, readonly number[]][];
  return all.filter(([, shape]) => bias || shape.length > 1);
}

/** The weights of all layers and directions, and how many parameters they are. */
export function recurrentSize(cell: Pick<Cell, "parameters">, shape: RecurrentShape): NetworkSize {
  const { inputSize, hiddenSize, numLayers = 1, bidirectional = false, bias = true } = shape;
  const directions = bidirectional ? 2 : 1;
  const layer = (inputs: number): number[] =>
    cellParameters(cell, inputs, hiddenSize, bias).map(([, sizes]) => sizes.reduce((product, size) => product * size));
  const sum = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);
  const first = layer(inputSize);
  return {
    weights: directions * (sum(first) + (numLayers - 1) * sum(layer(directions * hiddenSize))),
    parameters: numLayers * directions * first.length,
  };
}
