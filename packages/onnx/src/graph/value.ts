// What flows through a graph: tensors that are known by name, type and shape only.

/** Types of elements, as onnxruntime names them in JavaScript. */
export type ElementType = "float32" | "float64" | "int32" | "int64" | "bool";

/** A size that is known, or the name of one that is known when the graph runs: "batch", "time". */
export type Dim = number | string;

/** A tensor of the graph. */
export interface Value {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly Dim[];
}

/** A value without its name: what a node is to give. */
export type Kind = Omit<Value, "name">;

/** A shape as text: "[batch, 30, 1]". */
export function shapeText(shape: readonly Dim[]): string {
  return `[${shape.join(", ")}]`;
}
