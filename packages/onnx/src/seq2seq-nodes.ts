// A Seq2SeqNetwork as nodes: the encoder over a window, then the decoder's steps, each upon what the skip adds to it.

import { OptionError } from "recurra";
import type { Seq2SeqNetwork } from "recurra/forecast-network";
import { decoderNodes } from "./decoder-nodes.ts";
import type { ExportContext } from "./export-context.ts";
import { gather, reshape, transpose } from "./graph/operations.ts";
import { isRecurrent, recurrentNodes } from "./graph/recurrent-nodes.ts";
import type { Value } from "./graph/value.ts";
import { notExportable } from "./layer-nodes.ts";
import { linearNodes } from "./linear-nodes.ts";

/** x [B, lookback, I] to the forecast [B, horizon]. Throws OptionError ONNX_STATES where states were asked for. */
export function seq2seqNodes(context: ExportContext, network: Seq2SeqNetwork, x: Value): Value {
  const { graph } = context;
  const { coder, skip, horizon, targetColumn } = network;
  const { encoder } = coder;
  if (!isRecurrent(encoder)) throw notExportable(network);
  if (context.streams) {
    throw new OptionError(
      "ONNX_STATES",
      "toOnnx",
      "this forecaster's decoder begins anew with each window, so it cannot go on from a state",
      { remedies: [["export it without ", { option: "states" }]] },
    );
  }
  const [batch] = x.shape;
  const { output, state } = recurrentNodes(graph, encoder, context.nameOf(encoder), transpose(graph, x, [1, 0, 2]));
  const target = gather(graph, x, 2, targetColumn);
  const first = reshape(graph, gather(graph, target, 1, [-1]), [1, batch, 1]);
  const added = skip === null ? {} : { added: linearNodes(context, skip, target) };
  const written = decoderNodes(context, coder, { memory: output, state, first, horizon, ...added });
  return transpose(graph, gather(graph, written, 2, 0), [1, 0]);
}
