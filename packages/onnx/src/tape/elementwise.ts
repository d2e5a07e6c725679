// Operations on each element, and on pairs of elements with one side spread over the other.
import { gelu } from "../graph/normalised.ts";
import { cast } from "../graph/operations.ts";
import type { Value } from "../graph/value.ts";
import { type Operator, same } from "./operator.ts";
import type { TapedOperation } from "./recording.ts";
import type { TapeWriter } from "./writer.ts";

/** Two tensors, or a tensor and the number that is the first setting; the second setting says that the number comes first. */
function arithmetic(op: string, numberFirst = false): Operator {
  return (writer, operation) => {
    const { inputs, settings } = operation;
    if (inputs.length === 2) return writer.one(operation, op, [writer.in(operation), writer.in(operation, 1)]);
    const pair = [writer.in(operation), writer.number(settings[0] as number[])];
    const turned = numberFirst || settings[1]?.[0] === true;
    return writer.one(operation, op, turned ? pair.reverse() : pair);
  };
}

/** The operands that are a setting, each of them run by run. */
function operandsOf({ settings }: TapedOperation): unknown[][] {
  const runs = settings[0] as unknown[][];
  return runs[0].map((_, i) => runs.map((operands) => operands[i]));
}

/** A mask of 1 and 0, which stays one of yes and no for those who read it so. */
function comparison(op: string, { negated = false }: { readonly negated?: boolean } = {}): Operator {
  return (writer, operation) => {
    const { graph } = writer;
    const [output] = operation.outputs;
    const kind = { ...writer.kind(output), type: "bool" as const };
    const operands = operandsOf(operation).map((operand) => writer.operand(operand));
    const so = graph.one(op, operands, kind);
    const mask = negated ? graph.one("Not", [so], kind) : so;
    writer.keepMask(output, mask);
    return cast(graph, mask, "float32");
  };
}

/** The mask, and what stands where it says yes and no. */
const choice: Operator = (writer, operation) => {
  const [mask, a, b] = operandsOf(operation);
  return writer.one(operation, "Where", [writer.mask(mask[0]), writer.operand(a), writer.operand(b)]);
};

/** A bound that is infinite is left out. */
const clamp: Operator = (writer, operation) => {
  const bounds = [0, 1].map((place) => {
    const runs = operation.settings[place] as number[];
    return Number.isFinite(runs[0]) ? writer.number(runs) : undefined;
  });
  return writer.graph.one("Clip", [writer.in(operation), ...bounds], writer.kind(operation.outputs[0]));
};

/** A whole exponent multiplies; any other is e^(p log x), as here, which is NaN below 0. */
const pow: Operator = (writer, operation) => {
  const [base, exponent] = operandsOf(operation);
  const [x, p] = [writer.operand(base), writer.operand(exponent)];
  if (exponent.every((one) => Number.isSafeInteger(one))) return writer.one(operation, "Pow", [x, p]);
  return power(writer, operation, x, p);
};

function power(writer: TapeWriter, operation: TapedOperation, x: Value, p: Value): Value {
  const { graph } = writer;
  const logarithm = graph.one("Log", [x], x);
  const product = graph.one("Mul", [p, logarithm], writer.kind(operation.outputs[0]));
  return writer.one(operation, "Exp", [product]);
}

export const ELEMENTWISE: Readonly<Record<string, Operator>> = {
  add: arithmetic("Add"),
  sub: arithmetic("Sub", true),
  mul: arithmetic("Mul"),
  div: arithmetic("Div"),
  neg: same("Neg"),
  matmul: (writer, operation) => writer.one(operation, "MatMul", [writer.in(operation), writer.in(operation, 1)]),
  tanh: same("Tanh"),
  sigmoid: same("Sigmoid"),
  relu: same("Relu"),
  softplus: same("Softplus"),
  exp: same("Exp"),
  log: same("Log"),
  asinh: same("Asinh"),
  abs: same("Abs"),
  sqrt: same("Sqrt"),
  sin: same("Sin"),
  cos: same("Cos"),
  gelu: (writer, operation) => gelu(writer.graph, writer.in(operation)),
  pow,
  clamp,
  where: choice,
  maskedFill: choice,
  eq: comparison("Equal"),
  ne: comparison("Equal", { negated: true }),
  lt: comparison("Less"),
  le: comparison("LessOrEqual"),
  // They are told with their operands the other way around.
  gt: comparison("Less"),
  ge: comparison("LessOrEqual"),
  detach: same("Identity"),
};
