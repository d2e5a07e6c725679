// A graph as the bytes of an ONNX file. The messages are those of ONNX's own onnx.proto, which lies beside; onnx_pb.ts was
// generated from it (onnx 1.23.2 from PyPI) by @bufbuild/protoc-gen-es 2.17.0 under Node 24 with the protoc of grpcio-tools 1.85.1:
//
//   python -m grpc_tools.protoc -I. --plugin=protoc-gen-es=node_modules/.bin/protoc-gen-es --es_out=. \
//     --es_opt=target=ts,ts_nocheck=true onnx.proto
//
// The file names no version of this library and no time, so the same model gives the same bytes.

import { create, toBinary } from "@bufbuild/protobuf";
import { OptionError } from "recurra";
import { counted, grouped } from "recurra/words";
import { type Attributes, type Constant, Graph, type Node, type Port } from "./graph/graph.ts";
import { dataType } from "./graph/operations.ts";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./onnx_pb.ts";

/**
 * ONNX 1.8 of 2020. The newest operators that the graphs need are those of opset 13 (the axes of a Gather counted from the end are
 * of 11, GatherND within a batch of 12); a newer opset would add nothing but a `layout` that onnxruntime refuses, and lock older
 * runtimes out.
 */
const OPSET = 13n;
/** The version of the file format that belongs to it. */
const IR_VERSION = 7n;
/** Protobuf's own limit on a message. */
const LARGEST = 0x7fff_ffff;

/** The file of a graph. `metadata` is written with sorted keys. */
export function modelBytes(graph: Graph, name: string, metadata: Readonly<Record<string, string>>): Uint8Array {
  const size = graph.constants.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > LARGEST) {
    throw new OptionError(
      "ONNX_SIZE",
      "toOnnx",
      `the weights take ${counted(size, "byte")}, but an ONNX file holds at most ${grouped(LARGEST)}`,
    );
  }
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    opsetImport: [{ domain: "", version: OPSET }],
    producerName: "recurra",
    graph: graphProto(graph, name, graph.constants),
    metadataProps: Object.entries(metadata)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => ({ key, value })),
  });
  return toBinary(ModelProtoSchema, model);
}

function graphProto(graph: Graph, name: string, constants: readonly Constant[]): GraphProto {
  return create(GraphProtoSchema, {
    name,
    node: graph.nodes.map(nodeProto),
    initializer: constants.map(tensorProto),
    input: graph.inputs.map(valueInfo),
    output: graph.outputs.map(valueInfo),
  });
}

function nodeProto({ op, name, inputs, outputs, attributes }: Node): NodeProto {
  return create(NodeProtoSchema, {
    opType: op,
    name,
    input: inputs,
    output: outputs,
    attribute: Object.entries(attributes).map(attributeProto),
  });
}

function attributeProto([name, value]: [string, Attributes[string]]): AttributeProto {
  const type = AttributeProto_AttributeType;
  const text = (word: string): Uint8Array => new TextEncoder().encode(word);
  if (typeof value === "number") return create(AttributeProtoSchema, { name, type: type.INT, i: BigInt(value) });
  if (typeof value === "string") return create(AttributeProtoSchema, { name, type: type.STRING, s: text(value) });
  // Its constants are those of the graph that runs it.
  if (value instanceof Graph) {
    return create(AttributeProtoSchema, { name, type: type.GRAPH, g: graphProto(value, name, []) });
  }
  const words = value.filter((item) => typeof item === "string");
  if (words.length > 0) return create(AttributeProtoSchema, { name, type: type.STRINGS, strings: words.map(text) });
  return create(AttributeProtoSchema, { name, type: type.INTS, ints: value.map(BigInt) });
}

function tensorProto({ name, type, shape, bytes }: Constant): TensorProto {
  return create(TensorProtoSchema, { name, dataType: dataType[type], dims: shape.map(BigInt), rawData: bytes });
}

function valueInfo({ value, doc }: Port): ValueInfoProto {
  const dim = value.shape.map((size) =>
    typeof size === "number"
      ? { value: { case: "dimValue" as const, value: BigInt(size) } }
      : { value: { case: "dimParam" as const, value: size } },
  );
  const tensorType = { elemType: dataType[value.type], shape: { dim } };
  return create(ValueInfoProtoSchema, {
    name: value.name,
    docString: doc,
    type: { value: { case: "tensorType", value: tensorType } },
  });
}
