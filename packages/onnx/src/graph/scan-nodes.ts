// A layer of a cell that ONNX has no operator for, in basic operations: the gates' input half as one product of the whole sequence, and
// a Scan, which runs a graph of one step for each time. Sequences are time-major, [T, B, F].

import { Graph } from "./graph.ts";
import { cast, compared, concat, elementwise, gather, matmul, pairwise, reshape, where } from "./operations.ts";
import type { Dim, Value } from "./value.ts";

/** Values of one step [B, H], by the names of the cell's states. */
type States = Readonly<Record<string, Value>>;

/** One step: gates [B, H] each before their activations, in our order, and the states before it -> those after it. */
export type Step = (graph: Graph, gates: readonly Value[], before: States) => States;

/** h' = (1 - z) h + z n, as h + z (n - h). */
export const minGruStep: Step = (graph, [z, n], { h }) => ({
  h: pairwise(graph, "Add", h, pairwise(graph, "Mul", elementwise(graph, "Sigmoid", z), pairwise(graph, "Sub", n, h))),
});

/** log f = -softplus(-a_f); the rest as in the documentation of SLSTM. */
export const slstmStep: Step = (graph, [input, forget, cell, output], { c, n, m }) => {
  const of = (op: "Add" | "Sub" | "Mul" | "Div" | "Max" | "Min", a: Value, b: Value): Value =>
    pairwise(graph, op, a, b);
  const zero = graph.once("zero", () => graph.weights("zero", new Float32Array(1), [1]));
  const softplus = elementwise(graph, "Softplus", elementwise(graph, "Neg", forget));
  const kept = of("Sub", m, softplus);
  const most = where(graph, compared(graph, "Equal", n, zero), input, of("Max", kept, input));
  const i = elementwise(graph, "Exp", of("Sub", input, most));
  const f = elementwise(graph, "Exp", of("Min", of("Sub", kept, most), zero));
  const content = of("Add", of("Mul", f, c), of("Mul", i, elementwise(graph, "Tanh", cell)));
  const norm = of("Add", of("Mul", f, n), i);
  const h = of("Div", of("Mul", elementwise(graph, "Sigmoid", output), content), norm);
  return { h, c: content, n: norm, m: most };
};

/** Weights of a direction: [I, G * H], a row [G * H], and [H, G * H]. */
export interface ScanWeights {
  readonly input: Value;
  readonly bias?: Value;
  readonly hidden?: Value;
}

/** One direction of a layer. */
interface Direction {
  readonly step: Step;
  readonly states: readonly string[];
  readonly hidden: number;
  readonly gates: number;
  readonly reverse: boolean;
  readonly weights: ScanWeights;
  /** [B, H] each; zeros without. */
  readonly first?: States;
  /** Which steps are within their sequence: see `runningSteps`. */
  readonly running?: Value;
}

/** x [T, B, I] -> outputs [T, B, H] and the last states [B, H]. */
export function scanNodes(graph: Graph, x: Value, direction: Direction): { output: Value; last: States } {
  const { states, hidden, reverse, weights, first, running } = direction;
  const [time, batch] = x.shape;
  const product = matmul(graph, x, weights.input);
  const read = weights.bias ? pairwise(graph, "Add", product, weights.bias) : product;
  const start = states.map((name) => first?.[name] ?? zeros(graph, x, hidden));
  const body = bodyOf(graph, direction, batch);
  const state = { type: x.type, shape: [batch, hidden] } as const;
  const scanned = [read, ...(running ? [running] : [])];
  const results = graph.node(
    "Scan",
    [...start, ...scanned],
    [...states.map(() => state), { type: x.type, shape: [time, batch, hidden] }],
    {
      body,
      num_scan_inputs: scanned.length,
      scan_input_directions: scanned.map(() => (reverse ? 1 : 0)),
      scan_output_directions: [reverse ? 1 : 0],
    },
  );
  const last = Object.fromEntries(states.map((name, i) => [name, results[i]]));
  return { output: results[states.length], last };
}

/** The graph of one step. Past the end of a sequence its states stay and its output is 0. */
function bodyOf(outer: Graph, { step, states, hidden, gates, weights, running }: Direction, batch: Dim): Graph {
  const graph = new Graph(outer);
  const serial = outer.nodes.length;
  const name = (word: string): string => `step${serial}_${word}`;
  const kind = { type: "float32", shape: [batch, hidden] } as const;
  const before = Object.fromEntries(states.map((state) => [state, graph.input(name(`${state}_in`), kind, "")]));
  let read = graph.input(name("gates"), { type: "float32", shape: [batch, gates * hidden] }, "");
  const so = running && graph.input(name("running"), { type: "bool", shape: [batch, 1] }, "");
  if (weights.hidden) read = pairwise(graph, "Add", read, matmul(graph, before.h, weights.hidden));
  const parts = graph.node(
    "Split",
    [read, graph.int64s(Array.from({ length: gates }, () => hidden))],
    Array.from({ length: gates }, () => kind),
    { axis: 1 },
  );
  const after = step(graph, parts, before);
  for (const state of states) {
    const kept = so ? where(graph, so, after[state], before[state]) : after[state];
    graph.output(name(`${state}_out`), kept, "");
  }
  const zero = (): Value => graph.once("zero", () => graph.weights("zero", new Float32Array(1), [1]));
  graph.output(name("y"), so ? where(graph, so, after.h, zero()) : after.h, "");
  return graph;
}

/** Zeros [B, H] for as many sequences as x [T, B, I] has. */
function zeros(graph: Graph, x: Value, hidden: number): Value {
  return graph.once(`zeros ${x.name} ${hidden}`, () => {
    const sizes = graph.one("Shape", [x], { type: "int64", shape: [3] });
    const shape = concat(graph, [gather(graph, sizes, 0, [1]), graph.int64s([hidden])], 0);
    return graph.one("ConstantOfShape", [shape], { type: "float32", shape: [x.shape[1], hidden] });
  });
}

/** For x [T, B, I] and lengths [B]: whether each step is within its sequence, [T, B, 1]. */
export function runningSteps(graph: Graph, x: Value, lengths: Value): Value {
  return graph.once(`running ${x.name}`, () => {
    const [time, batch] = x.shape;
    const sizes = graph.one("Shape", [x], { type: "int64", shape: [3] });
    const [start, step] = [graph.int64s([0], []), graph.int64s([1], [])];
    const steps = graph.one("Range", [start, gather(graph, sizes, 0, 0), step], { type: "int64", shape: [time] });
    const ends = reshape(graph, cast(graph, lengths, "int64"), [1, batch, 1]);
    return compared(graph, "Less", reshape(graph, steps, [time, 1, 1]), ends);
  });
}
