import { FormatError, GRU, LSTM, withSeed } from "recurra";
import { expect, onTestFinished, test } from "vitest";
import { onnxSignature } from "./onnx-signature.ts";
import { decoded } from "./run-onnx.fixture.ts";
import { toOnnx } from "./to-onnx.ts";

function gru(seed: number): GRU {
  const layer = withSeed(seed, () => new GRU({ inputSize: 2, hiddenSize: 3, bidirectional: true }));
  onTestFinished(() => layer.dispose());
  return layer;
}

test("the same weights give the same bytes, and other weights others", () => {
  expect(toOnnx(gru(1))).toEqual(toOnnx(gru(1)));
  expect(toOnnx(gru(1))).not.toEqual(toOnnx(gru(2)));
});

test("the file says that it is for opset 13 and who wrote it, and no version of the library and no time", () => {
  const model = decoded(toOnnx(gru(1)));
  expect(model.irVersion).toBe(7n);
  expect(model.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([["", 13n]]);
  expect([model.producerName, model.producerVersion, model.domain, model.docString]).toEqual(["recurra", "", "", ""]);
  expect(model.modelVersion).toBe(0n);
  expect(model.metadataProps.map(({ key }) => key)).toEqual(["format", "task"]);
});

test("recurrent nodes follow ONNX's conventions: layout 0, an activation of each gate for each direction, biases as [Wb, Rb]", () => {
  const { node, initializer } = decoded(toOnnx(gru(1))).graph;
  expect(node.map(({ opType }) => opType)).toEqual(["Transpose", "GRU", "Transpose", "Reshape", "Transpose"]);
  const attributes = Object.fromEntries(
    node[1].attribute.map(({ name, i, s, strings }) => [
      name,
      strings.length > 0
        ? strings.map((word) => new TextDecoder().decode(word))
        : s.length > 0
          ? new TextDecoder().decode(s)
          : i,
    ]),
  );
  expect(attributes).toEqual({
    activations: ["Sigmoid", "Tanh", "Sigmoid", "Tanh"],
    direction: "bidirectional",
    hidden_size: 3n,
    linear_before_reset: 1n,
  });
  expect(initializer.slice(0, 3).map(({ name, dims }) => `${name} ${dims}`)).toEqual([
    "l0_W 2,9,2",
    "l0_R 2,9,3",
    "l0_B 2,18",
  ]);
});

test("weights can change after an export: it holds those of its time", () => {
  const layer = gru(1);
  const bytes = toOnnx(layer);
  const before = bytes.slice();
  for (const parameter of layer.parameters()) parameter.value = new Float32Array(parameter.size);
  expect(bytes).toEqual(before);
});

test("a signature names types, open sizes and the number of operators", () => {
  const layer = withSeed(1, () => new LSTM({ inputSize: 2, hiddenSize: 3 }));
  onTestFinished(() => layer.dispose());
  const { inputs, outputs, nodes } = onnxSignature(toOnnx(layer, { states: true, lengths: true }));
  expect(inputs.map(({ name, type, shape }) => [name, type, shape])).toEqual([
    ["x", "float32", ["batch", "time", 2]],
    ["lengths", "int32", ["batch"]],
    ["h_in", "float32", [1, "batch", 3]],
    ["c_in", "float32", [1, "batch", 3]],
  ]);
  expect(outputs.map(({ name, shape }) => [name, shape])).toEqual([
    ["y", ["batch", "time", 3]],
    ["h_out", [1, "batch", 3]],
    ["c_out", [1, "batch", 3]],
  ]);
  expect(nodes).toBe(4);
});

test("bytes that are no ONNX model are refused, with the name of the file", () => {
  expect(() => onnxSignature(new TextEncoder().encode("Date,Close\n"), "a.onnx")).toThrow(
    "a.onnx: not an ONNX model: ",
  );
  expect(() => onnxSignature(new Uint8Array(), "a.onnx")).toThrow(
    new FormatError("ONNX_BYTES", "a.onnx", "not an ONNX model: it has no graph"),
  );
});
