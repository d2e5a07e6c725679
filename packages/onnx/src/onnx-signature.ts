// What an ONNX file takes and gives, read from its bytes.

import { fromBinary } from "@bufbuild/protobuf";
import { FormatError } from "recurra";
import { BYTES, requireArguments, TEXT } from "recurra/core";
import { dataType } from "./graph/operations.ts";
import type { Dim, ElementType } from "./graph/value.ts";
import { type ModelProto, ModelProtoSchema, type ValueInfoProto } from "./onnx_pb.ts";

/** An input or output of a graph. */
export interface OnnxPort {
  readonly name: string;
  /** As onnxruntime names it; undefined for a type that graphs of ours do not have. */
  readonly type: ElementType | undefined;
  /** Sizes; a name where the size is open: "batch", "time". */
  readonly shape: readonly Dim[];
  /** What it holds, in words. */
  readonly doc: string;
}

/** The face of an ONNX file. */
export interface OnnxSignature {
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  /** The version of the operators. */
  readonly opset: number;
  /** How many operators there are. */
  readonly nodes: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Throws FormatError ONNX_BYTES, naming the file, for bytes that are no ONNX model; OptionError for what are no bytes, or no name. */
export function onnxSignature(bytes: Uint8Array, file = "ONNX file"): OnnxSignature {
  requireArguments("onnxSignature", { bytes: BYTES, file: TEXT }, bytes, file);
  let model: ModelProto;
  try {
    model = fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new FormatError("ONNX_BYTES", file, `not an ONNX model: ${(cause as Error).message}`, { cause });
  }
  const { graph, opsetImport, metadataProps } = model;
  if (!graph) throw new FormatError("ONNX_BYTES", file, "not an ONNX model: it has no graph");
  // Initialisers may stand among the inputs in files of others; they are no inputs that a program gives.
  const own = new Set(graph.initializer.map(({ name }) => name));
  return {
    inputs: graph.input.filter(({ name }) => !own.has(name)).map(portOf),
    outputs: graph.output.map(portOf),
    opset: Number(opsetImport.find(({ domain }) => domain === "" || domain === "ai.onnx")?.version ?? 0),
    nodes: graph.node.length,
    metadata: Object.fromEntries(metadataProps.map(({ key, value }) => [key, value])),
  };
}

const types = new Map(Object.entries(dataType).map(([name, number]) => [number, name as ElementType]));

function portOf({ name, docString, type }: ValueInfoProto): OnnxPort {
  const tensor = type?.value.case === "tensorType" ? type.value.value : undefined;
  const shape = (tensor?.shape?.dim ?? []).map(({ value }) =>
    value.case === "dimValue" ? Number(value.value) : (value.value ?? "?"),
  );
  return { name, type: types.get(tensor?.elemType ?? 0), shape, doc: docString };
}
