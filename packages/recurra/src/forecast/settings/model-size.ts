// How large a network may be. It is asked before anything is made: WebAssembly memory ends at 4 GiB, and a size with a few zeros
// too many is a slip of the hand.

import { OptionError } from "../../core/errors.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { Cell, ForecastModel } from "./forecaster-options.ts";

const GATES: Readonly<Record<Cell, number>> = { rnn: 1, gru: 3, lstm: 4 };

/** Weights that can be trained: with gradients, Adam's two moments and packed copies each takes about 24 bytes. */
const MOST_WEIGHTS = 2 ** 27;

/** What decides the number of weights of the recurrent layers. */
interface ModelSize {
  readonly cell: Cell;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
}

/** What decides the work of a row. */
type WorkSize = ModelSize & { readonly model?: ForecastModel; readonly segmentRows?: number };

/** Weights of the recurrent layers: per layer and gate one row of inputs, one of states and two biases for each unit. */
export function recurrentWeights({ cell, inputSize, hiddenSize, numLayers }: ModelSize): number {
  const gates = GATES[cell] * hiddenSize;
  return gates * (inputSize + hiddenSize + 2) + (numLayers - 1) * gates * (2 * hiddenSize + 2);
}

/** Rows of a segment, where they are not known: the fewest that a default has. */
const SEGMENT = 12;

/** Multiply-adds for each row of a window: with segments one step of the recurrent layers for all rows of a segment. */
export function rowWork(size: WorkSize): number {
  const { model, inputSize, hiddenSize, segmentRows = SEGMENT } = size;
  if (model !== "segment") return recurrentWeights(size);
  return inputSize * hiddenSize + recurrentWeights({ ...size, inputSize: hiddenSize }) / segmentRows;
}

/** Multiply-adds of a window's way through a pretrained network, seen in several ways, with what it takes to see it. */
export const PRETRAINED_WORK = 2e7;

/**
 * Multiply-adds of a window's way through the network, to a good approximation; its training step takes three times as many. What limits
 * or foresees work goes by this count: seconds depend on the machine.
 */
export function windowWork(size: WorkSize & { readonly lookback: number }): number {
  return size.model === "pretrained" ? PRETRAINED_WORK : size.lookback * rowWork(size);
}

/** Throws OptionError MODEL_TOO_LARGE, naming the numbers, when the weights do not fit into memory. */
export function requireModelFits(size: ModelSize): void {
  const weights = recurrentWeights(size);
  if (weights <= MOST_WEIGHTS) return;
  const { hiddenSize, numLayers } = size;
  throw new OptionError(
    "MODEL_TOO_LARGE",
    "Forecaster",
    `${counted(numLayers, "layer")} of ${grouped(hiddenSize)} units ${numLayers === 1 ? "has" : "have"} ${grouped(weights)} weights, but memory holds at most ${grouped(MOST_WEIGHTS)}`,
    {
      found: weights,
      remedies: [["use fewer units (", { option: "hiddenSize" }, ") or layers (", { option: "numLayers" }, ")"]],
    },
  );
}
