// The few operators that the graphs are made of, with the shapes that they give. All are of opset 13 or older.

import type { Graph } from "./graph.ts";
import { type Dim, type ElementType, shapeText, type Value } from "./value.ts";

/** Puts the dimensions in another order. */
export function transpose(graph: Graph, x: Value, order: readonly number[]): Value {
  return graph.one("Transpose", [x], { type: x.type, shape: order.map((axis) => x.shape[axis]) }, { perm: order });
}

/** The same elements in another shape; at most one named dimension may change its place. */
export function reshape(graph: Graph, x: Value, shape: readonly Dim[]): Value {
  const sizes = shape.map((dim, i) => (typeof dim === "number" ? dim : dim === x.shape[i] ? 0 : -1));
  return graph.one("Reshape", [x, graph.int64s(sizes)], { type: x.type, shape });
}

/** The position (negative: from the end) of an axis, which then is gone; or several, which stay side by side. */
export function gather(graph: Graph, x: Value, axis: number, at: number | readonly number[]): Value {
  const [positions, kept] = typeof at === "number" ? [graph.int64s([at], []), []] : [graph.int64s(at), [at.length]];
  const shape = [...x.shape.slice(0, axis), ...kept, ...x.shape.slice(axis + 1)];
  return graph.one("Gather", [x, positions], { type: x.type, shape }, { axis });
}

/** Values one after the other along an axis. */
export function concat(graph: Graph, parts: readonly Value[], axis: number): Value {
  const [first] = parts;
  if (parts.length === 1) return first;
  const size = parts.reduce((sum, { shape }) => sum + Number(shape[axis]), 0);
  const shape = first.shape.map((dim, i) => (i === axis ? size : dim));
  return graph.one("Concat", parts, { type: first.type, shape }, { axis });
}

/** x [.., K] times a matrix [K, N]. */
export function matmul(graph: Graph, x: Value, matrix: Value): Value {
  return graph.one("MatMul", [x, matrix], { type: x.type, shape: [...x.shape.slice(0, -1), matrix.shape[1]] });
}

/** The numbers of a matrix [rows, columns] as those of [columns, rows]. */
export function turned(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column];
  }
  return result;
}

/** Products of the last two axes, [.., M, K] times [.., K, N], one for each of the others. */
export function products(graph: Graph, a: Value, b: Value): Value {
  return graph.one("MatMul", [a, b], { type: a.type, shape: [...a.shape.slice(0, -1), b.shape[b.shape.length - 1]] });
}

/** Shares of the whole along the last axis. */
export function softmax(graph: Graph, x: Value): Value {
  return graph.one("Softmax", [x], x, { axis: -1 });
}

/** An operator on pairs of elements, one side spread over the other. */
export function pairwise(graph: Graph, op: "Add" | "Sub" | "Mul" | "Div" | "Max" | "Min", a: Value, b: Value): Value {
  return graph.one(op, [a, b], { type: a.type, shape: spread(a.shape, b.shape) });
}

/** Whether pairs of elements are so. */
export function compared(graph: Graph, op: "Equal" | "Less", a: Value, b: Value): Value {
  return graph.one(op, [a, b], { type: "bool", shape: spread(a.shape, b.shape) });
}

/** Elements of `a` where it is so, of `b` elsewhere. */
export function where(graph: Graph, so: Value, a: Value, b: Value): Value {
  return graph.one("Where", [so, a, b], { type: a.type, shape: spread(a.shape, b.shape) });
}

/** An operator on each element. */
export function elementwise(
  graph: Graph,
  op: "Tanh" | "Sigmoid" | "Relu" | "Softplus" | "Log" | "Exp" | "Asinh" | "Neg" | "Erf" | "Sqrt",
  x: Value,
): Value {
  return graph.one(op, [x], x);
}

/** The means over the last `count` axes, which stay with 1 each. */
export function meanOfLast(graph: Graph, x: Value, count: number): Value {
  const axes = Array.from({ length: count }, (_, i) => i - count);
  const shape = x.shape.map((dim, i) => (i < x.shape.length - count ? dim : 1));
  return graph.one("ReduceMean", [x], { type: x.type, shape }, { axes, keepdims: 1 });
}

/** The sums of all elements up to each one along the last axis. */
export function cumulativeSum(graph: Graph, x: Value): Value {
  return graph.one("CumSum", [x, graph.int64s([-1], [])], x);
}

/** Rows of a table [N, F] by their numbers. */
export function rows(graph: Graph, table: Value, at: Value): Value {
  const index = cast(graph, at, "int64");
  return graph.one("Gather", [table, index], { type: table.type, shape: [...at.shape, table.shape[1]] }, { axis: 0 });
}

/** The numbers of ONNX for types of elements: TensorProto.DataType. */
export const dataType: Readonly<Record<ElementType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 };

export function cast(graph: Graph, x: Value, type: ElementType): Value {
  return graph.one("Cast", [x], { type, shape: x.shape }, { to: dataType[type] });
}

function spread(a: readonly Dim[], b: readonly Dim[]): Dim[] {
  const rank = Math.max(a.length, b.length);
  const at = (shape: readonly Dim[], i: number): Dim => shape[shape.length - rank + i] ?? 1;
  return Array.from({ length: rank }, (_, i) => {
    const [left, right] = [at(a, i), at(b, i)];
    if (left !== right && left !== 1 && right !== 1) throw new Error(`${shapeText(a)} and ${shapeText(b)} do not fit`);
    return left === 1 ? right : left;
  });
}
