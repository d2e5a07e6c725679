// Layers as nodes. What a layer computes is known for the library's own classes alone: a program's own Module is code, and so is a
// subclass with a forward() of its own.

import { Dropout, LastStep, Linear, type Module, OptionError, ReLU, Sequential, Sigmoid, Tanh } from "recurra";
import {
  AdditiveAttention,
  BatchNorm1d,
  Bidirectional,
  Conv1d,
  cellFacts,
  Dropout1d,
  Embedding,
  GELU,
  LayerNorm,
  LeakyReLU,
  LuongAttention,
  MultiheadAttention,
  NonCrossing,
  RecurrentOf,
  SiLU,
  Softplus,
  StudentT,
} from "recurra/nn";
import { cellNames } from "recurra/words";
import type { ExportContext } from "./export-context.ts";
import { gelu } from "./graph/normalised.ts";
import {
  concat,
  cumulativeSum,
  elementwise,
  gather,
  matmul,
  pairwise,
  products,
  reshape,
  rows,
  softmax,
  transpose,
  turned,
} from "./graph/operations.ts";
import { isRecurrent, recurrentNodes } from "./graph/recurrent-nodes.ts";
import type { Value } from "./graph/value.ts";
import { withCellNetwork } from "./library-network.ts";
import { conv1dNodes, linearNodes, misfit } from "./linear-nodes.ts";
import { additiveNodes, luongNodes } from "./luong-nodes.ts";
import { batchNormNodes, layerNormNodes, leakyReluNodes } from "./normalised-nodes.ts";

/** Whether a module is of this class and computes what this class does. */
export function isPlain<T extends Module & { forward: unknown }>(
  module: Module,
  type: abstract new (...args: never[]) => T,
): module is T {
  return module instanceof type && module.forward === (type.prototype as T).forward;
}

/** One layer, or a Sequential of layers, from x to its output. Recurrent networks take and give [B, T, F]. */
export function layerNodes(context: ExportContext, module: Module, x: Value): Value {
  const { graph } = context;
  if (isPlain(module, Sequential)) {
    return module.namedLayers().reduce((y, [, layer]) => layerNodes(context, layer, y), x);
  }
  if (isPlain(module, Linear)) return linearNodes(context, module, x);
  if (isPlain(module, Dropout) || isPlain(module, Dropout1d)) return x;
  if (isPlain(module, Conv1d)) return conv1dNodes(context, module, x);
  if (isPlain(module, Tanh)) return elementwise(graph, "Tanh", x);
  if (isPlain(module, Sigmoid)) return elementwise(graph, "Sigmoid", x);
  if (isPlain(module, ReLU)) return elementwise(graph, "Relu", x);
  if (isPlain(module, Softplus)) return elementwise(graph, "Softplus", x);
  if (isPlain(module, SiLU)) return pairwise(graph, "Mul", x, elementwise(graph, "Sigmoid", x));
  if (isPlain(module, GELU)) return gelu(graph, x);
  if (isPlain(module, LeakyReLU)) return leakyReluNodes(context, module, x);
  if (isPlain(module, LayerNorm)) return layerNormNodes(context, module, x);
  if (isPlain(module, BatchNorm1d)) {
    const y = batchNormNodes(context, module, x);
    if (y) return y;
  }
  if (isPlain(module, NonCrossing)) return nonCrossingNodes(context, x);
  if (isPlain(module, StudentT)) return studentTNodes(context, x);
  if (isPlain(module, MultiheadAttention)) return attentionNodes(context, module, x);
  if (isPlain(module, LuongAttention)) {
    const { queryDim, memoryDim } = module;
    if (x.shape.length !== 3 || x.shape[2] !== queryDim || queryDim !== memoryDim) {
      throw misfit("a LuongAttention alone", `[batch, time, ${queryDim}]`, x);
    }
    return luongNodes(context, module, x)(x);
  }
  if (isPlain(module, AdditiveAttention)) {
    const { queryDim, memoryDim } = module;
    if (x.shape.length !== 3 || x.shape[2] !== queryDim || queryDim !== memoryDim) {
      throw misfit("an AdditiveAttention alone", `[batch, time, ${queryDim}]`, x);
    }
    return additiveNodes(context, module, x);
  }
  if (isPlain(module, Embedding)) {
    const { numEmbeddings, embeddingDim, weight } = module;
    const name = `${context.nameOf(module)}weight`;
    const table = graph.once(name, () => graph.weights(name, weight.value, [numEmbeddings, embeddingDim]));
    return rows(graph, table, x);
  }
  if (isPlain(module, LastStep)) return lastStepNodes(context, module, x);
  if (isPlain(module, RecurrentOf) || isPlain(module, Bidirectional)) {
    const y = withCellNetwork(module, (network) => {
      requireSteps(network.inputSize, module, x);
      const run = recurrentNodes(graph, network, context.nameOf(module), transpose(graph, x, [1, 0, 2]));
      return transpose(graph, run.output, [1, 0, 2]);
    });
    if (y) return y;
  }
  if (isRecurrent(module)) {
    requireSteps(module.inputSize, module, x);
    const state = context.openState(module, x.shape[0]);
    const run = recurrentNodes(graph, module, context.nameOf(module), transpose(graph, x, [1, 0, 2]), { state });
    context.closeState(run.state);
    return transpose(graph, run.output, [1, 0, 2]);
  }
  throw notExportable(module);
}

function requireSteps(inputSize: number, module: Module, x: Value): void {
  if (x.shape.length === 3 && x.shape[2] === inputSize) return;
  throw misfit(`a ${module.constructor.name}`, `[batch, time, ${inputSize}]`, x);
}

/** The last step of x [B, T, F]; with two directions, the first step of the second half of the features. */
function lastStepNodes({ graph }: ExportContext, { bidirectional }: LastStep, x: Value): Value {
  const features = x.shape[2];
  if (x.shape.length !== 3 || typeof features !== "number" || (bidirectional && features % 2 === 1)) {
    throw misfit("a LastStep", `[batch, time, ${bidirectional ? "an even number of features" : "features"}]`, x);
  }
  if (!bidirectional) return gather(graph, x, 1, -1);
  const half = features / 2;
  const columns = (from: number): number[] => Array.from({ length: half }, (_, i) => from + i);
  const forward = gather(graph, gather(graph, x, 1, -1), 1, columns(0));
  return concat(graph, [forward, gather(graph, gather(graph, x, 1, 0), 1, columns(half))], 1);
}

/** Columns `from` to `to` of the last axis. */
function columns({ graph }: ExportContext, x: Value, from: number, to: number): Value {
  const at = Array.from({ length: to - from }, (_, i) => from + i);
  return gather(graph, x, x.shape.length - 1, at);
}

/** The first number, and sums of softplus upon it. */
function nonCrossingNodes(context: ExportContext, x: Value): Value {
  const count = x.shape.at(-1);
  if (typeof count !== "number") throw misfit("a NonCrossing", "[.., quantiles]", x);
  if (count === 1) return x;
  const { graph } = context;
  const steps = elementwise(graph, "Softplus", columns(context, x, 1, count));
  return cumulativeSum(graph, concat(graph, [columns(context, x, 0, 1), steps], x.shape.length - 1));
}

/** 2 + softplus, the number itself, softplus + 1e-6. */
function studentTNodes(context: ExportContext, x: Value): Value {
  if (x.shape.at(-1) !== 3) throw misfit("a StudentT", "[.., 3]", x);
  const { graph } = context;
  const above = (column: number, least: number, name: string): Value => {
    const positive = elementwise(graph, "Softplus", columns(context, x, column, column + 1));
    const floor = graph.once(name, () => graph.weights(name, Float32Array.of(least), [1]));
    return pairwise(graph, "Add", positive, floor);
  };
  const parts = [above(0, 2, "least_df"), columns(context, x, 1, 2), above(2, 1e-6, "least_scale")];
  return concat(graph, parts, x.shape.length - 1);
}

/** Self-attention: what forward() of one tensor computes. */
function attentionNodes(context: ExportContext, layer: MultiheadAttention, x: Value): Value {
  const { graph } = context;
  const { embedDim, numHeads, in_proj_weight, in_proj_bias } = layer;
  const [batch, time, features] = x.shape;
  if (x.shape.length !== 3 || features !== embedDim) {
    throw misfit("a MultiheadAttention", `[batch, time, ${embedDim}]`, x);
  }
  const name = context.nameOf(layer);
  const width = embedDim / numHeads;
  /** One third of the projection, in heads: [batch, heads, time, width], keys turned for the product. */
  const heads = (part: number): Value => {
    const size = embedDim * embedDim;
    const matrix = graph.once(`${name}in_proj_weight ${part}`, () => {
      const own = in_proj_weight.value.subarray(part * size, (part + 1) * size);
      return graph.weights(`${name}in_proj_weight_T_${part}`, turned(own, embedDim, embedDim), [embedDim, embedDim]);
    });
    let projected = matmul(graph, x, matrix);
    if (in_proj_bias) {
      const row = graph.once(`${name}in_proj_bias ${part}`, () => {
        const own = in_proj_bias.value.slice(part * embedDim, (part + 1) * embedDim);
        return graph.weights(`${name}in_proj_bias_${part}`, own, [embedDim]);
      });
      projected = pairwise(graph, "Add", projected, row);
    }
    const cut = reshape(graph, projected, [batch, time, numHeads, width]);
    return transpose(graph, cut, part === 1 ? [0, 2, 3, 1] : [0, 2, 1, 3]);
  };
  const [query, key, value] = [0, 1, 2].map(heads);
  const scale = graph.once(`scale ${width}`, () =>
    graph.weights(`scale_${width}`, Float32Array.of(1 / Math.sqrt(width)), [1]),
  );
  const weights = softmax(graph, pairwise(graph, "Mul", products(graph, query, key), scale));
  const joined = transpose(graph, products(graph, weights, value), [0, 2, 1, 3]);
  return linearNodes(context, layer.out_proj, reshape(graph, joined, [batch, time, embedDim]));
}

/** The error for what has no form as a graph. */
export function notExportable(module: Module): OptionError {
  return new OptionError(
    "ONNX_MODULE",
    "toOnnx",
    `${module.constructor.name || "this module"} is not known as a graph by itself, as the library's own layers are: ${cellNames.map((name) => cellFacts(name).type).join(", ")}, RecurrentOf and Bidirectional of RNNCell, LSTMCell and GRUCell without zoneout, Linear, Conv1d, Embedding, MultiheadAttention, LuongAttention, AdditiveAttention, Tanh, Sigmoid, ReLU, Softplus, SiLU, GELU, LeakyReLU, LayerNorm, BatchNorm1d with running statistics, NonCrossing, StudentT, Dropout, Dropout1d and LastStep, alone or in a Sequential, and as a whole an EncoderDecoder or a Forecaster`,
    {
      remedies: [
        ["say what goes in with ", { option: "inputs" }, ", and what runs is exported"],
        "build the network from these",
      ],
    },
  );
}
