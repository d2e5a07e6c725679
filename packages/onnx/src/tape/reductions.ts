// Operations along a dimension, or over everything.
import { cast } from "../graph/operations.ts";
import type { Value } from "../graph/value.ts";
import type { Operator } from "./operator.ts";
import type { TapedOperation } from "./recording.ts";
import type { TapeWriter } from "./writer.ts";

/** The dimension that a reduction takes, from 0, and whether it stays; no dimension where it takes all. */
function reductionOf(writer: TapeWriter, operation: TapedOperation): { axis: number | undefined; keepdims: 0 | 1 } {
  const dim = writer.setting<number | undefined>(operation, 0);
  const rank = writer.kind(operation.inputs[0]).shape.length;
  const kept = rank > 0 && writer.kind(operation.outputs[0]).shape.length === rank;
  return { axis: dim === undefined ? undefined : dim < 0 ? dim + rank : dim, keepdims: kept ? 1 : 0 };
}

/** An operator whose axes are an attribute; none are all. */
function byAttribute(op: string): Operator {
  return (writer, operation) => {
    const { axis, keepdims } = reductionOf(writer, operation);
    return writer.one(operation, op, [writer.in(operation)], { keepdims, ...(axis !== undefined && { axes: [axis] }) });
  };
}

/** The axes of this one are an input. */
const sum: Operator = (writer, operation) => {
  const { axis, keepdims } = reductionOf(writer, operation);
  const axes = axis === undefined ? [] : [writer.graph.int64s([axis])];
  return writer.one(operation, "ReduceSum", [writer.in(operation), ...axes], { keepdims });
};

/** The place of an extreme; of everything, in row-major order. */
function placeOf(op: string): Operator {
  return (writer, operation) => {
    const { graph } = writer;
    const { axis, keepdims } = reductionOf(writer, operation);
    const kind = { ...writer.kind(operation.outputs[0]), type: "int64" as const };
    if (axis !== undefined)
      return cast(graph, graph.one(op, [writer.in(operation)], kind, { axis, keepdims }), "float32");
    const flat: Value = graph.one("Reshape", [writer.in(operation), graph.int64s([-1])], {
      type: "float32",
      shape: ["all"],
    });
    const place = graph.one(op, [flat], { type: "int64", shape: [] }, { axis: 0, keepdims: 0 });
    return writer.reshaped(cast(graph, place, "float32"), [], operation.outputs[0]);
  };
}

const cumsum: Operator = (writer, operation) =>
  writer.one(operation, "CumSum", [
    writer.in(operation),
    writer.graph.int64s([writer.setting<number>(operation, 0)], []),
  ]);

function alongLast(op: string): Operator {
  return (writer, operation) => writer.one(operation, op, [writer.in(operation)], { axis: -1 });
}

export const REDUCTIONS: Readonly<Record<string, Operator>> = {
  sum,
  mean: byAttribute("ReduceMean"),
  max: byAttribute("ReduceMax"),
  min: byAttribute("ReduceMin"),
  argmax: placeOf("ArgMax"),
  argmin: placeOf("ArgMin"),
  cumsum,
  softmax: alongLast("Softmax"),
  logSoftmax: alongLast("LogSoftmax"),
};
