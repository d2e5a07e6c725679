import { describe, expect, test, vi } from "vitest";
import { withSeed } from "../core/random.ts";
import { type Mode, withMode } from "../kernels/wasm/engine.ts";
import { modes } from "../kernels/wasm/modes.conformance.ts";
import { provideNative } from "../kernels/wasm/native-mode.ts";
import { loadFrom } from "../native/load-native.ts";
import { FakeMemory, fakeHost } from "../native/plain-blas.fixture.ts";
import { Dropout, EncoderDecoder, GRU, LastStep, Linear, LSTM, Module, RNN, Sequential, Tanh } from "../nn/index.ts";
import { memoryUse, noGrad, type Tensor, tensor } from "../tensor/index.ts";
import type { PredictiveModel } from "./predictive-model.ts";
import { Predictor } from "./predictor.ts";

const wave = (shape: readonly number[]): Tensor =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i * 0.7)),
    shape,
  );

class Continued extends Module {
  override readonly repeatable = true;
  readonly network = new EncoderDecoder({ inputSize: 2, hiddenSize: 5, cell: "gru", bidirectional: true });
  forward(x: Tensor): Tensor {
    return this.network.forward(x, { horizon: 4 });
  }
}

const models = {
  "GRU for each step": () =>
    new Sequential(new GRU({ inputSize: 2, hiddenSize: 9 }), new Linear({ inFeatures: 9, outFeatures: 1 }), new Tanh()),
  "two layers of LSTM with dropout, last step": () =>
    new Sequential(
      new LSTM({ inputSize: 2, hiddenSize: 7, numLayers: 2, dropout: 0.5 }),
      new LastStep(),
      new Dropout({ p: 0.5 }),
      new Linear({ inFeatures: 7, outFeatures: 3 }),
    ),
  "bidirectional RNN": () => new Sequential(new RNN({ inputSize: 2, hiddenSize: 5, bidirectional: true })),
  "encoder-decoder": () => new Continued(),
} as const;

/** What a Predictor promises to equal. */
function expected(model: PredictiveModel, x: Tensor, mode: Mode): Tensor {
  model.eval();
  const y = withMode(mode, () => noGrad(() => model.forward(x)));
  model.train();
  return y;
}

describe.each(Object.entries(models))("predictions of %s", (_, build) => {
  const model = withSeed<PredictiveModel>(4, build);

  test.each(modes)("are those of forward(), to the bit, whatever the chunk: %s", (mode) => {
    for (const total of [1, 2, 15, 67]) {
      const x = wave([total, 6, 2]);
      const y = expected(model, x, mode);
      for (const chunk of [undefined, 1, 4, 16, 67, 100]) {
        const predictor = new Predictor(model, { mode, chunk });
        // Again, because plans are made for shapes that come again.
        for (const found of [1, 2, 3].map(() => predictor.predictSync(x))) {
          expect(found.shape).toEqual(y.shape);
          expect(found.toArray()).toEqual(y.toArray());
        }
        predictor.dispose();
      }
    }
    expect(model.namedModules().every(([, module]) => module.training)).toBe(true);
  });

  test("are the same on 1, 2 and 3 threads", async () => {
    const x = wave([67, 6, 2]);
    const y = expected(model, x, "strict").toArray();
    for (const threads of [1, 2, 3]) {
      const predictor = new Predictor(model, { threads, chunk: 8 });
      for (const _ of [1, 2]) expect((await predictor.predict(x)).toArray()).toEqual(y);
      await predictor.dispose();
    }
  });
});

const linear = () => new Linear({ inFeatures: 2, outFeatures: 2 });

test("threads that were asked for take part, and see weights that have changed", async () => {
  const model = new Sequential(
    new LSTM({ inputSize: 2, hiddenSize: 32 }),
    new LastStep(),
    new Linear({ inFeatures: 32, outFeatures: 1 }),
  );
  const x = wave([400, 40, 2]);
  const predictor = new Predictor(model, { threads: 2, chunk: 16 });
  expect(predictor.threads).toBe(1);
  for (const factor of [1, 0.5, -1]) {
    for (const parameter of model.parameters()) parameter.value = parameter.value.map((value) => value * factor);
    expect((await predictor.predict(x)).toArray()).toEqual(expected(model, x, "strict").toArray());
  }
  // On a busy machine the calling thread may be done before the other has woken up.
  for (let call = 0; call < 300 && predictor.threads < 2; call++) await predictor.predict(x);
  expect(predictor.threads).toBe(2);
  await predictor.dispose();
});

test("weights that change between calls are used, where a plan is kept too", () => {
  const model = linear();
  const predictor = new Predictor(model);
  const x = wave([3, 2]);
  for (let change = 0; change < 4; change++) {
    model.weight.value = [change, 1, 2, 3];
    expect(predictor.predictSync(x).toArray()).toEqual(expected(model, x, "strict").toArray());
  }
});

test("calls that are made at once are computed one after the other", async () => {
  const model = linear();
  const predictor = new Predictor(model, { chunk: 2, threads: 2 });
  const xs = [wave([9, 2]), wave([5, 2]), wave([1, 2])];
  const found = await Promise.all(xs.map((x) => predictor.predict(x)));
  xs.forEach((x, i) => {
    expect(found[i].toArray()).toEqual(expected(model, x, "strict").toArray());
  });
  await predictor.dispose();
});

class Reading extends Module {
  override readonly repeatable: boolean;
  constructor(repeatable: boolean) {
    super();
    this.repeatable = repeatable;
  }
  forward(x: Tensor): Tensor {
    return x.toArray()[0] > 2 ? x.mul(2) : x.add(1);
  }
}

test.each([true, false])(
  "a model that reads numbers runs chunk by chunk without a plan: repeatable %s",
  async (repeatable) => {
    const predictor = new Predictor(new Reading(repeatable), { chunk: 1, threads: 2 });
    const found = await predictor.predict(tensor([1, 3, 2, 5], [4, 1]));
    expect([...found.toArray()]).toEqual([2, 6, 3, 10]);
    expect(predictor.threads).toBe(1);
    await predictor.dispose();
  },
);

class Centred extends Module {
  override readonly repeatable = true;
  forward(x: Tensor): Tensor {
    return x.sub(x.mean(0));
  }
}

class Total extends Module {
  forward(x: Tensor): Tensor {
    return x.sum();
  }
}

test("a model whose samples influence each other is refused", () => {
  expect(() => new Predictor(new Centred()).predictSync(wave([4, 2]))).toThrow(
    "Predictor: a sample alone gives other numbers than the same sample among others",
  );
  expect(() => new Predictor(new Total()).predictSync(wave([4, 2]))).toThrow(
    "Predictor: forward() of x [4, 2] gave []; it must give a tensor with a row for each of the 4 samples.",
  );
});

test("predict ends with the signal's reason, and the predictor goes on", async () => {
  const model = linear();
  const predictor = new Predictor(model, { chunk: 1 });
  const reason = new Error("enough");
  const x = wave([50, 2]);
  await expect(predictor.predict(x, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const control = new AbortController();
  class Aborting extends Module {
    calls = 0;
    forward(y: Tensor): Tensor {
      if (++this.calls === 10) control.abort(reason);
      return y.add(1);
    }
  }
  const aborting = new Aborting();
  const other = new Predictor(aborting, { chunk: 1 });
  await expect(other.predict(x, { signal: control.signal })).rejects.toBe(reason);
  expect(aborting.calls).toBeLessThan(15);
  expect((await predictor.predict(x)).shape).toEqual([50, 2]);
});

test("many short calls give other code a turn too", async () => {
  let time = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => time++);
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  const predictor = new Predictor(linear());
  for (let i = 0; i < 1000 && !turned; i++) await predictor.predict(wave([1, 2]));
  clock.mockRestore();
  expect(turned).toBe(true);
});

test("memory is that of a chunk, and dispose gives it back", async () => {
  const model = new Sequential(new GRU({ inputSize: 1, hiddenSize: 8 }), new Linear({ inFeatures: 8, outFeatures: 1 }));
  const run = async (total: number): Promise<number> => {
    const before = memoryUse();
    const predictor = new Predictor(model, { chunk: 16 });
    predictor.predictSync(wave([total, 30, 1]));
    const { parameters, steps } = memoryUse();
    await predictor.dispose();
    expect(memoryUse().parameters).toBe(before.parameters);
    return parameters - before.parameters + steps - before.steps;
  };
  expected(model, wave([1, 1, 1]), "strict"); // packs the weights, which stay with the model
  const small = await run(64);
  expect(await run(6400)).toBe(small);
  model.dispose();
});

test("the plan that is used most stays, whatever rests there are", () => {
  let calls = 0;
  class Counted extends Sequential {
    override forward(x: Tensor): Tensor {
      calls++;
      return super.forward(x);
    }
  }
  const predictor = new Predictor(new Counted(new Linear({ inFeatures: 2, outFeatures: 1 })), { chunk: 16 });
  predictor.predictSync(wave([32, 2]));
  const once = calls;
  for (let rest = 1; rest < 16; rest++) for (const _ of [1, 2]) predictor.predictSync(wave([32 + rest, 2]));
  expect(calls).toBe(16 * once);
});

test("options, inputs and a predictor that cannot be used are named", async () => {
  const model = linear();
  expect(() => new Predictor(model, { threads: 0 })).toThrow(
    'Predictor: threads must be "auto" or a whole number from 1, but it is 0.',
  );
  expect(() => new Predictor(model, { chunk: 1.5 })).toThrow(
    "Predictor: chunk must be a whole number from 1, but it is 1.5.",
  );
  expect(() => new Predictor(model, { mode: "slow" as Mode })).toThrow(
    'Predictor: mode must be one of "strict", "fast", "native", but it is "slow".',
  );
  const predictor = new Predictor(model);
  expect(() => predictor.predictSync(tensor(1))).toThrow("Predictor: x [] has no samples. Give it as [N, ...].");
  await expect(predictor.predict(tensor([1, 2, 3], [1, 3]))).rejects.toThrow("must end in inFeatures = 2");
  await predictor.dispose();
  await predictor.dispose();
  const gone = "Predictor: it was disposed of. Make a new one for the model.";
  expect(() => predictor.predictSync(wave([1, 2]))).toThrow(gone);
  await expect(predictor.predict(wave([1, 2]))).rejects.toThrow(gone);
});

test("a predictor whose model was disposed of says so", () => {
  const model = linear();
  const predictor = new Predictor(model);
  for (const _ of [1, 2]) predictor.predictSync(wave([3, 2]));
  model.dispose();
  expect(() => predictor.predictSync(wave([3, 2]))).toThrow("was disposed of with its module");
});

test("in mode native, predictions of a wide network are those of strict mode within 1e-5", () => {
  const memory = new FakeMemory();
  loadFrom(fakeHost(memory, { plain: () => ({ cblas_sgemm: memory.sgemm() }) }), { library: "plain" });
  const model = new Sequential(new LSTM({ inputSize: 2, hiddenSize: 64 }), new LastStep());
  const x = wave([50, 3, 2]);
  const predictor = new Predictor(model, { mode: "native", chunk: 16 });
  const strict = expected(model, x, "strict").toArray();
  for (const _ of [1, 2]) {
    const found = predictor.predictSync(x).toArray();
    expect(found.every((value, i) => Math.abs(value - strict[i]) < 1e-5)).toBe(true);
    expect(found).not.toEqual(strict);
  }
  provideNative(undefined);
  model.dispose();
});
