// Networks as ONNX graphs: what other runtimes and languages run.
export { type OnnxPort, type OnnxSignature, onnxSignature } from "./onnx-signature.ts";
export { type OnnxOptions, toOnnx } from "./to-onnx.ts";
export type { Dim, ElementType } from "./value.ts";
