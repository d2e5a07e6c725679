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

/** PyTorch's names, to which the layer and the direction are added. */
const STORED = {
  inputWeight: "weight_ih",
  hiddenWeight: "weight_hh",
  inputBias: "bias_ih",
  hiddenBias: "bias_hh",
} as const satisfies Record<ParameterName, string>;

/** The parameters of one layer and direction in their order, each with the beginning of its name in a file, and its shape. */
export function cellParameters(
  cell: Pick<Cell, "parameters">,
  inputs: number,
  hidden: number,
  bias: boolean,
): [ParameterName, string, readonly number[]][] {
  const shapes = cell.parameters({ inputs, hidden });
  return (Object.keys(STORED) as ParameterName[]).flatMap((name) => {
    const shape = shapes[name];
    return shape && (bias || shape.length > 1) ? [[name, STORED[name], shape] as const] : [];
  }) as [ParameterName, string, readonly number[]][];
}

/** The weights of all layers and directions, and how many parameters they are. */
export function recurrentSize(cell: Pick<Cell, "parameters">, shape: RecurrentShape): NetworkSize {
  const { inputSize, hiddenSize, numLayers = 1, bidirectional = false, bias = true } = shape;
  const directions = bidirectional ? 2 : 1;
  const layer = (inputs: number): number[] =>
    cellParameters(cell, inputs, hiddenSize, bias).map(([, , sizes]) =>
      sizes.reduce((product, size) => product * size),
    );
  const sum = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);
  const first = layer(inputSize);
  return {
    weights: directions * (sum(first) + (numLayers - 1) * sum(layer(directions * hiddenSize))),
    parameters: numLayers * directions * first.length,
  };
}
