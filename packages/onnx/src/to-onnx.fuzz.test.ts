import fc from "fast-check";
import * as ort from "onnxruntime-web";
import { FormatError, GRU, Linear, LSTM, type Module, noGrad, Sequential, tensor, withSeed } from "recurra";
import { type Layer, moduleOf, recurrentNetwork } from "recurra/nn";
import { cellNames } from "recurra/words";
import { expect, test } from "vitest";
import { fuzz } from "../../../test/fuzz.ts";
import { onnxSignature } from "./onnx-signature.ts";
import { decoded, faultsIn, furthest, numbers } from "./run-onnx.fixture.ts";
import { toOnnx } from "./to-onnx.ts";

const size = fc.integer({ min: 1, max: 5 });

/** Makes a layer that takes `features`; gives what comes out. */
type Part = (features: number) => { readonly layer: Module; readonly features: number };

const recurrent: fc.Arbitrary<Part> = fc
  .record({
    cell: fc.constantFrom(...cellNames, "gru before" as const),
    hiddenSize: size,
    numLayers: fc.integer({ min: 1, max: 3 }),
    bidirectional: fc.boolean(),
    bias: fc.boolean(),
  })
  .map(({ cell, ...form }) => (inputSize: number) => {
    const options = { ...form, inputSize, dropout: 0 };
    const layer =
      cell === "gru before" ? new GRU({ ...options, resetAfter: false }) : (recurrentNetwork(cell, options) as Module);
    return { layer, features: form.hiddenSize * (form.bidirectional ? 2 : 1) };
  });

const linear: fc.Arbitrary<Part> = fc.record({ out: size, bias: fc.boolean() }).map(({ out, bias }) => (features) => ({
  layer: new Linear({ inFeatures: features, outFeatures: out, bias }),
  features: out,
}));

const activation: fc.Arbitrary<Part> = fc
  .constantFrom("Tanh", "Sigmoid", "ReLU" as const)
  .map((type) => (features) => ({ layer: moduleOf({ type }), features }));

const last: Part = (features) => ({ layer: moduleOf({ type: "LastStep", bidirectional: false }), features });

/** Sequences go in; recurrent networks first, then perhaps the last step, then layers of rows. */
const networks = fc
  .record({
    inputs: size,
    first: recurrent,
    deep: fc.array(fc.oneof(recurrent, linear, activation), { maxLength: 2 }),
    ends: fc.boolean(),
    rows: fc.array(fc.oneof(linear, activation), { maxLength: 2 }),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ inputs, first, deep, ends, rows, seed }) => {
    let features = inputs;
    const layers = withSeed(seed, () =>
      [first, ...deep, ...(ends ? [last] : []), ...rows].map((part) => {
        const made = part(features);
        features = made.features;
        return made.layer as Layer;
      }),
    );
    return { inputs, network: new Sequential(...layers) };
  });

test("any network of known layers becomes a graph without faults, the same bytes each time, with our outputs within 1e-5", async () => {
  await fc.assert(
    fc.asyncProperty(networks, size, size, async ({ inputs, network }, batch, time) => {
      try {
        const bytes = toOnnx(network);
        expect(faultsIn(decoded(bytes))).toEqual([]);
        expect(toOnnx(network)).toEqual(bytes);
        const data = numbers(batch * time * inputs);
        const session = await ort.InferenceSession.create(bytes);
        const { y } = await session.run({ x: new ort.Tensor("float32", data, [batch, time, inputs]) });
        await session.release();
        const own = noGrad(() => network.forward(tensor(data, [batch, time, inputs])).toArray());
        expect(furthest(y.data as Float32Array, own)).toBeLessThan(1e-5);
      } finally {
        network.dispose();
      }
    }),
    fuzz(25),
  );
});

test("bytes that were changed or cut are read, or refused with a FormatError, never anything else", () => {
  const layer = withSeed(1, () => new LSTM({ inputSize: 2, hiddenSize: 3 }));
  const bytes = toOnnx(layer, { states: true });
  layer.dispose();
  const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  let refused = 0;
  fc.assert(
    fc.property(changes, fc.nat(bytes.length), fc.boolean(), (changed, end, cut) => {
      const broken = bytes.slice(0, cut ? end : bytes.length);
      for (const [at, byte] of changed) if (at < broken.length) broken[at] = byte;
      try {
        const { inputs, outputs } = onnxSignature(broken, "a.onnx");
        for (const { shape } of [...inputs, ...outputs]) expect(Array.isArray(shape)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        expect((error as Error).message).toMatch(/^a\.onnx: not an ONNX model: .+\.$/);
        refused++;
      }
    }),
    fuzz(2000),
  );
  expect(refused).toBeGreaterThan(100);
});
