// The streaming path against the sequence path: the same bits.
import { describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { type Mode, withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { provideNative } from "../../kernels/wasm/native-mode.ts";
import { loadFrom } from "../../native/load-native.ts";
import { FakeMemory, fakeHost } from "../../native/plain-blas.fixture.ts";
import { memoryUse, noGrad, type Tensor, tensor } from "../../tensor/index.ts";
import { ReLU, Sigmoid, Tanh } from "../layers/activations.ts";
import { MultiheadAttention } from "../layers/attention.ts";
import { Dropout } from "../layers/dropout.ts";
import { Embedding } from "../layers/embedding.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { Sequential } from "../networks/sequential.ts";
import { GRU } from "./gru.ts";
import { LastStep } from "./last-step.ts";
import { LSTM } from "./lstm.ts";
import { MinGRU } from "./mingru.ts";
import { RNN } from "./rnn.ts";
import { SLSTM } from "./slstm.ts";
import { type Steppable, Stepper } from "./stepper.ts";

const networks = {
  "rnn-tanh": (options: Options) => new RNN(options),
  "rnn-relu": (options: Options) => new RNN({ ...options, nonlinearity: "relu" }),
  lstm: (options: Options) => new LSTM(options),
  gru: (options: Options) => new GRU(options),
  "gru-reset-before": (options: Options) => new GRU({ ...options, resetAfter: false }),
  mingru: (options: Options) => new MinGRU(options),
  slstm: (options: Options) => new SLSTM(options),
  "slstm of heads": (options: Options) => new SLSTM({ ...options, heads: options.hiddenSize === 16 ? 4 : 7 }),
} as const;
type Options = { inputSize: number; hiddenSize: number; numLayers?: number; dropout?: number };
interface Network extends Steppable {
  forward(x: Tensor): { output: Tensor; state: Record<string, Tensor> };
}

const wave = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => Math.sin(i * 0.7));

/** The numbers of time step t of x [B, T, I]. */
const stepOf = (x: Tensor, t: number): Float32Array => noGrad(() => x.step(t).toArray());

/** Runs all steps of x and gives the outputs [T][B * F]. */
function run(stepper: Stepper, x: Tensor): Float32Array[] {
  return Array.from({ length: x.shape[1] }, (_, t) => stepper.step(stepOf(x, t)).slice());
}

describe.each(modes)("in %s mode", (mode) => {
  describe.each(Object.keys(networks) as (keyof typeof networks)[])("steps of %s", (cell) => {
    for (const numLayers of [1, 2, 3]) {
      for (const time of [1, 2, 37]) {
        for (const [batch, inputSize, hiddenSize] of [
          [1, 1, 16],
          [3, 2, 7],
        ]) {
          test(`are the sequence of ${time}, to the bit: ${numLayers} layers, batch ${batch}, ${hiddenSize} units`, () => {
            const network = withSeed(
              time,
              () => networks[cell]({ inputSize, hiddenSize, numLayers }) as Steppable as Network,
            );
            const x = tensor(wave(batch * time * inputSize), [batch, time, inputSize]);
            const stepper = new Stepper(network, { batch, mode });
            const found = run(stepper, x);
            const { output, state } = withMode(mode, () => noGrad(() => network.forward(x)));
            expect(found).toEqual(Array.from({ length: time }, (_, t) => stepOf(output, t)));
            const expected = Object.fromEntries(Object.entries(state).map(([name, one]) => [name, [...one.toArray()]]));
            expect(stepper.state).toEqual([expected]);
            stepper.dispose();
            network.dispose();
          });
        }
      }
    }
  });
});

const forecaster = () =>
  new Sequential(
    new GRU({ inputSize: 2, hiddenSize: 6, numLayers: 2, dropout: 0.5 }),
    new Dropout({ p: 0.5 }),
    new Sequential(new LSTM({ inputSize: 6, hiddenSize: 5 }), new LastStep()),
    new Linear({ inFeatures: 5, outFeatures: 4 }),
    new Tanh(),
    new Sigmoid(),
    new ReLU(),
  );

test("steps of a Sequential end at the forecast of the sequence, without dropout, and leave training on", () => {
  const model = withSeed(8, forecaster);
  const x = tensor(wave(2 * 9 * 2), [2, 9, 2]);
  const found = run(new Stepper(model, { batch: 2 }), x);
  expect(model.namedModules().every(([, module]) => module.training)).toBe(true);
  for (const length of [1, 4, 9]) {
    const y = noGrad(() => model.eval().forward(x.slice(1, 0, length)));
    expect(found[length - 1]).toEqual(y.toArray());
  }
  model.dispose();
});

test("a step takes a number for a single feature and writes its output into the same array", () => {
  const model = new LSTM({ inputSize: 1, hiddenSize: 3 });
  const stepper = new Stepper(model);
  const first = stepper.step(0.5);
  const kept = [...first];
  const second = stepper.step([-2]);
  expect(second).toBe(first);
  expect([...second]).not.toEqual(kept);
  stepper.reset();
  expect([...stepper.step(Float64Array.of(0.5))]).toEqual(kept);
  model.dispose();
});

test("the state goes through JSON and goes on to the bit, in another stepper too", () => {
  const model = withSeed(2, forecaster);
  const x = tensor(wave(24), [1, 12, 2]);
  const whole = run(new Stepper(model), x);
  const first = new Stepper(model);
  for (let t = 0; t < 5; t++) first.step(stepOf(x, t));
  const stored = JSON.stringify(first.state);
  const second = new Stepper(model);
  second.state = JSON.parse(stored);
  for (let t = 5; t < 12; t++) expect(second.step(stepOf(x, t))).toEqual(whole[t]);
  expect(JSON.stringify(first.state)).toBe(stored);
  model.dispose();
});

test("a stepper goes on from the final state of a sequence", () => {
  const model = new LSTM({ inputSize: 1, hiddenSize: 4, numLayers: 2 });
  const x = tensor(wave(10), [1, 10, 1]);
  const { output } = noGrad(() => model.forward(x));
  const { state } = noGrad(() => model.forward(x.slice(1, 0, 9)));
  const stepper = new Stepper(model);
  stepper.state = [{ h: state.h.toArray(), c: state.c.toArray() }];
  expect(stepper.step(x.data![9])).toEqual(stepOf(output, 9));
  model.dispose();
});

test("weights that change between steps are used from the next step on", () => {
  const model = new Sequential(
    new GRU({ inputSize: 1, hiddenSize: 4 }),
    new Linear({ inFeatures: 4, outFeatures: 2, bias: false }),
  );
  const stepper = new Stepper(model);
  for (const parameter of model.parameters()) {
    stepper.reset();
    stepper.step(1);
    const before = [...stepper.step(2)];
    parameter.value = parameter.value.map((value) => value + 0.25);
    stepper.reset();
    stepper.step(1);
    const after = stepper.step(2);
    expect([...after]).not.toEqual(before);
    expect(after).toEqual(
      stepOf(
        noGrad(() => model.forward(tensor([1, 2], [1, 2, 1]))),
        1,
      ),
    );
  }
  model.dispose();
});

test("steps take no memory of the engine, and dispose gives back what a stepper took", () => {
  const model = new LSTM({ inputSize: 1, hiddenSize: 8 });
  new Stepper(model).dispose(); // the packed weights stay with the model
  const before = memoryUse().parameters;
  const stepper = new Stepper(model);
  stepper.step(1);
  const running = memoryUse();
  for (let t = 0; t < 1000; t++) stepper.step(t / 1000);
  expect(memoryUse()).toEqual(running);
  expect(running.parameters).toBeGreaterThan(before);
  stepper.dispose();
  stepper.dispose();
  expect(memoryUse().parameters).toBe(before);
  model.dispose();
});

test("steps work inside other steps, and after the memory has grown", () => {
  const model = new LSTM({ inputSize: 1, hiddenSize: 3 });
  const stepper = new Stepper(model);
  const expected = noGrad(() => model.forward(tensor([1, 2, 3], [1, 3, 1])).output.toArray());
  const loss = model.forward(tensor([1, 2], [1, 2, 1])).output.sum();
  const first = stepper.step(1);
  noGrad(() => {
    expect([...stepper.step(2)]).toEqual([...expected.subarray(3, 6)]);
    tensor(new Float32Array(memoryUse().total / 4)).add(1);
  });
  expect(stepper.step(3)).toEqual(expected.slice(6));
  expect(first).toEqual(expected.slice(6));
  loss.backward();
  expect(model.parameters().every((parameter) => parameter.grad)).toBe(true);
  model.dispose();
});

class OverTime extends Module {
  override readonly repeatable = true;
  forward(x: Tensor): Tensor {
    return x.mean(1);
  }
}

class Shifted extends Module {
  override readonly repeatable = true;
  forward(x: Tensor): Tensor {
    return x.add(1);
  }
}

class Reading extends Module {
  forward(x: Tensor): Tensor {
    return x.mul(x.toArray()[0]);
  }
}

test("a layer of the user runs step by step when it treats each step by itself, and is refused otherwise", () => {
  const lstm = new LSTM({ inputSize: 1, hiddenSize: 3 });
  const x = tensor(wave(4), [1, 4, 1]);
  const model = new Sequential(new Shifted(), lstm, new Shifted());
  expect(run(new Stepper(model), x)[3]).toEqual(
    stepOf(
      noGrad(() => model.forward(x)),
      3,
    ),
  );
  const before = memoryUse().parameters;
  expect(() => new Stepper(new Sequential(lstm, new OverTime()))).toThrow(
    "stepper: single steps give other numbers than the sequence of them, so a layer looks across time.",
  );
  expect(() => new Stepper(new Sequential(lstm, new Reading()))).toThrow(
    "stepper: the layer Reading is not repeatable",
  );
  expect(memoryUse().parameters).toBe(before);
  model.dispose();
});

test("what cannot run step by step is named", () => {
  const size = { inputSize: 2, hiddenSize: 3 };
  expect(() => new Stepper(new GRU({ ...size, bidirectional: true }))).toThrow(
    "stepper: the GRU is bidirectional, so its outputs depend on steps that have not come yet.",
  );
  expect(() => new Stepper(new Sequential(new GRU({ ...size, bidirectional: true })))).toThrow(
    "the GRU is bidirectional",
  );
  const table = new Embedding({ numEmbeddings: 3, embeddingDim: 1 });
  for (const model of [table, new Sequential(table, new GRU(size))]) {
    expect(() => new Stepper(model)).toThrow(
      "stepper: the layer Embedding takes numbers of rows, and a stepper steps of features.",
    );
  }
  const attention = new MultiheadAttention({ embedDim: 2, numHeads: 1 });
  expect(() => new Stepper(new Sequential(new GRU({ inputSize: 1, hiddenSize: 2 }), attention))).toThrow(
    "so a layer looks across time",
  );
  expect(() => new Stepper(new Sequential(new Tanh()))).toThrow("neither a recurrent network nor a Linear");
  expect(() => new Stepper(new Sequential(new LSTM(size), new Linear({ inFeatures: 4, outFeatures: 1 })))).toThrow(
    "must end in inFeatures = 4",
  );
  expect(() => new Stepper(new LSTM(size), { batch: 0 })).toThrow(
    "stepper: batch must be a whole number from 1, but it is 0.",
  );
  expect(() => new Stepper(new LSTM(size), { mode: "slow" as Mode })).toThrow(
    'stepper: mode must be one of "strict", "fast", "native", but it is "slow".',
  );
});

test("numbers that do not fit a step or a state are named, and change nothing", () => {
  const model = new LSTM({ inputSize: 2, hiddenSize: 3 });
  const stepper = new Stepper(model);
  stepper.step([1, 2]);
  const before = stepper.state;
  expect(() => stepper.step(1)).toThrow(
    "stepper.step: got 1 number, expected 2 (batch 1 x 2 features of one time step).",
  );
  expect(() => stepper.step([1, 2, 3])).toThrow("got 3 numbers");
  const h = [1, 2, 3];
  const set = (state: unknown) => () => {
    stepper.state = state as never;
  };
  expect(set([])).toThrow("stepper.state: got states of 0 recurrent networks, expected 1.");
  expect(set([{ h }])).toThrow(
    "stepper.state: got nothing for c of the recurrent network 0, expected 3 numbers (layers x batch x hiddenSize = 1 x 1 x 3).",
  );
  expect(set([{ h, c: [1] }])).toThrow("got 1 number for c");
  expect(set([{ h, c: [1, null, 3] }])).toThrow("got what is no number for c");
  expect(stepper.state).toEqual(before);
  model.dispose();
});

test("a stepper that was disposed of, or whose model was, says so", () => {
  const model = new LSTM({ inputSize: 1, hiddenSize: 2 });
  const stepper = new Stepper(model);
  const other = new Stepper(model);
  other.dispose();
  const gone = "stepper: it was disposed of. Make a new one with new Stepper(model).";
  expect(() => other.step(1)).toThrow(gone);
  expect(() => other.reset()).toThrow(gone);
  expect(() => other.state).toThrow(gone);
  model.dispose();
  expect(() => stepper.step(1)).toThrow("was disposed of with its module");
  stepper.dispose();
});

test("in mode native, steps of a wide network are the sequence within 1e-5", () => {
  const memory = new FakeMemory();
  loadFrom(fakeHost(memory, { plain: () => ({ cblas_sgemm: memory.sgemm() }) }), { library: "plain" });
  const model = withSeed(5, () => new LSTM({ inputSize: 2, hiddenSize: 64 }));
  const x = tensor(wave(9 * 4 * 2), [9, 4, 2]);
  const stepper = new Stepper(model, { batch: 9, mode: "native" });
  const found = run(stepper, x);
  const { output } = noGrad(() => model.forward(x));
  found.forEach((values, t) => {
    const expected = stepOf(output, t);
    expect(values.every((value, i) => Math.abs(value - expected[i]) < 1e-5)).toBe(true);
  });
  provideNative(undefined);
  model.dispose();
});
