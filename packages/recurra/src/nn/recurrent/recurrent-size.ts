import { type Cell, gateCount } from "../../kernels/wasm/recurrent-layout.ts";
import type { NetworkSize } from "../module/room.ts";

/** What decides the size of recurrent layers. */
interface RecurrentShape {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers?: number;
  readonly bidirectional?: boolean;
  readonly bias?: boolean;
}

/** Per layer, direction and gate a row of inputs, one of states and two biases for each unit. */
export function recurrentSize(cell: Cell | "rnn", shape: RecurrentShape): NetworkSize {
  const { inputSize, hiddenSize, numLayers = 1, bidirectional = false, bias = true } = shape;
  const directions = bidirectional ? 2 : 1;
  const rows = directions * gateCount(cell === "rnn" ? "rnn-tanh" : cell) * hiddenSize;
  const own = hiddenSize + (bias ? 2 : 0);
  return {
    weights: rows * (inputSize + own) + (numLayers - 1) * rows * (directions * hiddenSize + own),
    parameters: numLayers * directions * (bias ? 4 : 2),
  };
}
