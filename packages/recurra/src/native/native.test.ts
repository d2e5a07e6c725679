// The whole way of mode "native": layers and products against the float64 reference and against strict mode, through a plain BLAS
// in JavaScript everywhere, and through the machine's own where there is one.
import { afterEach, describe, expect, test } from "vitest";
import { manualSeed, withSeed } from "../core/random.ts";
import { type Mode, withMode } from "../kernels/wasm/engine.ts";
import { provideNative } from "../kernels/wasm/native-mode.ts";
import { type Cell, errorsOf, type Problem, referenceCells } from "../kernels/wasm/recurrent.conformance.ts";
import { LastStep, Linear, LSTM, mseLoss, Sequential } from "../nn/index.ts";
import { Adam } from "../optim/index.ts";
import { matmul, type Tensor, tensor } from "../tensor/index.ts";
import { train } from "../training/index.ts";
import { loadFrom, loadNative } from "./load-native.ts";
import { FakeMemory, fakeHost } from "./plain-blas.fixture.ts";

const BOUND = 1e-5;

afterEach(() => provideNative(undefined));

let calls = 0;
async function loadPlain(): Promise<void> {
  const memory = new FakeMemory();
  calls = 0;
  const count = () => {
    calls++;
  };
  loadFrom(fakeHost(memory, { plain: () => ({ cblas_sgemm: memory.sgemm(count) }) }), { library: "plain" });
  calls = 0;
}

const found = await loadNative().catch((error: Error) => error);
provideNative(undefined);
if (found instanceof Error) console.warn(`The tests of mode native with a real BLAS are skipped. ${found.message}`);

const wide: Omit<Problem, "cell">[] = [
  { batch: 4, time: 3, inputs: 2, hidden: 32 },
  { batch: 5, time: 4, inputs: 8, hidden: 33 },
  { batch: 8, time: 3, inputs: 1, hidden: 64 },
  { batch: 9, time: 2, inputs: 9, hidden: 65, reverse: true, gap: 3 },
  { batch: 11, time: 4, inputs: 3, hidden: 71, lengths: [1, 4, 2, 4, 3, 1, 1, 2, 4, 4, 3], bias: false },
  { batch: 70, time: 9, inputs: 2, hidden: 64, state: false },
];

describe.each([
  ["a plain BLAS", false, loadPlain],
  ["the machine's BLAS", found instanceof Error, loadNative],
] as const)("with %s", (_, absent, load) => {
  test.skipIf(absent).each(Object.keys(referenceCells) as Cell[])(
    "outputs, states and gradients of a wide %s equal the float64 reference within 1e-5 (scaled)",
    async (cell) => {
      await load();
      for (const one of wide) {
        const errors = withMode("native", () => errorsOf({ ...one, cell }));
        for (const [name, error] of Object.entries(errors)) {
          expect(error, `${name} of ${JSON.stringify(one)}`).toBeLessThan(BOUND);
        }
      }
    },
  );

  test.skipIf(absent)("Linear and matmul with their gradients equal strict mode within 1e-5", async () => {
    await load();
    const layer = withSeed(1, () => new Linear({ inFeatures: 70, outFeatures: 66 }));
    const run = () => {
      layer.zeroGrad();
      const x = filled([80, 70], 1);
      const b = filled([66, 90], 2);
      const out = matmul(layer.forward(x), b);
      const y = out.toArray();
      out.backward({ gradient: tensor(wave(out.size, 3), out.shape) });
      return [y, x.grad!, b.grad!, layer.weight.grad!, layer.bias!.grad!].map((values) => Float32Array.from(values));
    };
    const strict = run();
    const native = withMode("native", run);
    for (const [i, values] of native.entries()) expectClose(values, strict[i]);
    layer.dispose();
  });

  test.skipIf(absent)("weights that change, and modes that take turns, are followed", async () => {
    await load();
    const layer = withSeed(2, () => new LSTM({ inputSize: 3, hiddenSize: 64 }));
    const x = tensor(wave(8 * 5 * 3, 1), [8, 5, 3]);
    const run = () => Float32Array.from(layer.forward(x).output.toArray());
    const before = run();
    expectClose(withMode("native", run), before);
    const [weight] = layer.parameters();
    weight.value = weight.value.map((value) => 2 * value);
    const after = withMode("native", run);
    expectClose(after, run());
    expect(Math.abs(after[100] - before[100])).toBeGreaterThan(1e-3);
    layer.dispose();
  });
});

test.skipIf(found instanceof Error)(
  "each thread calls the machine's BLAS for its part of a batch, and the losses are those of strict mode within 1e-5",
  async () => {
    await loadNative();
    const losses = async (mode: Mode, threads: number): Promise<number[]> => {
      manualSeed(4);
      const lstm = new LSTM({ inputSize: 2, hiddenSize: 64 });
      const model = new Sequential(lstm, new LastStep(), new Linear({ inFeatures: 64, outFeatures: 1 }));
      const batch = { x: tensor(wave(64 * 12, 1), [64, 6, 2]), y: tensor(wave(64, 2), [64, 1]) };
      const optimizer = new Adam(model.parameters(), { learningRate: 0.01 });
      const options = { model, optimizer, loss: mseLoss, batches: () => [batch, batch], epochs: 3, microBatchSize: 16 };
      const found: number[] = [];
      const epochs = train({ ...options, mode, threads });
      for (;;) {
        const { done, value } = await epochs.next();
        if (!done) {
          found.push(value.trainLoss);
          continue;
        }
        expect(value.threads).toBe(threads);
        model.dispose();
        return found;
      }
    };
    const strict = await losses("strict", 1);
    for (const threads of [1, 2]) {
      const native = await losses("native", threads);
      expectClose(Float32Array.from(native), Float32Array.from(strict));
    }
  },
);

test("only wide products go to the BLAS, and none in the other modes", async () => {
  await loadPlain();
  const run = (hidden: number, batch: number) => {
    const layer = new LSTM({ inputSize: 2, hiddenSize: hidden });
    layer.forward(tensor(wave(batch * 4, 1), [batch, 2, 2]));
    layer.dispose();
    const made = calls;
    calls = 0;
    return made;
  };
  expect(withMode("native", () => run(32, 4))).toBe(2);
  expect(withMode("native", () => run(31, 8))).toBe(0);
  expect(withMode("native", () => run(64, 3))).toBe(0);
  expect(withMode("strict", () => run(64, 8))).toBe(0);
});

test("a backward pass outside of withMode goes on in the mode of its forward pass", async () => {
  await loadPlain();
  const layer = withSeed(3, () => new LSTM({ inputSize: 2, hiddenSize: 64 }));
  const loss = (): Tensor => layer.forward(tensor(wave(8 * 6, 1), [8, 3, 2])).output.sum();
  const gradients = () => layer.parameters().map(({ grad }) => Float32Array.from(grad!));
  withMode("native", loss).backward();
  const native = gradients();
  layer.zeroGrad();
  loss().backward();
  for (const [i, strict] of gradients().entries()) expectClose(native[i], strict);
  layer.dispose();
});

function wave(n: number, phase: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => (((i * 37 + phase * 11) % 101) - 50) / 50);
}

function filled(shape: number[], phase: number): Tensor {
  return tensor(wave(shape[0] * shape[1], phase), shape, { requiresGrad: true });
}

function expectClose(found: Float32Array, expected: Float32Array): void {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i])), 0);
  expect(found).toHaveLength(expected.length);
  expect(worst / scale).toBeLessThan(BOUND);
}
