// Networks as ONNX graphs: what other runtimes and languages run.
export { type OnnxOptions, toOnnx } from "./to-onnx.ts";
