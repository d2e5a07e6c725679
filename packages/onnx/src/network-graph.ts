// Networks on their own, without scaling: one layer, a Sequential, a recurrent network with lengths.

import { LastStep, Linear, type Module, OptionError, Sequential } from "recurra";
import {
  AdditiveAttention,
  BatchNorm1d,
  Bidirectional,
  Conv1d,
  Dropout1d,
  Embedding,
  MultiheadAttention,
  RecurrentOf,
} from "recurra/nn";
import type { ExportContext } from "./export-context.ts";
import { transpose } from "./graph/operations.ts";
import { isRecurrent, recurrentNodes } from "./graph/recurrent-nodes.ts";
import type { Dim, Value } from "./graph/value.ts";
import { isPlain, layerNodes, notExportable } from "./layer-nodes.ts";

/** The network's input x, its output y, and where asked for lengths and states. */
export function networkGraph(context: ExportContext, network: Module, lengths: boolean): void {
  const { graph } = context;
  const layers = flat(network);
  const features = featuresOf(network, layers);
  // Without a layer that knows of time, rows are single ones.
  const sequences = layers.some((layer) => isRecurrent(layer) || SEQUENCES.some((type) => isPlain(layer, type)));
  const shape: Dim[] = [...(sequences ? ["batch", "time"] : ["batch"]), ...features];
  const x = graph.input(
    "x",
    { type: "float32", shape },
    `${sequences ? "sequences, oldest step first" : "rows"}${features.length === 0 ? ": numbers of rows of a table" : sequences ? "" : " of features"}`,
  );
  if (isRecurrent(network)) {
    const lengthsInput = lengths ? lengthsOf(context) : undefined;
    const state = context.openState(network, "batch");
    const run = recurrentNodes(graph, network, "", transpose(graph, x, [1, 0, 2]), { state, lengths: lengthsInput });
    context.closeState(run.state);
    graph.output("y", transpose(graph, run.output, [1, 0, 2]), "the last layer's output at each step");
  } else {
    if (lengths) {
      throw new OptionError(
        "ONNX_LENGTHS",
        "toOnnx",
        `lengths are for a recurrent network or an EncoderDecoder on its own, and this is a ${network.constructor.name}, whose forward() takes none`,
        { remedies: [["leave ", { option: "lengths" }, " out"]] },
      );
    }
    graph.output("y", layerNodes(context, network, x), "the network's output");
  }
  context.writeStates();
}

/** The features of the input: as many as the first layer that says so takes, and none beside the numbers that an Embedding takes. */
function featuresOf(network: Module, layers: readonly Module[]): number[] {
  if (layers.length > 0 && isPlain(layers[0], Embedding)) return [];
  for (const layer of layers) {
    if (isRecurrent(layer)) return [layer.inputSize];
    if (isPlain(layer, Linear)) return [layer.inFeatures];
    if (isPlain(layer, MultiheadAttention)) return [layer.embedDim];
    if (isPlain(layer, Conv1d)) return [layer.inChannels];
    if (isPlain(layer, BatchNorm1d)) return [layer.numFeatures];
    if (isPlain(layer, AdditiveAttention)) return [layer.queryDim];
    const cell = isPlain(layer, RecurrentOf)
      ? layer.cell
      : isPlain(layer, Bidirectional)
        ? layer.forward_cell.cell
        : {};
    const { inputSize } = cell as { inputSize?: unknown };
    if (typeof inputSize === "number") return [inputSize];
  }
  throw layers.length > 0 && layers[0] !== network ? sizeless(network) : notExportable(network);
}

/** Layers that take sequences alone. */
const SEQUENCES: readonly (abstract new (...args: never[]) => Module & { forward: unknown })[] = [
  LastStep,
  MultiheadAttention,
  AdditiveAttention,
  Conv1d,
  Dropout1d,
  RecurrentOf,
  Bidirectional,
];

/** The input for true lengths. */
export function lengthsOf({ graph }: ExportContext): Value {
  return graph.input(
    "lengths",
    { type: "int32", shape: ["batch"] },
    "steps of each sequence, from 1; what follows is padding",
  );
}

/** Every layer, those of a Sequential inside included. */
function flat(module: Module): Module[] {
  return isPlain(module, Sequential) ? module.namedLayers().flatMap(([, layer]) => flat(layer)) : [module];
}

function sizeless(network: Module): OptionError {
  return new OptionError(
    "ONNX_MODULE",
    "toOnnx",
    `the ${network.constructor.name} has neither a recurrent network nor a Linear, so the number of features is unknown`,
  );
}
