// When the state of training is handed out, what happens to training meanwhile, and which states are refused.
import { afterEach, beforeEach, expect, test } from "vitest";
import { OptionError } from "../core/errors.ts";
import { withSeed } from "../core/random.ts";
import { stats } from "../kernels/wasm/heap.ts";
import { GRU, Linear, mseLoss, Sequential } from "../nn/index.ts";
import { Adam, AdamW, SGD } from "../optim/index.ts";
import { tensor } from "../tensor/index.ts";
import { WatchedWorkers } from "../threads/watched-workers.fixture.ts";
import { ending, timeless } from "./interrupted.fixture.ts";
import type { Batch, TrainOptions } from "./options.ts";
import { train } from "./train.ts";
import type { TrainingState } from "./training-state.ts";
import { readTrainingState, writeTrainingState } from "./training-state-file.ts";

const workers = new WatchedWorkers();
beforeEach(() => workers.watch());
afterEach(() => workers.restore());

function numbers(n: number, from: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.3 + from));
}

function batch(from: number, samples = 4): Batch {
  return {
    x: tensor(numbers(samples * 5, from), [samples, 5, 1]),
    y: tensor(numbers(samples * 5, from + 1), [samples, 5, 1]),
  };
}

function network(hiddenSize = 3): Sequential {
  return withSeed(
    1,
    () => new Sequential(new GRU({ inputSize: 1, hiddenSize }), new Linear({ inFeatures: hiddenSize, outFeatures: 1 })),
  );
}

/** Three batches an epoch, three epochs. */
function making(model: Sequential = network()): TrainOptions<Batch> {
  return {
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.05 }),
    loss: mseLoss,
    batches: () => [batch(0), batch(1), batch(2)],
    validation: () => [batch(3), batch(4)],
    epochs: 3,
  };
}

/** Where each of the states stands: steps done and epochs ended. */
function places(states: readonly TrainingState[]): string[] {
  return states.map(({ step, history }) => `${step}/${history.length}`);
}

async function end(options: TrainOptions<Batch>): Promise<void> {
  for await (const _ of train(options));
}

test("a state is handed out after every step and every epoch, or, with a long pause, not at all", async () => {
  const { states } = await ending(making());
  expect(places(states)).toEqual("1/0 2/0 3/0 3/1 4/1 5/1 6/1 6/2 7/2 8/2 9/2 9/3".split(" "));
  const seldom: TrainingState[] = [];
  await end({ ...making(), checkpoint: { every: 3600, save: (state) => void seldom.push(state) } });
  expect(seldom).toEqual([]);
});

test("the pause is kept by the clock, from the end of one save to the next", async () => {
  let now = 0;
  const onStep = (): void => {
    now += 1000;
  };
  const clock = performance.now;
  performance.now = () => now;
  try {
    const states: TrainingState[] = [];
    const save = (state: TrainingState): void => {
      states.push(state);
      now += 50_000;
    };
    // A second for each step: every third one.
    await end({ ...making(), checkpoint: { every: 3, save }, onStep });
    expect(places(states)).toEqual(["3/0", "6/1", "9/2"]);
    const usual: TrainingState[] = [];
    const checkpoint = { save: (state: TrainingState): void => void usual.push(state) };
    await end({ ...making(), checkpoint, onStep });
    expect(places(usual)).toEqual(["5/1"]);
  } finally {
    performance.now = clock;
  }
});

test("a signal hands out the state after the last step before the best weights are put back", async () => {
  const whole = await ending({ ...making(), checkpoint: undefined });
  // Also in validation, where the state is the one before it; and between epochs.
  for (const at of ["step", "validation", "epoch"] as const) {
    const states: TrainingState[] = [];
    const controller = new AbortController();
    const options = making();
    const epochs = train({
      ...options,
      signal: controller.signal,
      checkpoint: { every: 3600, save: (state) => void states.push(state) },
      onStep: ({ epoch, batch: number }) => {
        if (at === "step" && epoch === 2 && number === 2) controller.abort();
      },
      validation: function* () {
        yield batch(3);
        if (at === "validation" && states.length === 0 && options.optimizer.learningRate === 1) controller.abort();
        yield batch(4);
      },
    });
    await epochs.next();
    if (at === "validation") options.optimizer.learningRate = 1;
    if (at === "epoch") controller.abort();
    const last = await epochs.next();
    expect(last).toMatchObject({ done: true, value: { stopped: "aborted", epochs: 1, bestEpoch: 1 } });
    expect(places(states), at).toEqual([{ step: "5/1", validation: "6/1", epoch: "3/1" }[at]]);
    // The model has the best weights, the state those of the last step.
    const weights = options.model.namedParameters().map(([name, { value }]) => [name, value]);
    if (at !== "epoch") expect(new Map(weights as [string, Float32Array][])).not.toEqual(states[0].weights);
    expect(new Map(weights as [string, Float32Array][])).toEqual(states[0].best);
    if (at === "validation") continue;
    expect((await ending({ ...making(), resume: states[0] })).end).toEqual(whole.end);
  }
});

test("a signal hands out nothing when nothing has happened since the last state", async () => {
  const started: TrainingState[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void started.push(state) };
  await end({ ...making(), checkpoint, signal: AbortSignal.abort() });
  expect(started).toEqual([]);
  const controller = new AbortController();
  const onStep = (): void => controller.abort();
  await end({ ...making(), checkpoint, onStep, signal: controller.signal });
  expect(places(started)).toEqual(["1/0"]);
  // A resumed training that is cancelled while it passes over batches has the state that it was given.
  const resumed = making();
  const result = train({ ...resumed, checkpoint, resume: started[0], signal: AbortSignal.abort() });
  expect(await result.next()).toMatchObject({ done: true, value: { stopped: "aborted", epochs: 0 } });
  expect(places(started)).toEqual(["1/0"]);
  const weights = resumed.model.namedParameters().map(([name, { value }]): [string, Float32Array] => [name, value]);
  expect(new Map(weights)).toEqual(started[0].weights);
});

test("training waits for a state that is being kept", async () => {
  const log: string[] = [];
  const options = making();
  const before = await ending({ ...making(), checkpoint: undefined });
  const save = async ({ step }: TrainingState): Promise<void> => {
    log.push(`save ${step}`);
    await new Promise<void>((resolve) => setImmediate(resolve));
    log.push(`saved ${step}`);
  };
  const { end: after } = await ending({
    ...options,
    epochs: 3,
    checkpoint: { every: 0, save },
    onStep: () => void log.push("step"),
  });
  expect(after).toEqual(before.end);
  expect(log.slice(0, 10)).toEqual("step,save 1,saved 1,step,save 2,saved 2,step,save 3,saved 3,save 3".split(","));
});

/** Pieces of batches, so that threads have work. */
function threaded(): TrainOptions<Batch> {
  const model = withSeed(
    1,
    () => new Sequential(new GRU({ inputSize: 1, hiddenSize: 4 }), new Linear({ inFeatures: 4, outFeatures: 1 })),
  );
  const data = { x: tensor(numbers(64 * 5, 1), [64, 5, 1]), y: tensor(numbers(64 * 5, 1), [64, 5, 1]) };
  return {
    model,
    optimizer: new SGD(model.parameters(), { learningRate: 0.1 }),
    loss: mseLoss,
    batches: () => [data, data, data],
    validation: () => [data],
    epochs: 9,
    microBatchSize: 8,
    threads: 2,
  };
}

test.for(["at once", "later", "when a signal ends training"])(
  "a save that fails %s ends training with its error, the best weights are back, and no thread is left",
  async (when) => {
    const options = threaded();
    const failure = new Error("no space left");
    const controller = new AbortController();
    let best: ReadonlyMap<string, Float32Array> | undefined;
    const save = (state: TrainingState): void | Promise<void> => {
      if (state.step < 5) return;
      best = state.best;
      if (when === "later") return Promise.reject(failure);
      throw failure;
    };
    const every = when.startsWith("when") ? 3600 : 0;
    const onStep = ({ epoch }: { epoch: number }): void => {
      if (every > 0 && epoch === 3) controller.abort();
    };
    await expect(end({ ...options, checkpoint: { every, save }, onStep, signal: controller.signal })).rejects.toBe(
      failure,
    );
    expect(new Map(options.model.namedParameters().map(([name, { value }]) => [name, value]))).toEqual(best);
    expect(best!.size).toBe(6);
    expect(options.model.training).toBe(false);
    expect([workers.started, workers.ended]).toEqual([1, 1]);
  },
);

test("a learning rate that the caller changes between epochs goes on as it was set", async () => {
  const scheduled = async (resume?: TrainingState): Promise<{ bits: string; states: TrainingState[] }> => {
    const states: TrainingState[] = [];
    const options = making();
    const save = (state: TrainingState): void => void states.push(state);
    for await (const { epoch } of train({ ...options, epochs: 4, resume, checkpoint: { every: 0, save } })) {
      options.optimizer.learningRate /= epoch;
    }
    return {
      bits: options.model
        .parameters()
        .map(({ value }) => value.join())
        .join(),
      states,
    };
  };
  const { bits, states } = await scheduled();
  expect(states.length).toBe(16);
  for (const [at, state] of states.entries()) {
    const resumed = await scheduled(state);
    expect(resumed.bits).toBe(bits);
    expect(resumed.states.map(timeless)).toEqual(states.slice(at + 1).map(timeless));
  }
});

test("a state goes on from a file, and is not changed by what resumes from it", async () => {
  const { end: whole, states } = await ending(making());
  for (const state of states) {
    const stored = readTrainingState(writeTrainingState(state));
    expect(stored.state).toEqual(state);
    const bytes = writeTrainingState(stored.state);
    for (let twice = 0; twice < 2; twice++) {
      const options = making();
      expect((await ending({ ...options, resume: stored.state })).end).toEqual(whole);
    }
    expect(writeTrainingState(stored.state)).toEqual(bytes);
  }
});

/** Spoils all numbers of a state. */
function spoil({ weights, best, optimizer, history }: TrainingState): void {
  const buffers = optimizer.parameters.flatMap((slot) => Object.values(slot?.buffers ?? {}));
  for (const array of [...weights.values(), ...(best?.values() ?? []), ...buffers]) array.fill(7);
  for (const epoch of history) Object.assign(epoch, { trainLoss: 7 });
}

test("whatever becomes of a state that was handed out, or resumed from, training is as before", async () => {
  // The first epoch is the best one, so that its weights are put back.
  const { x, y } = batch(0);
  const turned = {
    x,
    y: tensor(
      y.toArray().map((value) => -value),
      [4, 5, 1],
    ),
  };
  const make = (): TrainOptions<Batch> => ({ ...making(), validation: () => [turned], epochs: 4 });
  const whole = await ending(make());
  expect(whole.states.at(-1)!.bestEpoch).toBe(1);
  expect((await ending({ ...make(), checkpoint: { every: 0, save: spoil } })).end).toEqual(whole.end);
  const [state] = whole.states.slice(-4);
  expect(state.history.length).toBe(3);
  const onStep = (): void => spoil(state);
  expect((await ending({ ...make(), resume: state, onStep })).end).toEqual(whole.end);
});

test("checkpoints take no memory of the engine", async () => {
  const used = stats().used;
  for (let i = 0; i < 2; i++) {
    const options = making();
    await end({ ...options, checkpoint: { every: 0, save: () => {} } });
    options.optimizer.dispose();
    options.model.dispose();
  }
  expect(stats().used).toBe(used);
});

/** The state after four steps, and what it is refused with. */
async function refusal(
  change: (state: TrainingState) => TrainingState,
  options: (given: TrainOptions<Batch>) => TrainOptions<Batch> = (given) => given,
): Promise<string> {
  const { states } = await ending(making());
  const one = options(making());
  const before = one.model.parameters().map(({ value }) => value);
  const optimizer = one.optimizer.stateDict();
  let found = "";
  try {
    await end({ ...one, resume: change(states[4]) });
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError);
    found = (error as Error).message;
  }
  expect(one.model.parameters().map(({ value }) => value)).toEqual(before);
  expect(one.optimizer.stateDict()).toEqual(optimizer);
  return found;
}

const same = (state: TrainingState): TrainingState => state;

test("a state of another model, optimizer or data is refused by name, and nothing has changed", async () => {
  expect(await refusal(same, () => making(network(4)))).toBe(
    'train: the state to resume from does not fit: "0.weight_ih_l0" has 9 numbers, and 12 in the model; "0.weight_hh_l0" has 27 ' +
      'numbers, and 48 in the model; "0.bias_ih_l0" has 9 numbers, and 12 in the model; and 2 more. Resume with the model, optimizer ' +
      "and options that the state was made with.",
  );
  expect(
    await refusal((state) => ({ ...state, weights: new Map([...state.weights, ["x", Float32Array.of(1)]]) })),
  ).toContain('it has "x", which the model has not');
  expect(await refusal((state) => ({ ...state, best: new Map() }))).toContain(
    'of the best epoch, it has no "0.weight_ih_l0"',
  );
  expect(await refusal(same, (o) => ({ ...o, optimizer: new AdamW(o.model.parameters()) }))).toContain(
    'the state is of "Adam", the optimizer is "AdamW". Use the same optimizer.',
  );
  expect(await refusal(({ others: _, ...state }) => ({ ...state, others: [Float32Array.of(1)] }))).toContain(
    "it has parameters that only the optimizer knows of [1] numbers, the optimizer here of []",
  );
  expect(await refusal(same, (o) => ({ ...o, batches: () => [] }))).toBe(
    "train: the state to resume from does not fit: it has 1 batches of its epoch done, but batches() gave 0. Resume with the data " +
      "and batch size that the state was made with.",
  );
});

test("a state beyond the epochs asked for, or made with another kind of validation, is refused", async () => {
  expect(await refusal(same, (o) => ({ ...o, epochs: 1 }))).toContain(
    "does not fit: it is in epoch 2, but epochs is 1. Ask for more epochs.",
  );
  const three = async (state: TrainingState): Promise<string> => {
    const options = making();
    try {
      await end({ ...options, epochs: 2, resume: state });
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  const { states } = await ending(making());
  expect(await three(states.at(-1)!)).toContain("it has 3 epochs done, but epochs is 2. Ask for more epochs.");
  expect(await three(states[7])).toBe("");
  expect(await refusal(same, (o) => ({ ...o, validation: undefined }))).toContain(
    "it was made with validation, and there is none here",
  );
  const { states: without } = await ending({ ...making(), validation: undefined });
  expect(await three(without[4])).toContain("it was made without validation, and there is one here");
});

test("a state that went through JSON is refused with what to do", async () => {
  expect(await refusal((state) => JSON.parse(JSON.stringify(state)) as TrainingState)).toBe(
    "train: the state to resume from does not fit: its weights are not a Map of arrays; writeTrainingState keeps them, JSON does " +
      "not. Take another checkpoint.",
  );
});

test("a pause that is none, and a save that is no function, are refused", () => {
  const save = (): void => {};
  expect(() => train({ ...making(), checkpoint: { every: -1, save } })).toThrow(
    "checkpoint: every must be seconds from 0, but it is -1.",
  );
  expect(() => train({ ...making(), checkpoint: { every: Number.NaN, save } })).toThrow("but it is NaN");
  expect(() => train({ ...making(), checkpoint: {} as { save: () => void } })).toThrow(
    "checkpoint: save must be a function that keeps a state, but it is undefined.",
  );
});
