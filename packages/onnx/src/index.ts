// Networks as ONNX graphs: what other runtimes and languages run.

export type { Dim, ElementType } from "./graph/value.ts";
export { type OnnxPort, type OnnxSignature, onnxSignature } from "./onnx-signature.ts";
export type { OnnxInput, OnnxInputs } from "./tape/inputs.ts";
export type { TapedFunction } from "./tape/run.ts";
export { type OnnxOptions, toOnnx } from "./to-onnx.ts";
