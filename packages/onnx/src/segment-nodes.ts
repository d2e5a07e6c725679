// A SegmentNetwork as nodes: the segments of a window as one sequence, then a step of its own for each segment of the forecast, all from the
// state at the end of the window.

import { OptionError } from "recurra";
import type { SegmentNetwork } from "recurra/forecast-network";
import type { ExportContext } from "./export-context.ts";
import { concat, elementwise, gather, pairwise, reshape, transpose } from "./graph/operations.ts";
import { isRecurrent, recurrentNodes } from "./graph/recurrent-nodes.ts";
import type { Value } from "./graph/value.ts";
import { notExportable } from "./layer-nodes.ts";
import { linearNodes } from "./linear-nodes.ts";

/** x [B, lookback, I] to the forecast [B, horizon]. Throws OptionError ONNX_STATES where states were asked for. */
export function segmentNodes(context: ExportContext, network: SegmentNetwork, x: Value): Value {
  const { graph } = context;
  const { lookback, horizon, targetColumn, anchorSeason, skip } = network;
  if (context.streams) {
    throw new OptionError(
      "ONNX_STATES",
      "toOnnx",
      "this forecaster reads a window as segments of rows, so it cannot go on from a state",
      { remedies: [["export it without ", { option: "states" }]] },
    );
  }
  let forecast = segments(context, network, x);
  if (skip === null && anchorSeason === 0) return forecast;
  const target = gather(graph, x, 2, targetColumn);
  if (skip !== null) forecast = pairwise(graph, "Add", forecast, linearNodes(context, skip, target));
  if (anchorSeason === 0) return forecast;
  const season = Array.from({ length: horizon }, (_, h) => lookback - anchorSeason + (h % anchorSeason));
  return pairwise(graph, "Add", forecast, gather(graph, target, 1, season));
}

function segments(context: ExportContext, network: SegmentNetwork, x: Value): Value {
  const { graph } = context;
  const { lookback, horizon, segmentRows, embed, recurrent, position, head } = network;
  if (!isRecurrent(recurrent)) throw notExportable(recurrent);
  const [batch, , inputs] = x.shape;
  const count = Math.floor(lookback / segmentRows);
  const unread = lookback - count * segmentRows;
  const rows = unread === 0 ? x : gather(graph, x, 1, range(unread, lookback));
  const cut = reshape(graph, elementwise(graph, "Asinh", rows), [batch, count, segmentRows * Number(inputs)]);
  const read = transpose(graph, elementwise(graph, "Relu", linearNodes(context, embed, cut)), [1, 0, 2]);
  const name = context.nameOf(recurrent);
  const { state } = recurrentNodes(graph, recurrent, name, read);
  // Zeros of the batch's size: what is written is one row of the table for all windows.
  const zero = graph.weights("zero", Float32Array.of(0), [1]);
  const none = pairwise(graph, "Mul", gather(graph, state.h, 0, [0]), zero);
  const { numEmbeddings, embeddingDim, weight } = position;
  const table = graph.weights(`${context.nameOf(position)}weight`, weight.value, [numEmbeddings, embeddingDim]);
  const written = range(0, numEmbeddings).map((m) => {
    const input = pairwise(graph, "Add", none, gather(graph, table, 0, [m]));
    return gather(graph, recurrentNodes(graph, recurrent, name, input, { state }).output, 0, 0);
  });
  const outputs = concat(
    graph,
    written.map((one) => linearNodes(context, head, one)),
    1,
  );
  const most = numEmbeddings * segmentRows;
  return most === horizon ? outputs : gather(graph, outputs, 1, range(0, horizon));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
