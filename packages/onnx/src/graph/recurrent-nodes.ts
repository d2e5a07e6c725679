// Recurrent networks as nodes, in ONNX's order of things. Sequences are time-major inside, [T, B, F], because layout 0 is the only one
// that runtimes implement. A layer is one node for both directions; its output Y [T, D, B, H] is laid side by side for the next.
//
//   PyTorch and ours        ONNX
//   LSTM gates i f g o      i o f c
//   GRU gates  r z n        z r h, with linear_before_reset = 1 where the reset acts on the product
//   bias_ih, bias_hh        B = [Wb, Rb], one row for each direction
//
// Cells that ONNX has no operator for are basic operations in a Scan for each direction (scan-nodes.ts).

import { GRU, type Module } from "recurra";
import { type CellTypes, cellFacts, cellNameOf, type RecurrentNetwork } from "recurra/nn";
import type { CellName } from "recurra/words";
import type { Graph } from "./graph.ts";
import { concat, gather, reshape, transpose, turned } from "./operations.ts";
import { minGruStep, runningSteps, type ScanWeights, type Step, scanNodes, slstmStep } from "./scan-nodes.ts";
import type { Value } from "./value.ts";

/** The states of a cell by their names, each [L*D, B, H]. */
export type StateValues = Readonly<Record<string, Value>>;

/** How a sequence starts, and the true lengths [B] of padded ones. */
interface SequenceValues {
  readonly state?: StateValues;
  readonly lengths?: Value;
  /** Whether the one direction of a network that has an operator reads from the end. */
  readonly reverse?: boolean;
}

/** Writes all layers of a network. */
type Nodes<Network> = (
  graph: Graph,
  network: Network,
  name: string,
  x: Value,
  sequence: SequenceValues,
) => { output: Value; state: StateValues };

/** A cell that ONNX has an operator for. */
interface Operator {
  readonly op: "RNN" | "LSTM" | "GRU";
  /** Which of our gates stands at each place of ONNX's order. */
  readonly gates: readonly number[];
  /** For one direction. */
  readonly activations: readonly string[];
  readonly attributes?: Readonly<Record<string, number>>;
}

/** How each cell is written. */
const NODES: { readonly [Name in CellName]: Nodes<CellTypes[Name]["network"]> } = {
  rnn: byOperator(({ nonlinearity }) => ({
    op: "RNN",
    gates: [0],
    activations: [nonlinearity === "relu" ? "Relu" : "Tanh"],
  })),
  lstm: byOperator(() => ({ op: "LSTM", gates: [0, 3, 1, 2], activations: ["Sigmoid", "Tanh", "Tanh"] })),
  gru: byOperator(({ resetAfter }) => ({
    op: "GRU",
    gates: [1, 0, 2],
    activations: ["Sigmoid", "Tanh"],
    attributes: { linear_before_reset: resetAfter ? 1 : 0 },
  })),
  mingru: byScan(minGruStep),
  slstm: byScan(slstmStep),
};

/** Whether a module is a recurrent network and computes what the library's do: all of them share one forward(). */
export function isRecurrent(module: Module): module is RecurrentNetwork {
  return cellNameOf(module) !== undefined && (module as RecurrentNetwork).forward === GRU.prototype.forward;
}

/** Names of a network's states, h first. */
export function stateNames(network: RecurrentNetwork): readonly string[] {
  return cellFacts(cellNameOf(network)!).states;
}

/** Every state changed in the same way. */
function mapStates(states: StateValues, change: (state: Value, name: string) => Value): StateValues {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, change(state, name)]));
}

/** x [T, B, I] through all layers: the last one's outputs [T, B, D*H], and every layer's final state. `name` begins those of weights. */
export function recurrentNodes(
  graph: Graph,
  network: RecurrentNetwork,
  name: string,
  x: Value,
  sequence: SequenceValues = {},
): { output: Value; state: StateValues } {
  const write = NODES[cellNameOf(network)!] as Nodes<RecurrentNetwork>;
  return write(graph, network, name, x, sequence);
}

/** A layer is a node of an operator, whose states are ours in our order. */
function byOperator<Network extends RecurrentNetwork>(operatorOf: (network: Network) => Operator): Nodes<Network> {
  return (graph, network, name, x, { state, lengths, reverse = false }) => {
    const { directions: D, hiddenSize: H, numLayers } = network;
    const operator = operatorOf(network);
    const [time, batch] = x.shape;
    const states = stateNames(network);
    const finals: (readonly Value[])[] = [];
    let output = x;
    for (let layer = 0; layer < numLayers; layer++) {
      const inputs = [
        output,
        ...graph.once(`${name}/${layer}`, () => weightsOf(graph, network, name, layer, operator)),
        lengths,
        ...states.map((one) => state?.[one] && ofLayer(graph, state[one], layer, network)),
      ];
      const final = { type: x.type, shape: [D, batch, H] };
      const gives = [{ type: x.type, shape: [time, D, batch, H] }, ...states.map(() => final)];
      const [y, ...ends] = graph.node(operator.op, inputs, gives, {
        activations: Array.from({ length: D }, () => operator.activations).flat(),
        direction: D === 2 ? "bidirectional" : reverse ? "reverse" : "forward",
        hidden_size: H,
        ...operator.attributes,
      });
      output = reshape(graph, D === 1 ? y : transpose(graph, y, [0, 2, 1, 3]), [time, batch, D * H]);
      finals.push(ends);
    }
    const joined = states.map((one, i) => [
      one,
      concat(
        graph,
        finals.map((ends) => ends[i]),
        0,
      ),
    ]);
    return { output, state: Object.fromEntries(joined) };
  };
}

/** A layer is a Scan for each direction, and the products before it. */
function byScan(step: Step): Nodes<RecurrentNetwork> {
  return (graph, network, name, x, { state, lengths }) => {
    const { directions: D, hiddenSize: hidden, numLayers } = network;
    const states = stateNames(network);
    const gates = cellFacts(cellNameOf(network)!).blocks;
    const running = lengths && runningSteps(graph, x, lengths);
    const finals: StateValues[] = [];
    let output = x;
    for (let layer = 0; layer < numLayers; layer++) {
      const runs = Array.from({ length: D }, (_, d) => {
        const first = state && mapStates(state, (one) => gather(graph, one, 0, layer * D + d));
        const suffix = `l${layer}${d === 1 ? "_reverse" : ""}`;
        const weights = graph.once(`${name}/${suffix}`, () => scanWeights(graph, network, name, suffix));
        return scanNodes(graph, output, { step, states, hidden, gates, weights, first, running, reverse: d === 1 });
      });
      output = concat(
        graph,
        runs.map((run) => run.output),
        2,
      );
      finals.push(...runs.map((run) => run.last));
    }
    const joined = states.map((one) => [
      one,
      concat(
        graph,
        finals.map((last) => reshape(graph, last[one], [1, ...last[one].shape])),
        0,
      ),
    ]);
    return { output, state: Object.fromEntries(joined) };
  };
}

/** The weights of one direction, turned for products; where a unit reads its own head alone, there are zeros between heads. */
function scanWeights(graph: Graph, network: RecurrentNetwork, name: string, suffix: string): ScanWeights {
  const parameters = new Map(network.namedParameters());
  const of = (kind: string) => parameters.get(`${kind}_${suffix}`);
  const stem = `${name}${suffix}`;
  const { hiddenSize } = network;
  const inputWeight = of("weight_ih")!;
  const [rows, inputs] = inputWeight.shape;
  const hiddenWeight = of("weight_hh");
  const [inputBias, hiddenBias] = [of("bias_ih")?.value, of("bias_hh")?.value];
  const bias = hiddenBias ? inputBias?.map((value, row) => value + hiddenBias[row]) : inputBias;
  return {
    input: graph.weights(`${stem}_W`, turned(inputWeight.value, rows, inputs), [inputs, rows]),
    bias: bias && graph.weights(`${stem}_B`, bias, [rows]),
    hidden:
      hiddenWeight &&
      graph.weights(
        `${stem}_R`,
        turned(spreadHeads(hiddenWeight.value, hiddenSize, hiddenWeight.shape[1]), rows, hiddenSize),
        [hiddenSize, rows],
      ),
  };
}

/** [G * H, width] -> [G * H, H]: the columns of a row are those of its own head. */
function spreadHeads(values: Float32Array, hidden: number, width: number): Float32Array {
  const rows = values.length / width;
  const spread = new Float32Array(rows * hidden);
  for (let row = 0; row < rows; row++) {
    const unit = row % hidden;
    spread.set(values.subarray(row * width, (row + 1) * width), row * hidden + unit - (unit % width));
  }
  return spread;
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
  { gates }: Operator,
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
