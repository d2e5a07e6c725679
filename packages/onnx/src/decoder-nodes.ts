// The steps of a decoder as nodes: written out one after the other, `horizon` times, on the same weights.

import { type EncoderDecoder, OptionError } from "recurra";
import type { ExportContext } from "./export-context.ts";
import { concat, gather, pairwise, transpose } from "./graph/operations.ts";
import { isRecurrent, recurrentNodes, type StateValues } from "./graph/recurrent-nodes.ts";
import type { Value } from "./graph/value.ts";
import { notExportable } from "./layer-nodes.ts";
import { linearNodes } from "./linear-nodes.ts";
import { luongNodes } from "./luong-nodes.ts";

/** What the steps start from. */
interface DecoderInputs {
  /** What the encoder gave, [T, B, E]. */
  readonly memory: Value;
  readonly state: StateValues;
  /** [1, B, O] */
  readonly first: Value;
  readonly horizon: number;
  /** [B, horizon], added to the outputs of a decoder that writes one number a step. */
  readonly added?: Value;
}

/** The outputs of all steps, [horizon, B, O]. */
export function decoderNodes(
  context: ExportContext,
  network: EncoderDecoder,
  { memory, state: start, first, horizon, added }: DecoderInputs,
): Value {
  const { graph } = context;
  const { decoder, head, attention } = network;
  if (!isRecurrent(decoder)) throw notExportable(network);
  const look = attention && luongNodes(context, attention, transpose(graph, memory, [1, 0, 2]));
  const values: Value[] = [];
  let [value, state] = [first, start];
  for (let step = 0; step < horizon; step++) {
    const decoded = recurrentNodes(graph, decoder, context.nameOf(decoder), value, { state });
    const written = linearNodes(
      context,
      head,
      look ? transpose(graph, look(transpose(graph, decoded.output, [1, 0, 2])), [1, 0, 2]) : decoded.output,
    );
    // [B, 1], spread over [1, B, 1].
    value = added ? pairwise(graph, "Add", written, gather(graph, added, 1, [step])) : written;
    values.push(value);
    state = decoded.state;
  }
  return concat(graph, values, 0);
}

/** Throws OptionError ONNX_ATTENTION: attention looks at all rows, so it needs them all, and no others. */
export function requireNoAttention(network: EncoderDecoder, option: "states" | "lengths"): void {
  if (!network.attention) return;
  throw new OptionError(
    "ONNX_ATTENTION",
    "toOnnx",
    [
      "the decoder looks at all rows of a sequence by attention, which the graph does not do with ",
      { option, value: true },
    ],
    {
      found: option,
      remedies: [
        ["leave ", { option }, " out"],
        ["build one without ", { option: "attention" }],
      ],
    },
  );
}
