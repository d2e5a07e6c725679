// Operations that move numbers without changing them.
import { cast, gather } from "../graph/operations.ts";
import type { Value } from "../graph/value.ts";
import { constantOf } from "./constants.ts";
import type { Operator } from "./operator.ts";
import type { TapedOperation } from "./recording.ts";
import type { TapeWriter } from "./writer.ts";

/** To the end of an axis, however long it is, in either direction. */
const END = Number.MAX_SAFE_INTEGER;

/**
 * A place on an axis of these lengths: counted from the start where that is the same in all runs, from the end where that is, else computed.
 */
function placeOn(writer: TapeWriter, places: readonly number[], lengths: readonly number[]): number | Value {
  const [place] = places;
  const [fromEnd, ...others] = places.map((one, run) => one - lengths[run]);
  if (fromEnd === 0 && others.every((one) => one === 0)) return END;
  if (places.every((one) => one === place)) return place;
  return others.every((one) => one === fromEnd) ? fromEnd : writer.whole(places.map((one) => [one]));
}

/** The lengths of an axis of an input, run by run. */
function lengthsOf(writer: TapeWriter, { inputs }: TapedOperation, axis: number): number[] {
  return writer.recording.values[inputs[0]].tensors.map(({ shape }) => shape[axis]);
}

const slice: Operator = (writer, operation) => {
  const axis = writer.setting<number>(operation, 0);
  const from = operation.settings[1] as number[];
  const counts = writer.recording.values[operation.outputs[0]].tensors.map(({ shape }) => shape[axis]);
  const lengths = lengthsOf(writer, operation, axis);
  const to = from.map((start, run) => start + counts[run]);
  const { graph } = writer;
  const places = [placeOn(writer, from, lengths), placeOn(writer, to, lengths), axis];
  const given = places.map((place) => (typeof place === "number" ? graph.int64s([place]) : place));
  return writer.one(operation, "Slice", [writer.in(operation), ...given]);
};

const select: Operator = (writer, operation) => {
  const axis = writer.setting<number>(operation, 0);
  const at = placeOn(writer, operation.settings[1] as number[], lengthsOf(writer, operation, axis));
  const { graph } = writer;
  const place =
    typeof at === "number"
      ? graph.int64s([at], [])
      : graph.one("Squeeze", [at, graph.int64s([0])], { type: "int64", shape: [] });
  return writer.one(operation, "Gather", [writer.in(operation), place], { axis });
};

/** Backwards along some axes. */
const flip: Operator = (writer, operation) => {
  const axes = writer.setting<number[]>(operation, 0);
  const { graph } = writer;
  const all = (value: number): Value => graph.int64s(axes.map(() => value));
  return writer.one(operation, "Slice", [writer.in(operation), all(-1), all(-END), graph.int64s(axes), all(-1)]);
};

const transpose: Operator = (writer, operation) => {
  const [a, b] = [writer.setting<number>(operation, 0), writer.setting<number>(operation, 1)];
  const perm = writer.in(operation).shape.map((_, i) => (i === a ? b : i === b ? a : i));
  return writer.one(operation, "Transpose", [writer.in(operation)], { perm });
};

const permute: Operator = (writer, operation) =>
  writer.one(operation, "Transpose", [writer.in(operation)], { perm: writer.setting<number[]>(operation, 0) });

const reshape: Operator = (writer, operation) =>
  writer.reshaped(writer.in(operation), writer.sizes(operation.inputs[0]), operation.outputs[0]);

const expand: Operator = (writer, operation) =>
  writer.one(operation, "Expand", [writer.in(operation), writer.shapeOf(operation.outputs[0])]);

const concat: Operator = (writer, operation) => {
  const axis = writer.setting<number>(operation, 0);
  return writer.one(
    operation,
    "Concat",
    operation.inputs.map((number) => writer.value(number)),
    { axis },
  );
};

const stack: Operator = (writer, operation) => {
  const { graph } = writer;
  const axis = writer.setting<number>(operation, 0);
  const parts = operation.inputs.map((number) => {
    const { type, shape } = writer.kind(number);
    const wide = [...shape.slice(0, axis), 1, ...shape.slice(axis)];
    return graph.one("Unsqueeze", [writer.value(number), graph.int64s([axis])], { type, shape: wide });
  });
  return writer.one(operation, "Concat", parts, { axis });
};

/** Whole numbers as positions along an axis. */
const gatherElements: Operator = (writer, operation) => {
  const axis = writer.setting<number>(operation, 0);
  const index = cast(writer.graph, writer.operand(operation.settings[1].slice(0, 1)), "int64");
  return writer.one(operation, "GatherElements", [writer.in(operation), index], { axis });
};

/** The whole numbers from 0 along an axis of a value, int64. */
function placesAlong(writer: TapeWriter, output: number, axis: number): Value {
  const { graph } = writer;
  const [zero, one] = [graph.int64s([0], []), graph.int64s([1], [])];
  const count = gather(graph, writer.shapeOf(output), 0, axis);
  return graph.one("Range", [zero, count, one], { type: "int64", shape: [writer.kind(output).shape[axis]] });
}

/** -Infinity where the key, the column, stands behind the query, the row; else 0. */
const causalMask: Operator = (writer, operation) => {
  const { graph } = writer;
  const [output] = operation.outputs;
  const kind = writer.kind(output);
  if (kind.shape.every((size) => typeof size === "number")) return constantOf(writer, output);
  const [queries, keys] = [0, 1].map((axis) => placesAlong(writer, output, axis));
  const rows = graph.one("Unsqueeze", [queries, graph.int64s([1])], { type: "int64", shape: [kind.shape[0], 1] });
  const behind = graph.one("Less", [rows, keys], { type: "bool", shape: kind.shape });
  return writer.one(operation, "Where", [
    behind,
    graph.float32s([Number.NEGATIVE_INFINITY], []),
    graph.float32s([0], []),
  ]);
};

/** start + i * step, for as many i as there are: the count alone may be open. */
const arange: Operator = (writer, operation) => {
  const { graph } = writer;
  const [output] = operation.outputs;
  if (writer.sizes(output)[0]?.axes.length === 0) return constantOf(writer, output);
  const places = cast(graph, placesAlong(writer, output, 0), "float32");
  const [start, step] = operation.settings.map((runs) => writer.number(runs as number[]));
  return writer.one(operation, "Add", [graph.one("Mul", [places, step], places), start]);
};

export const ARRANGEMENT: Readonly<Record<string, Operator>> = {
  reshape,
  transpose,
  permute,
  flip,
  expand,
  select,
  slice,
  concat,
  stack,
  gather: gatherElements,
  arange,
  causalMask,
};
