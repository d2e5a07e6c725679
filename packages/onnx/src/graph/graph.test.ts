import { expect, test } from "vitest";
import { Graph } from "./graph.ts";
import { concat, gather, pairwise, reshape, transpose } from "./operations.ts";

const kind = { type: "float32", shape: ["batch", 3] } as const;

test("what comes in goes out through a node of its own, and so does a second output of one value", () => {
  const graph = new Graph();
  const x = graph.input("x", kind, "");
  graph.output("same", x, "");
  const y = graph.one("Tanh", [x], x);
  graph.output("y", y, "");
  graph.output("again", y, "");
  expect(graph.nodes.map(({ op, inputs, outputs }) => `${op} ${inputs} -> ${outputs}`)).toEqual([
    "Identity x -> same",
    "Tanh x -> y",
    "Identity y -> again",
  ]);
});

test("an output's name is taken over by the nodes that read it", () => {
  const graph = new Graph();
  const x = graph.input("x", kind, "");
  const y = graph.one("Tanh", [x], x);
  graph.one("Relu", [y], y);
  graph.output("y", y, "");
  expect(graph.nodes.map(({ inputs, outputs }) => `${inputs} -> ${outputs}`)).toEqual(["x -> y", "y -> relu_0_y"]);
});

test("a name is given once", () => {
  const graph = new Graph();
  graph.input("x", kind, "");
  expect(() => graph.weights("x", new Float32Array(1), [1])).toThrow("the graph has the name x already");
});

test("left-out inputs are empty names, and nothing at the end", () => {
  const graph = new Graph();
  const x = graph.input("x", kind, "");
  graph.one("GRU", [x, undefined, x, undefined, undefined], x);
  expect(graph.nodes[0].inputs).toEqual(["x", "", "x"]);
});

test("equal numbers that steer operators are one constant", () => {
  const graph = new Graph();
  expect(graph.int64s([1, 2])).toBe(graph.int64s([1, 2]));
  expect(graph.int64s([1, 2], [2, 1])).not.toBe(graph.int64s([1, 2]));
  expect(graph.constants.length).toBe(2);
});

test("operations know the shapes that they give", () => {
  const graph = new Graph();
  const x = graph.input("x", { type: "float32", shape: ["batch", "time", 6] }, "");
  expect(transpose(graph, x, [1, 0, 2]).shape).toEqual(["time", "batch", 6]);
  expect(reshape(graph, x, ["batch", "time", 2, 3]).shape).toEqual(["batch", "time", 2, 3]);
  expect(gather(graph, x, 1, -1).shape).toEqual(["batch", 6]);
  expect(gather(graph, x, 2, [0, 4]).shape).toEqual(["batch", "time", 2]);
  expect(concat(graph, [x, x], 2).shape).toEqual(["batch", "time", 12]);
  const row = graph.input("row", { type: "float32", shape: [6] }, "");
  expect(pairwise(graph, "Add", row, x).shape).toEqual(["batch", "time", 6]);
  const other = graph.input("other", { type: "float32", shape: [5] }, "");
  expect(() => pairwise(graph, "Add", x, other)).toThrow("[batch, time, 6] and [5] do not fit");
});
