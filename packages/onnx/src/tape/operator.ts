import type { Value } from "../graph/value.ts";
import type { TapedOperation } from "./recording.ts";
import type { TapeWriter } from "./writer.ts";

/** Writes an operation of the tape as nodes; gives its outputs. */
export type Operator = (writer: TapeWriter, operation: TapedOperation) => Value | readonly Value[];

/** An operator of ONNX that does the same with one tensor. */
export function same(op: string): Operator {
  return (writer, operation) => writer.one(operation, op, [writer.in(operation)]);
}
