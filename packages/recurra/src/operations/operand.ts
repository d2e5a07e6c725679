// What an operation of several operands reads: tensors, broadcast to one shape, or plain numbers.
import { kernels } from "../kernels/wasm/engine.ts";
import { broadcastShapes, expandTo, requireTensor, type Shape, scratch, sizeOf, type Tensor } from "../tensor/index.ts";

/** A tensor, or a number that stands for one of any shape. */
export type Operand = Tensor | number;

/**
 * The common shape of operands, given by their names in messages. Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR for
 * what is neither, and where all are numbers.
 */
export function shapeOfOperands(subject: string, operands: Readonly<Record<string, Operand>>): Shape {
  const named = Object.entries(operands);
  const tensors = named.filter(([, operand]) => typeof operand !== "number");
  for (const [name, operand] of tensors.length > 0 ? tensors : named) requireTensor(subject, name, operand);
  return tensors.reduce<Shape>((shape, [, operand]) => broadcastShapes(subject, shape, (operand as Tensor).shape), []);
}

/** The address of an operand's numbers in this shape. */
export function addressOf(operand: Operand, shape: Shape): number {
  if (typeof operand !== "number") return expandTo(operand, shape);
  const n = sizeOf(shape);
  const address = scratch(n * 4);
  kernels().fillArray(address, operand, n);
  return address;
}

/** Whether a gradient goes to an operand. */
export function wantsGradient(operand: Operand): operand is Tensor {
  return typeof operand !== "number" && operand.requiresGrad;
}

/** The operands that are tensors. */
export function tensorsOf(operands: readonly Operand[]): Tensor[] {
  return operands.filter((operand) => typeof operand !== "number");
}
