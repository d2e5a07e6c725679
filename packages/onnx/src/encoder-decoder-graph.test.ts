import { EncoderDecoder, noGrad, tensor, withSeed } from "recurra";
import type { EncoderDecoderOptions } from "recurra/nn";
import { cellNames } from "recurra/words";
import { describe, expect, onTestFinished, test } from "vitest";
import { decoded, type Feed, faultsIn, furthest, numbers, opened } from "./run-onnx.fixture.ts";
import { toOnnx } from "./to-onnx.ts";

function made(options: Partial<EncoderDecoderOptions>): EncoderDecoder {
  const network = withSeed(5, () => new EncoderDecoder({ inputSize: 3, hiddenSize: 6, ...options }));
  onTestFinished(() => network.dispose());
  return network.eval();
}

function x(batch: number, time: number): Feed & { data: Float32Array } {
  return { shape: [batch, time, 3], data: numbers(batch * time * 3) };
}

function ours(network: EncoderDecoder, input: Feed, horizon: number, lengths?: readonly number[]): Float32Array {
  return noGrad(() => network.forward(tensor(input.data, input.shape), { horizon, lengths }).toArray());
}

const forms = cellNames.flatMap((cell) =>
  [1, 2].flatMap((numLayers) => [false, true].map((bidirectional) => ({ cell, numLayers, bidirectional }))),
);

describe("an encoder-decoder in onnxruntime gives our outputs within 1e-5", () => {
  test.each(forms)("$cell, $numLayers layers, bidirectional $bidirectional", async (form) => {
    const network = made({ ...form, targetColumns: [2, 0] });
    const bytes = toOnnx(network, { horizon: 4 });
    expect(faultsIn(decoded(bytes))).toEqual([]);
    const run = await opened(bytes);
    for (const [batch, time] of [
      [1, 1],
      [3, 5],
    ]) {
      const { y } = await run({ x: x(batch, time) });
      expect(y.shape).toEqual([batch, 4, 2]);
      expect(furthest(y.data, ours(network, x(batch, time), 4))).toBeLessThan(1e-5);
    }
  });

  test.each(forms)("attention: $cell, $numLayers layers, bidirectional $bidirectional", async (form) => {
    const network = made({ ...form, attention: true });
    const run = await opened(toOnnx(network, { horizon: 4 }));
    const { y } = await run({ x: x(3, 5) });
    expect(furthest(y.data, ours(network, x(3, 5), 4))).toBeLessThan(1e-5);
  });

  test("with lengths, from each sequence's last true step", async () => {
    const network = made({ cell: "lstm", bidirectional: true });
    const run = await opened(toOnnx(network, { horizon: 3, lengths: true }));
    const lengths = [5, 1, 3];
    const { y } = await run({ x: x(3, 5), lengths: { shape: [3], data: Int32Array.from(lengths) } });
    expect(furthest(y.data, ours(network, x(3, 5), 3, lengths))).toBeLessThan(1e-5);
    expect(furthest(y.data, ours(network, x(3, 5), 3))).toBeGreaterThan(1e-3);
  });

  test("with states, each call reads what is new and forecasts what follows all that was read", async () => {
    const network = made({ cell: "lstm", numLayers: 2 });
    const run = await opened(toOnnx(network, { horizon: 2, states: true }));
    const whole = x(1, 5);
    const zero: Feed = { shape: [2, 1, 6], data: new Float32Array(12) };
    let states: Record<string, Feed> = { h_in: zero, c_in: zero };
    for (let step = 1; step <= 5; step++) {
      const data = whole.data.subarray((step - 1) * 3, step * 3);
      const { y, h_out, c_out } = await run({ x: { shape: [1, 1, 3], data }, ...states });
      const seen = { shape: [1, step, 3], data: whole.data.subarray(0, step * 3) };
      expect(furthest(y.data, ours(network, seen, 2))).toBeLessThan(1e-5);
      states = { h_in: h_out, c_in: c_out };
    }
  });
});

test("a longer horizon adds nodes, but no weights", () => {
  const network = made({ cell: "gru" });
  const weights = (horizon: number): number =>
    decoded(toOnnx(network, { horizon })).graph.initializer.filter(({ dataType }) => dataType === 1).length;
  expect(weights(20)).toBe(weights(1));
});

test("the horizon must be given, and be a whole number", () => {
  const network = made({});
  for (const horizon of [undefined, 0, 1.5, Number.NaN]) {
    expect(() => toOnnx(network, { horizon })).toThrow(
      "toOnnx: the steps of an EncoderDecoder are written out in the graph, so it needs to know how many" +
        `${horizon === undefined ? "" : `, but horizon is ${horizon}`}. Give a whole number from 1 to 10,000 with horizon.`,
    );
  }
});

test("attention looks at all rows: states and lengths are refused with it", () => {
  const network = made({ attention: true });
  expect(() => toOnnx(network, { horizon: 2, states: true })).toThrow(
    "toOnnx: the decoder looks at all rows of a sequence by attention, which the graph does not do with states: true. Leave states out, or build one without attention.",
  );
  expect(() => toOnnx(network, { horizon: 2, lengths: true })).toThrow("with lengths: true. Leave lengths out");
});
