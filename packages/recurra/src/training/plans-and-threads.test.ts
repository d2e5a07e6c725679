// A model's code on the tape, its plan, and its plan on any number of threads compute the same bits.
import { expect, test } from "vitest";
import { manualSeed } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { EncoderDecoder, GRU, Linear, LSTM, l1Loss, MinGRU, Module, mseLoss, RNN, SLSTM } from "../nn/index.ts";
import { Adam } from "../optim/index.ts";
import { memoryUse, Parameter, type Tensor, tensor } from "../tensor/index.ts";
import type { Batch, TrainOptions } from "./options.ts";
import { train } from "./train.ts";

const alive: Adam[] = [];

/** Held, with its parameters, to the end: tests of memory are not to see what the collector frees of the tests before them. */
function adam(...given: ConstructorParameters<typeof Adam>): Adam {
  const optimizer = new Adam(...given);
  alive.push(optimizer);
  return optimizer;
}

const numbers = (n: number, shift: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => Math.sin(i * 0.7 + shift));

class Network extends Module {
  readonly recurrent: Module & { forward(x: Tensor): { output: Tensor } };
  readonly head: Linear;
  override readonly repeatable: boolean = true;

  constructor(recurrent: Network["recurrent"], features: number) {
    super();
    this.recurrent = recurrent;
    this.head = new Linear({ inFeatures: features, outFeatures: 1 });
  }

  forward(x: Tensor): Tensor {
    return this.head.forward(this.recurrent.forward(x).output).tanh();
  }
}

const networks: Record<string, () => Network> = {
  "GRU of 30": () => new Network(new GRU({ inputSize: 2, hiddenSize: 30 }), 30),
  "two LSTM of 9 with dropout": () =>
    new Network(new LSTM({ inputSize: 2, hiddenSize: 9, numLayers: 2, dropout: 0.3 }), 9),
  "bidirectional RNN of 5": () => new Network(new RNN({ inputSize: 2, hiddenSize: 5, bidirectional: true }), 10),
  "two minGRU of 6": () => new Network(new MinGRU({ inputSize: 2, hiddenSize: 6, numLayers: 2 }), 6),
  "bidirectional sLSTM of 6 in two heads": () =>
    new Network(new SLSTM({ inputSize: 2, hiddenSize: 6, heads: 2, bidirectional: true }), 12),
};

/** Batches of 70 and 45 sequences of 40 steps: cut into chunks of several sizes. */
function batches(epoch: number): Batch[] {
  return [70, 70, 45].map((n, i) => ({
    x: tensor(numbers(n * 80, epoch + i), [n, 40, 2]),
    y: tensor(numbers(n * 40, epoch - i), [n, 40, 1]),
  }));
}

type Options = Partial<TrainOptions>;

async function run(
  make: () => Network,
  options: Options,
): Promise<{ weights: string[]; losses: number[]; threads: number }> {
  manualSeed(5);
  const model = make();
  const optimizer = adam(model.parameters(), { learningRate: 0.01 });
  const epochs = train({
    model,
    optimizer,
    loss: l1Loss,
    batches,
    epochs: 8,
    seed: 9,
    clipNorm: 0.5,
    microBatchSize: 12,
    ...options,
  });
  const losses: number[] = [];
  for (;;) {
    const { done, value } = await epochs.next();
    if (done) {
      const weights = model.parameters().map((parameter) => Buffer.from(parameter.value.buffer).toString("hex"));
      model.dispose();
      return { weights, losses, threads: value.threads };
    }
    losses.push(value.trainLoss);
  }
}

test.each(Object.entries(networks))("%s: tape, plan, and 1, 2, 3 and 8 threads give the same bits", async (_, make) => {
  const tape = await run(make, { plan: false });
  expect(await run(make, { threads: 1 })).toEqual(tape);
  for (const threads of [2, 3, 8]) {
    const found = await run(make, { threads });
    expect({ ...found, threads: 1 }).toEqual(tape);
    expect(found.threads).toBeGreaterThan(1);
  }
});

test("what teacher forcing draws chooses the plan", async () => {
  const decode = async (plan: boolean): Promise<string[]> => {
    manualSeed(2);
    const model = new EncoderDecoder({ inputSize: 1, hiddenSize: 6, cell: "gru" });
    const data = (): Batch[] =>
      [0, 1, 2, 3, 4, 5].map((i) => ({ x: tensor(numbers(35, i), [5, 7, 1]), y: tensor(numbers(15, i), [5, 3, 1]) }));
    const step = ({ x, y }: Batch): Tensor => mseLoss(model.forward(x, { targets: y }), y);
    const optimizer = adam(model.parameters());
    for await (const _ of train({ model, optimizer, step, batches: data, epochs: 6, plan, seed: 1 }));
    return model.parameters().map((parameter) => parameter.value.join());
  };
  expect(await decode(true)).toEqual(await decode(false));
});

test("windows run as plans too, though their batches hold more than x and y", async () => {
  const windows = Series.fromColumns({ y: numbers(60, 0) }).windows({
    lookback: 6,
    horizon: 1,
    inputs: ["y"],
    targets: ["y"],
  });
  const weights = async (plan: boolean | undefined) => {
    let calls = 0;
    class Counted extends Network {
      override forward(x: Tensor): Tensor {
        calls++;
        return super.forward(x).slice(1, -1);
      }
    }
    manualSeed(4);
    const model = new Counted(new GRU({ inputSize: 1, hiddenSize: 4 }), 4);
    const optimizer = adam(model.parameters());
    const data = () => windows.batches(9, { dropLast: true });
    for await (const _ of train({ model, optimizer, loss: mseLoss, batches: data, epochs: 3, plan }));
    return { bits: model.parameters().map((parameter) => parameter.value.join()), calls };
  };
  const [tape, plan] = [await weights(false), await weights(undefined)];
  expect(plan.bits).toEqual(tape.bits);
  expect(tape.calls).toBe(18);
  // Batches 1 and 2, twice for the plan, and beside it for the 1st, 4th and 16th batch that it computes.
  expect(plan.calls).toBe(2 + 2 + 3);
});

test("a model that takes many paths goes back to the tape and gives the memory of its plans back", async () => {
  manualSeed(2);
  const model = new EncoderDecoder({ inputSize: 1, hiddenSize: 6, cell: "gru" });
  const horizon = 12; // 4,096 patterns
  const data = (): Batch[] => [
    { x: tensor(numbers(35, 0), [5, 7, 1]), y: tensor(numbers(5 * horizon, 1), [5, horizon, 1]) },
  ];
  const step = ({ x, y }: Batch): Tensor => mseLoss(model.forward(x, { targets: y }), y);
  const used: number[] = [];
  const optimizer = adam(model.parameters());
  for await (const _ of train({ model, optimizer, step, batches: data, epochs: 40, plan: true, seed: 1 })) {
    used.push(memoryUse().parameters);
  }
  expect(used[39]).toBe(used[30]);
  expect(used[39]).toBeLessThan(used[0] + 100_000);
  expect(Math.max(...used)).toBeGreaterThan(used[39] + 100_000);
});

class Changing extends Module {
  readonly linear: Linear = new Linear({ inFeatures: 2, outFeatures: 1 });
  override readonly repeatable: boolean = true;
  calls = 0;
  forward(x: Tensor): Tensor {
    this.calls++;
    return this.linear.forward(x).mul(this.calls);
  }
}

class Reading extends Changing {
  override forward(x: Tensor): Tensor {
    return this.linear.forward(x).mul(this.linear.forward(x).mean().item());
  }
}

const flat = (): Batch[] =>
  [0, 1, 2].map((i) => ({ x: tensor(numbers(8, i), [4, 2]), y: tensor(numbers(4, i), [4, 1]) }));

test("a model that is not what it promises is found out", async () => {
  const model = new Changing();
  const epochs = train({ model, optimizer: adam(model.parameters()), loss: mseLoss, batches: flat, epochs: 3 });
  await expect(epochs.next()).rejects.toThrow(/did something else for this batch/);
});

test("numbers from outside x and y are found out when they change, at the latest by four times as many batches", async () => {
  const model = new Network(new GRU({ inputSize: 2, hiddenSize: 3 }), 3);
  const given = (i: number) => ({ x: tensor(numbers(24, i), [3, 4, 2]), y: tensor(numbers(12, i), [3, 4, 1]) });
  const options = { model, optimizer: adam(model.parameters()), epochs: 1, plan: true };
  const other = [0, 1, 2].map((i) => ({ ...given(i), lengths: [1 + i, 4, 4] }));
  const withLengths = ({ x, y, lengths }: (typeof other)[number]): Tensor =>
    mseLoss(model.head.forward((model.recurrent as GRU).forward(x, { lengths }).output), y);
  const varied = train({ ...options, batches: () => other, step: withLengths });
  await expect(varied.next()).rejects.toThrow(/numbers from outside the batch/);

  let weight = 1;
  let steps = 0;
  const scheduled = train({
    ...options,
    batches: () => Array.from({ length: 70 }, (_, i) => given(i)),
    step: ({ x, y }) => mseLoss(model.forward(x), y).mul(weight),
    onStep: () => {
      if (++steps === 10) weight = 2;
    },
  });
  await expect(scheduled.next()).rejects.toThrow(/numbers from outside the batch/);
  expect(steps).toBe(17);
});

test("a plan gives their gradients to parameters that only the optimizer knows", async () => {
  const weight = async (plan: boolean): Promise<string> => {
    manualSeed(6);
    const model = new Network(new GRU({ inputSize: 2, hiddenSize: 3 }), 3);
    const own = new Parameter([0.5], [1]);
    const optimizer = adam([...model.parameters(), own]);
    const loss = (prediction: Tensor, target: Tensor): Tensor => mseLoss(prediction.mul(own), target);
    const data = (): Batch[] =>
      [0, 1, 2, 3].map((i) => ({ x: tensor(numbers(24, i), [3, 4, 2]), y: tensor(numbers(12, i), [3, 4, 1]) }));
    for await (const _ of train({ model, optimizer, loss, batches: data, epochs: 3, plan }));
    return own.value.join();
  };
  expect(await weight(true)).toBe(await weight(false));
});

test("a model that is disposed of meanwhile ends the training, and its memory's next owner is left alone", async () => {
  const model = new Network(new GRU({ inputSize: 2, hiddenSize: 3 }), 3);
  const before = memoryUse();
  let after: Parameter[] = [];
  const epochs = train({
    model,
    optimizer: adam(model.parameters()),
    loss: mseLoss,
    batches: () => [0, 1, 2, 3, 4, 5].map(() => batches(0)[2]),
    validation: () => batches(1),
    epochs: 9,
    onStep: ({ epoch, batch }) => {
      if (epoch < 2 || batch < 3) return;
      model.dispose();
      after = Array.from({ length: 40 }, () => new Parameter(new Float32Array(64).fill(7), [64]));
    },
  });
  await epochs.next();
  await expect(epochs.next()).rejects.toMatchObject({ code: "PARAMETER_DISPOSED" });
  for (const parameter of after) {
    expect([...new Set(parameter.value)]).toEqual([7]);
    parameter.dispose();
  }
  expect(memoryUse().parameters).toBeLessThan(before.parameters);
});

test("a loss of the user's may change with a schedule", async () => {
  const weights = async (plan?: boolean): Promise<string> => {
    manualSeed(6);
    const model = new Network(new GRU({ inputSize: 2, hiddenSize: 3 }), 3);
    let factor = 1;
    const loss = (prediction: Tensor, target: Tensor): Tensor => mseLoss(prediction, target).mul(factor);
    const optimizer = adam(model.parameters());
    const data = (): Batch[] =>
      [0, 1, 2, 3].map((i) => ({ x: tensor(numbers(24, i), [3, 4, 2]), y: tensor(numbers(12, i), [3, 4, 1]) }));
    for await (const { epoch } of train({ model, optimizer, loss, batches: data, epochs: 3, plan })) factor = epoch;
    return model.parameters()[0].value.join();
  };
  expect(await weights()).toBe(await weights(false));
});

test("a leaf of the model that an open step has copied in reaches the other threads", async () => {
  class Scaled extends Network {
    readonly scale: Tensor = tensor([3], [1]);
    override forward(x: Tensor): Tensor {
      return super.forward(x).mul(this.scale);
    }
  }
  const make = (): Network => {
    const model = new Scaled(new GRU({ inputSize: 2, hiddenSize: 5 }), 5);
    model.forward(tensor([1, 2], [1, 1, 2]));
    return model;
  };
  const one = await run(make, { plan: false });
  expect({ ...(await run(make, { threads: 2 })), threads: 1 }).toEqual(one);
});

test("a model that reads numbers runs on the tape, unless a plan was asked for", async () => {
  const model = new Reading();
  const options = { model, optimizer: adam(model.parameters()), loss: mseLoss, batches: flat, epochs: 3 };
  for await (const _ of train(options));
  await expect(train({ ...options, plan: true }).next()).rejects.toThrow(/item reads numbers in JavaScript/);
});

test("plans give their memory back", async () => {
  const make = networks["GRU of 30"];
  await run(make, { threads: 1 });
  const before = memoryUse();
  await run(make, { threads: 1 });
  await run(make, { threads: 2 });
  expect(memoryUse().parameters).toEqual(before.parameters);
});
