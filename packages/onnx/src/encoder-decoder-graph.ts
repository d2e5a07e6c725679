// An encoder-decoder as a graph: the decoder's steps are written out one after the other, `horizon` times, on the same weights. With
// states, those of the encoder go in and out: each call takes the steps that are new and gives the forecast after them.

import { type EncoderDecoder, type Linear, OptionError } from "recurra";
import { grouped } from "recurra/words";
import { decoderNodes, requireNoAttention } from "./decoder-nodes.ts";
import type { ExportContext } from "./export-context.ts";
import { cast, gather, pairwise, reshape, transpose } from "./graph/operations.ts";
import { isRecurrent, recurrentNodes, type StateValues } from "./graph/recurrent-nodes.ts";
import type { Value } from "./graph/value.ts";
import { notExportable } from "./layer-nodes.ts";
import { linearNodes } from "./linear-nodes.ts";
import { lengthsOf } from "./network-graph.ts";

/** What joins the final states of an encoder that reads both ways. */
type Bridge = NonNullable<EncoderDecoder["bridge"]>;

/** Steps that are written out at most: some ten nodes each. */
const LARGEST_HORIZON = 10_000;

export function encoderDecoderGraph(
  context: ExportContext,
  network: EncoderDecoder,
  horizon: number | undefined,
  withLengths: boolean,
): void {
  const { graph } = context;
  const { encoder, bridge, targetColumns } = network;
  if (!isRecurrent(encoder)) throw notExportable(network);
  if (context.streams) requireNoAttention(network, "states");
  if (withLengths) requireNoAttention(network, "lengths");
  if (horizon === undefined || !Number.isSafeInteger(horizon) || horizon < 1 || horizon > LARGEST_HORIZON) {
    throw new OptionError(
      "ONNX_HORIZON",
      "toOnnx",
      [
        "the steps of an EncoderDecoder are written out in the graph, so it needs to know how many",
        ...(horizon === undefined ? [] : [", but ", { option: "horizon" }, ` is ${horizon}`]),
      ],
      {
        found: horizon,
        remedies: [[`give a whole number from 1 to ${grouped(LARGEST_HORIZON)} with `, { option: "horizon" }]],
      },
    );
  }
  const shape = ["batch", "time", encoder.inputSize];
  const x = graph.input("x", { type: "float32", shape }, "input sequences, oldest step first");
  const lengths = withLengths ? lengthsOf(context) : undefined;
  const encoded = recurrentNodes(graph, encoder, context.nameOf(encoder), transpose(graph, x, [1, 0, 2]), {
    state: context.openState(encoder, "batch"),
    lengths,
  });
  context.closeState(encoded.state);
  const state = bridge ? bridged(context, bridge, encoded.state) : encoded.state;
  const last = lengths ? lastTrue(context, x, lengths) : gather(graph, x, 1, -1);
  const first = gather(graph, last, 1, targetColumns);
  // [1, B, O] from here on: one step, time-major.
  const decoded = decoderNodes(context, network, {
    ...{ memory: encoded.output, state, first: reshape(graph, first, [1, ...first.shape]), horizon },
  });
  graph.output("y", transpose(graph, decoded, [1, 0, 2]), "the steps after the last one of x");
  context.writeStates();
}

/** The last true step of each sequence, [B, I]. */
function lastTrue({ graph }: ExportContext, x: Value, lengths: Value): Value {
  const at = pairwise(graph, "Sub", cast(graph, lengths, "int64"), graph.int64s([1]));
  const [batch, , features] = x.shape;
  const positions = reshape(graph, at, [batch, 1]);
  return graph.one("GatherND", [x, positions], { type: x.type, shape: [batch, features] }, { batch_dims: 1 });
}

function bridged(context: ExportContext, bridge: Bridge, states: StateValues): StateValues {
  // What is left out is zero.
  const joined = Object.entries(states).flatMap(([name, state]) => {
    const linear = bridge.linearOf(name);
    return linear ? [[name, joinDirections(context, linear, state)] as const] : [];
  });
  return Object.fromEntries(joined);
}

/** [L*2, B, H] -> [L, B, 2H] -> [L, B, H]. */
function joinDirections(context: ExportContext, linear: Linear, state: Value): Value {
  const { graph } = context;
  const [both, batch, hidden] = state.shape;
  const layers = Number(both) / 2;
  const byLayer = transpose(graph, reshape(graph, state, [layers, 2, batch, hidden]), [0, 2, 1, 3]);
  return linearNodes(context, linear, reshape(graph, byLayer, [layers, batch, 2 * Number(hidden)]));
}
