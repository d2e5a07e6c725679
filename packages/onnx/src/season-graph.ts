// A SeasonNetwork as nodes, for seasons of one length: the matrix that turns places into rows stands in the graph.

import { OptionError } from "recurra";
import {
  ANCHORS,
  NEAR_ROWS,
  PLACES,
  placesToRows,
  SCALARS,
  SEASON_NUMBERS,
  SEASONS_AHEAD,
  SEASONS_BACK,
  type SeasonNetwork,
  seasonLayout,
} from "recurra/pretrained";
import type { ExportContext } from "./export-context.ts";
import { concat, elementwise, gather, matmul, pairwise, products, reshape, transpose } from "./graph/operations.ts";
import { isRecurrent, recurrentNodes } from "./graph/recurrent-nodes.ts";
import type { Value } from "./graph/value.ts";
import { notExportable } from "./layer-nodes.ts";
import { linearNodes } from "./linear-nodes.ts";

/** x [B, layout.end] to y [B, horizon, Q], where horizon is two seasons. Throws OptionError ONNX_HORIZON and ONNX_STATES. */
export function seasonGraph(context: ExportContext, network: SeasonNetwork, horizon: number | undefined): void {
  const rows = (horizon ?? 0) / SEASONS_AHEAD;
  if (!Number.isSafeInteger(rows) || rows < 2 || rows > 10_000) {
    throw new OptionError(
      "ONNX_HORIZON",
      "toOnnx",
      [
        "a graph of a SeasonNetwork is for seasons of one length, and writes two of them, but ",
        { option: "horizon" },
        ` is ${String(horizon)}`,
      ],
      { remedies: [["give the rows of two seasons with ", { option: "horizon", like: "48" }]] },
    );
  }
  if (context.streams) {
    throw new OptionError(
      "ONNX_STATES",
      "toOnnx",
      "this network reads a history as seasons, so it has no state to take in",
      {
        remedies: [["export it without ", { option: "states" }]],
      },
    );
  }
  const { graph } = context;
  const words = `histories as numbers from their last seasons, of ${rows} rows each, as SeasonView writes them`;
  const x = graph.input("x", { type: "float32", shape: ["batch", seasonLayout(rows).end] }, words);
  graph.output("y", seasonNodes(context, network, x, rows), "quantiles of each row, from the last season and in units");
}

function seasonNodes(context: ExportContext, network: SeasonNetwork, x: Value, rows: number): Value {
  const { graph } = context;
  const { quantiles, gates, skip } = network;
  const layout = seasonLayout(rows);
  const [batch] = x.shape;
  const ahead = SEASONS_AHEAD * rows;
  const places = SEASONS_AHEAD * PLACES;
  const toRows = graph.weights("places_to_rows", placesToRows(rows), [places, ahead]);
  const outputs = decoded(context, network, x);
  /** Numbers of the head at places as lines of rows, [B, count, ahead]. */
  const lines = (from: number, count: number): Value => {
    const own = gather(graph, outputs, 2, range(from * PLACES, (from + count) * PLACES));
    const cut = reshape(graph, own, [batch, SEASONS_AHEAD, count, PLACES]);
    const joined = reshape(graph, transpose(graph, cut, [0, 2, 1, 3]), [batch, count, places]);
    return matmul(graph, joined, toRows);
  };
  const ofQuantiles = lines(0, quantiles);
  let median = gather(graph, ofQuantiles, 1, 0);
  if (skip !== null) {
    const near = gather(graph, x, 1, range(layout.near, layout.past));
    median = pairwise(graph, "Add", median, matmul(graph, linearNodes(context, skip, near), toRows));
  }
  const past = reshape(graph, gather(graph, x, 1, range(layout.past, layout.anchors)), [batch, SEASONS_BACK, rows]);
  const all = network.head.outFeatures;
  const weights = gather(graph, outputs, 2, range(all - SEASONS_BACK, all));
  median = pairwise(graph, "Add", median, reshape(graph, products(graph, weights, past), [batch, ahead]));
  if (gates) {
    const levels = gather(graph, x, 1, range(layout.anchors, layout.end));
    const drawn = pairwise(graph, "Mul", lines(quantiles, ANCHORS), reshape(graph, levels, [batch, ANCHORS, ahead]));
    for (const level of range(0, ANCHORS)) median = pairwise(graph, "Add", median, gather(graph, drawn, 1, level));
  }
  const side = (quantiles - 1) / 2;
  const rising: Value[] = [];
  const column = (value: Value): Value => reshape(graph, value, [batch, ahead, 1]);
  rising[side] = column(median);
  for (const [i, sign] of [...range(0, side).map((i) => [i, 1]), ...range(0, side).map((i) => [i, -1])]) {
    const step = elementwise(graph, "Softplus", gather(graph, ofQuantiles, 1, 1 + (sign > 0 ? i : side + i)));
    const from = rising[side + sign * i];
    rising[side + sign * (i + 1)] = pairwise(graph, sign > 0 ? "Add" : "Sub", from, column(step));
  }
  return concat(graph, rising, 2);
}

/** The head's numbers for each season ahead, [B, SEASONS_AHEAD, outputs]. */
function decoded(context: ExportContext, network: SeasonNetwork, x: Value): Value {
  const { graph } = context;
  const { embed, recurrent, position, head } = network;
  if (!isRecurrent(recurrent)) throw notExportable(recurrent);
  const [batch] = x.shape;
  const contextAt = SEASONS_BACK * SEASON_NUMBERS;
  const seasons = reshape(graph, gather(graph, x, 1, range(0, contextAt)), [batch, SEASONS_BACK, SEASON_NUMBERS]);
  const read = transpose(graph, elementwise(graph, "Relu", linearNodes(context, embed, seasons)), [1, 0, 2]);
  const name = context.nameOf(recurrent);
  const { state } = recurrentNodes(graph, recurrent, name, read);
  const known = gather(graph, x, 1, range(contextAt, contextAt + 2 * NEAR_ROWS + SCALARS));
  const around = elementwise(graph, "Relu", linearNodes(context, network.context, known));
  // Zeros of the batch's size: each place is one row of the table for all histories.
  const none = pairwise(graph, "Mul", gather(graph, around, 1, [0]), graph.weights("zero", Float32Array.of(0), [1]));
  const { numEmbeddings, embeddingDim, weight } = position;
  const table = graph.weights(`${context.nameOf(position)}weight`, weight.value, [numEmbeddings, embeddingDim]);
  const written = range(0, SEASONS_AHEAD).map((k) => {
    const place = pairwise(graph, "Add", gather(graph, table, 0, [k]), none);
    const input = reshape(graph, concat(graph, [around, place], 1), [1, batch, recurrent.inputSize]);
    const { output } = recurrentNodes(graph, recurrent, name, input, { state });
    return reshape(graph, linearNodes(context, head, gather(graph, output, 0, 0)), [batch, 1, head.outFeatures]);
  });
  return concat(graph, written, 1);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
