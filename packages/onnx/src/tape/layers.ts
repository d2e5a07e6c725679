// Layers that are one node of the tape, with their weights.
import { GRU, LSTM, RNN } from "recurra";
import {
  type Conv1d,
  cellNameOf,
  GRUCell,
  LSTMCell,
  type RecurrentNetwork,
  type RecurrentOf,
  RNNCell,
} from "recurra/nn";
import { normalised } from "../graph/normalised.ts";
import { cast, compared, pairwise, rows, transpose, turned } from "../graph/operations.ts";
import { recurrentNodes, stateNames } from "../graph/recurrent-nodes.ts";
import type { Value } from "../graph/value.ts";
import type { Operator } from "./operator.ts";
import { unsettled } from "./refusals.ts";
import type { TapeWriter } from "./writer.ts";

/** x W^T + b. */
const linear: Operator = (writer, operation) => {
  const [, weight, bias] = operation.inputs;
  const matrix = writer.weights(weight, "T", (values, [rows, columns]) => [
    turned(values, rows, columns),
    [columns, rows],
  ]);
  const product = writer.one(operation, "MatMul", [writer.in(operation), matrix]);
  return bias === undefined ? product : pairwise(writer.graph, "Add", product, writer.value(bias));
};

const embedding: Operator = (writer, operation) =>
  rows(writer.graph, writer.in(operation), writer.operand(operation.settings[0].slice(0, 1)));

const layerNorm: Operator = (writer, operation) => {
  const [, weight, bias] = operation.inputs.map((number) => writer.value(number));
  const [count, eps] = [writer.setting<number>(operation, 0), writer.setting<number>(operation, 1)];
  return normalised(writer.graph, writer.in(operation), count, writer.graph.float32s([eps]), weight, bias);
};

/** Rows that are 1 where the number is that of the column. */
const oneHot: Operator = (writer, operation) => {
  const { graph } = writer;
  const classes = writer.setting<number>(operation, 0);
  const index = writer.in(operation);
  const column = graph.one("Unsqueeze", [index, graph.int64s([-1])], { type: "float32", shape: [...index.shape, 1] });
  const mask = compared(graph, "Equal", column, graph.float32s(Array.from({ length: classes }, (_, k) => k)));
  writer.keepMask(operation.outputs[0], mask);
  return cast(graph, mask, "float32");
};

/** A recurrent network of any cell, layers and directions, from a first state where it was given one. */
const recurrent: Operator = (writer, operation) => {
  const { graph, names } = writer;
  const network = operation.settings[0][0] as RecurrentNetwork;
  const [x, ...first] = operation.inputs.map((number) => writer.value(number));
  const states = stateNames(network);
  const state = first.length === 0 ? undefined : Object.fromEntries(states.map((name, i) => [name, first[i]]));
  const lengths = lengthsOf(writer, operation.settings[1] as (number[] | undefined)[], operation.inputs[0]);
  const prefix = names.module(network, cellNameOf(network)!);
  const run = recurrentNodes(graph, network, prefix, transpose(graph, x, [1, 0, 2]), { state, lengths });
  return [transpose(graph, run.output, [1, 0, 2]), ...states.map((name) => run.state[name])];
};

/** The networks that a cell is one step of. */
const NETWORKS = [
  [RNNCell, RNN.prototype],
  [LSTMCell, LSTM.prototype],
  [GRUCell, GRU.prototype],
] as const;

/** What a network of one layer would be with a cell's weights, as far as nodes are made of it. */
function networkOf(cell: RNNCell | LSTMCell | GRUCell): RecurrentNetwork {
  const [, prototype] = NETWORKS.find(([type]) => cell instanceof type)!;
  const own = {
    ...cell,
    numLayers: 1,
    bidirectional: false,
    namedParameters: () => cell.namedParameters().map(([name, parameter]) => [`${name}_l0`, parameter]),
  };
  return Object.create(prototype, Object.getOwnPropertyDescriptors(own)) as RecurrentNetwork;
}

/** A tensor with a dimension of 1 before its first. */
function wide({ graph }: TapeWriter, value: Value): Value {
  return graph.one("Unsqueeze", [value, graph.int64s([0])], { type: value.type, shape: [1, ...value.shape] });
}

/** A cell over a sequence [T, B, I], from a first state and to the last one, both [B, H]. */
function cellNodes(
  writer: TapeWriter,
  cell: RNNCell | LSTMCell | GRUCell,
  x: Value,
  first: readonly Value[],
  sequence: { readonly lengths?: Value; readonly reverse?: boolean } = {},
): { output: Value; states: (output: number, i: number) => Value } {
  const { graph, names } = writer;
  const network = networkOf(cell);
  const letters = stateNames(network);
  const state =
    first.length === 0 ? undefined : Object.fromEntries(letters.map((name, i) => [name, wide(writer, first[i])]));
  const run = recurrentNodes(graph, network, names.module(cell, cellNameOf(network)!), x, { ...sequence, state });
  const states = (output: number, i: number): Value =>
    graph.one("Squeeze", [run.state[letters[i]], graph.int64s([0])], writer.kind(output));
  return { output: run.output, states };
}

/** A step of a cell, as a sequence of one. */
const cellStep: Operator = (writer, operation) => {
  const [x, ...first] = operation.inputs.map((number) => writer.value(number));
  const cell = operation.settings[0][0] as RNNCell | LSTMCell | GRUCell;
  const { states } = cellNodes(writer, cell, wide(writer, x), first);
  return operation.outputs.map(states);
};

/** A cell of the library over the steps of a sequence, in either direction. */
const unrolled: Operator = (writer, operation) => {
  const { graph } = writer;
  const [x, ...first] = operation.inputs.map((number) => writer.value(number));
  const { cell, reverse } = operation.settings[0][0] as RecurrentOf & { readonly cell: GRUCell };
  const lengths = lengthsOf(writer, operation.settings[1] as (number[] | undefined)[], operation.inputs[0]);
  const { output, states } = cellNodes(writer, cell, transpose(graph, x, [1, 0, 2]), first, { lengths, reverse });
  return [transpose(graph, output, [1, 0, 2]), ...operation.outputs.slice(1).map(states)];
};

/** ONNX has time last, as PyTorch has it. */
const conv1d: Operator = (writer, operation) => {
  const { graph } = writer;
  const layer = operation.settings[0][0] as Conv1d;
  const [, weight, bias] = operation.inputs.map((number) => writer.value(number));
  const { left, right } = layer.zeros();
  const turned = transpose(graph, writer.in(operation), [0, 2, 1]);
  const { type, shape } = writer.kind(operation.outputs[0]);
  const kind = { type, shape: [shape[0], shape[2], shape[1]] };
  const y = graph.one("Conv", [turned, weight, bias], kind, {
    kernel_shape: [layer.kernelSize],
    strides: [layer.stride],
    pads: [left, right],
    dilations: [layer.dilation],
    group: layer.groups,
  });
  return transpose(graph, y, [0, 2, 1]);
};

/** The input that lengths are; none where there are none, or where all sequences are whole. */
function lengthsOf(writer: TapeWriter, runs: readonly (readonly number[] | undefined)[], x: number): Value | undefined {
  const given = runs.filter((one) => one !== undefined);
  if (given.length === 0) return undefined;
  const times = writer.recording.values[x].tensors.map(({ shape }) => shape[1]);
  if (given.every((list, run) => list.every((one) => one === times[run]))) return undefined;
  const list = writer.list(given);
  if (list) return list;
  throw unsettled("forward() gives a recurrent network lengths that are none of its inputs", [
    ["give them among the ", { option: "inputs" }, ', such as { x: ["batch", 20, 3], lengths: { lengthsOf: "x" } }'],
  ]);
}

export const LAYERS: Readonly<Record<string, Operator>> = {
  Linear: linear,
  Conv1d: conv1d,
  Embedding: embedding,
  LayerNorm: layerNorm,
  oneHot,
  recurrent,
  cell: cellStep,
  unrolled,
};
