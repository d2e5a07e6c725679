// RNN, LSTM and GRU as nodes, in ONNX's order of things. Sequences are time-major inside, [T, B, F], because layout 0 is the only one
// that runtimes implement. A layer is one node for both directions; its output Y [T, D, B, H] is laid side by side for the next.
//
//   PyTorch and ours        ONNX
//   LSTM gates i f g o      i o f c
//   GRU gates  r z n        z r h, with linear_before_reset = 1 where the reset acts on the product
//   bias_ih, bias_hh        B = [Wb, Rb], one row for each direction

import { GRU, LSTM, type RNN } from "recurra";
import type { Graph } from "./graph.ts";
import { concat, gather, reshape, transpose } from "./operations.ts";
import type { Value } from "./value.ts";

export type RecurrentNetwork = RNN | LSTM | GRU;

/** h, and c for the LSTM, each [L*D, B, H]. */
export interface StateValues {
  readonly h: Value;
  readonly c?: Value;
}

/** How a sequence starts, and the true lengths [B] of padded ones. */
interface SequenceValues {
  readonly state?: StateValues;
  readonly lengths?: Value;
}

interface Cell {
  readonly op: "RNN" | "LSTM" | "GRU";
  /** Which of our gates stands at each place of ONNX's order. */
  readonly gates: readonly number[];
  /** For one direction. */
  readonly activations: readonly string[];
}

function cellOf(network: RecurrentNetwork): Cell {
  if (network instanceof LSTM) return { op: "LSTM", gates: [0, 3, 1, 2], activations: ["Sigmoid", "Tanh", "Tanh"] };
  if (network instanceof GRU) return { op: "GRU", gates: [1, 0, 2], activations: ["Sigmoid", "Tanh"] };
  return { op: "RNN", gates: [0], activations: [network.nonlinearity === "relu" ? "Relu" : "Tanh"] };
}

/** Whether the state has a c beside h. */
export function hasCellState(network: RecurrentNetwork): boolean {
  return network instanceof LSTM;
}

/** x [T, B, I] through all layers: the last one's outputs [T, B, D*H], and every layer's final state. `name` begins those of weights. */
export function recurrentNodes(
  graph: Graph,
  network: RecurrentNetwork,
  name: string,
  x: Value,
  { state, lengths }: SequenceValues = {},
): { output: Value; state: StateValues } {
  const { directions: D, hiddenSize: H, numLayers } = network;
  const cell = cellOf(network);
  const [time, batch] = x.shape;
  const finalH: Value[] = [];
  const finalC: Value[] = [];
  let output = x;
  for (let layer = 0; layer < numLayers; layer++) {
    const inputs = [
      output,
      ...graph.once(`${name}/${layer}`, () => weightsOf(graph, network, name, layer, cell)),
      lengths,
      state && ofLayer(graph, state.h, layer, network),
      state?.c && ofLayer(graph, state.c, layer, network),
    ];
    const final = { type: x.type, shape: [D, batch, H] };
    const gives = [{ type: x.type, shape: [time, D, batch, H] }, final, ...(cell.op === "LSTM" ? [final] : [])];
    const [y, h, c] = graph.node(cell.op, inputs, gives, {
      activations: Array.from({ length: D }, () => cell.activations).flat(),
      direction: D === 2 ? "bidirectional" : "forward",
      hidden_size: H,
      ...(network instanceof GRU ? { linear_before_reset: network.resetAfter ? 1 : 0 } : {}),
    });
    output = reshape(graph, D === 1 ? y : transpose(graph, y, [0, 2, 1, 3]), [time, batch, D * H]);
    finalH.push(h);
    if (c) finalC.push(c);
  }
  const h = concat(graph, finalH, 0);
  return { output, state: finalC.length > 0 ? { h, c: concat(graph, finalC, 0) } : { h } };
}

/** [D, B, H] of one layer. */
function ofLayer(graph: Graph, state: Value, layer: number, { directions, numLayers }: RecurrentNetwork): Value {
  if (numLayers === 1) return state;
  return gather(
    graph,
    state,
    0,
    Array.from({ length: directions }, (_, d) => layer * directions + d),
  );
}

/** W [D, G*H, I], R [D, G*H, H] and B [D, 2*G*H] of one layer; no B where there are no biases. */
function weightsOf(
  graph: Graph,
  network: RecurrentNetwork,
  name: string,
  layer: number,
  { gates }: Cell,
): (Value | undefined)[] {
  const { directions: D, hiddenSize: H, bias } = network;
  const parameters = new Map(network.namedParameters());
  const rows = gates.length * H;
  const suffixes = Array.from({ length: D }, (_, d) => `l${layer}${d === 1 ? "_reverse" : ""}`);
  const ofAll = (kinds: readonly string[]): Float32Array =>
    concatenate(
      suffixes.flatMap((suffix) => kinds.map((kind) => inOrder(parameters.get(`${kind}_${suffix}`)!.value, gates))),
    );
  const inputs = parameters.get(`weight_ih_l${layer}`)!.shape[1];
  const stem = `${name}l${layer}`;
  return [
    graph.weights(`${stem}_W`, ofAll(["weight_ih"]), [D, rows, inputs]),
    graph.weights(`${stem}_R`, ofAll(["weight_hh"]), [D, rows, H]),
    bias ? graph.weights(`${stem}_B`, ofAll(["bias_ih", "bias_hh"]), [D, 2 * rows]) : undefined,
  ];
}

/** Rows of gates, gate by gate in another order. */
function inOrder(values: Float32Array, gates: readonly number[]): Float32Array {
  const size = values.length / gates.length;
  return concatenate(gates.map((gate) => values.subarray(gate * size, (gate + 1) * size)));
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
