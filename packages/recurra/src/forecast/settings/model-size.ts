// How large a Forecaster's network may be, and how much work it is. It is asked before anything is made: WebAssembly memory ends at
// 4 GiB, and a size with a few zeros too many is a slip of the hand.

import { OptionError } from "../../core/errors.ts";
import { linearSize, requireRoom } from "../../nn/module/room.ts";
import { cellOf } from "../../nn/recurrent/cells.ts";
import { recurrentSize } from "../../nn/recurrent/recurrent-size.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { Cell, ForecastModel } from "./forecaster-options.ts";

/** What decides the number of weights of the recurrent layers. */
interface ModelSize {
  readonly cell: Cell;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
}

/** What decides the work of a row. */
type WorkSize = ModelSize & { readonly model?: ForecastModel; readonly segmentRows?: number };

/** Rows of a segment, where they are not known: the fewest that a default has. */
const SEGMENT = 12;

/** Multiply-adds for each row of a window: with segments one step of the recurrent layers for all rows of a segment. */
export function rowWork(size: WorkSize): number {
  const { model, inputSize, hiddenSize, segmentRows = SEGMENT } = size;
  if (model !== "segment") return recurrentSize(cellOf(size.cell), size).weights;
  return (
    inputSize * hiddenSize + recurrentSize(cellOf(size.cell), { ...size, inputSize: hiddenSize }).weights / segmentRows
  );
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

/** A network that is to be trained, and how much of it there is. */
type TrainedSize = ModelSize & {
  readonly model?: ForecastModel;
  readonly horizon?: number;
  readonly lookback?: number;
  /** Networks whose mean is the forecast. */
  readonly members?: number;
};

/** Throws OptionError MODEL_TOO_LARGE, with the numbers, where the weights of its recurrent layers and of its head do not fit into memory. */
export function requireModelFits(subject: string, size: TrainedSize): void {
  const { cell, model, hiddenSize, horizon = 1, lookback = 1, members = 1 } = size;
  const layers = recurrentSize(cellOf(cell), size);
  const each = [
    layers,
    ...(model === "seq2seq" ? [layers] : [linearSize(hiddenSize, horizon)]),
    linearSize(lookback, 1),
  ];
  const all = each.map(({ weights, parameters }) => ({ weights: members * weights, parameters: members * parameters }));
  requireRoom(subject, all, ["hiddenSize", "numLayers"]);
}

/** Bytes of a step, unless a program sets another limit. */
const STEP = 2 ** 30;

/** Throws OptionError MODEL_TOO_LARGE, with the numbers, where what a single window leaves behind for its gradient does not fit into a step. */
export function requireWindowFits(subject: string, size: WorkSize & { readonly lookback: number }): void {
  const { cell, hiddenSize, numLayers, model, lookback, segmentRows = SEGMENT } = size;
  const steps = model === "segment" ? Math.ceil(lookback / segmentRows) : lookback;
  // The gates and the state of each step, layer and unit.
  const bytes = 4 * steps * numLayers * hiddenSize * (cellOf(cell).gates + 1);
  if (bytes <= STEP) return;
  throw new OptionError(
    "MODEL_TOO_LARGE",
    subject,
    `${counted(steps, "step")} of ${counted(numLayers, "layer")} of ${grouped(hiddenSize)} units leave ${grouped(bytes)} bytes behind for the gradient of one window, but a step of training holds ${grouped(STEP)}`,
    {
      found: bytes,
      remedies: [
        ["choose a smaller ", { option: "lookback" }, ", ", { option: "hiddenSize" }, " or ", { option: "numLayers" }],
      ],
    },
  );
}
