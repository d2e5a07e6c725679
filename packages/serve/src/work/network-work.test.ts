import {
  EncoderDecoder,
  GRU,
  LastStep,
  Linear,
  LSTM,
  Model,
  type Module,
  noGrad,
  Sequential,
  Stepper,
  type Tensor,
  tensor,
  withSeed,
} from "recurra";
import { Embedding } from "recurra/nn";
import { expect, test } from "vitest";
import { Problem } from "../http/problem.ts";
import { NetworkWork } from "./network-work.ts";
import type { NetworkStates } from "./work.ts";

const limits = { rows: 100, windows: 4, depth: 16 };

const network = withSeed(
  3,
  () =>
    new Sequential(
      new LSTM({ inputSize: 2, hiddenSize: 5 }),
      new GRU({ inputSize: 5, hiddenSize: 3 }),
      new LastStep(),
      new Linear({ inFeatures: 3, outFeatures: 2 }),
    ),
);

function workOf(module: Module): NetworkWork {
  return new NetworkWork(Model.of(module), limits);
}

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof Problem) return `${error.message} @ ${error.errors?.map(({ pointer }) => pointer).join(", ")}`;
    throw error;
  }
  return "none";
}

const windows = [
  [
    [0.1, 0.2],
    [0.3, 0.4],
    [0.5, 0.6],
  ],
  [
    [-1, 2],
    [3, -4],
    [5, -6],
  ],
];

test("windows give the bits of forward()", () => {
  const { outputs } = JSON.parse(JSON.stringify(workOf(network).predict({ windows }))) as { outputs: number[][] };
  const expected = noGrad(() => network.forward(tensor(Float32Array.from(windows.flat(2)), [2, 3, 2])).toArray());
  expect(Float32Array.from(outputs.flat())).toEqual(expected);
  expect(outputs).toHaveLength(2);
});

test("the steps of two streams in turn give the bits of a stepper for each, with states that went through JSON", () => {
  const work = workOf(network);
  const streams = ["a", "b"].map((id, i) => ({
    id,
    x: windows[i],
    stepper: new Stepper(network),
    state: undefined as NetworkStates | undefined,
  }));
  for (let t = 0; t < 3; t++) {
    for (const stream of streams) {
      const done = work.step({ values: stream.x[t] }, stream.state, { id: stream.id, step: t + 1 });
      expect(done.answer).toEqual({ id: stream.id, step: t + 1, output: [...stream.stepper.step(stream.x[t])] });
      stream.state = structuredClone(done.state);
    }
  }
  for (const { stepper } of streams) stepper.dispose();
});

test.each<[string, unknown, string]>([
  ["no windows", {}, "windows is missing; it must be a list [B][T][I] of numbers. @ /windows"],
  [
    "flat numbers",
    { windows: [1, 2] },
    "windows must be a list [B][T][I] of numbers, but /windows/0 is a number. @ /windows/0",
  ],
  [
    "windows of unequal lengths",
    { windows: [windows[0], [[1, 2]]] },
    "window 2 has 1 step, but the first has 3. @ /windows/1",
  ],
  [
    "steps of unequal widths",
    { windows: [[[1, 2], [1]]] },
    "window 1, step 2 has 1 number, but the first has 2. @ /windows/0/1",
  ],
  [
    "a text",
    { windows: [[[1, "2"]]] },
    "window 1, step 1, value 2 is a text; it must be a finite number. @ /windows/0/0/1",
  ],
  [
    "a number above 32 bits",
    { windows: [[[1, 1e39]]] },
    "window 1, step 1, value 2 is too large for a 32-bit number; it must be a finite number. @ /windows/0/0/1",
  ],
  [
    "too many steps",
    { windows: [new Array(101).fill([1, 2])] },
    "1 window of 101 steps is more than the 100 that one request may hold. @ /windows",
  ],
])("%s are refused with their place", (_, body, wanted) => {
  expect(refusal(() => workOf(network).predict(body))).toBe(wanted);
});

test("windows of another width, and a horizon, say what the model takes", () => {
  const work = workOf(network);
  expect(refusal(() => work.predict({ windows: [[[1, 2, 3]]] }))).toBe(
    "a step has 3 numbers; the model takes 2. @ /windows/0/0",
  );
  expect(refusal(() => work.predict({ windows, horizon: 2 }))).toBe(
    "horizon is for an encoder-decoder, and this network is of type Sequential. @ /horizon",
  );
});

test("an encoder-decoder writes the steps that the body asks for, or those that its file tells", () => {
  const module = withSeed(4, () => new EncoderDecoder({ inputSize: 2, hiddenSize: 3 }));
  module.eval();
  const x = tensor(Float32Array.from(windows.flat(2)), [2, 3, 2]);
  const expected = noGrad(() => module.forward(x, { horizon: 4 }).toArray());
  const { outputs } = workOf(module).predict({ windows, horizon: 4 }) as { outputs: number[][][] };
  expect(Float32Array.from(outputs.flat(2))).toEqual(expected);
  const told = new NetworkWork(Model.of(module, { horizon: 4 }), limits);
  expect(told.predict({ windows })).toEqual({ outputs });
  expect(refusal(() => workOf(module).predict({ windows }))).toBe(
    "horizon is missing; for 2 windows it must be a whole number from 1 to 50. @ /horizon",
  );
});

test("a step of another width, and a network that cannot step, say so", () => {
  const at = { id: "a", step: 1 };
  expect(refusal(() => workOf(network).step({ value: 1 }, undefined, at))).toBe(
    "got 1 number; the model takes 2 in each step. @ /value",
  );
  const both = new LSTM({ inputSize: 1, hiddenSize: 2, bidirectional: true });
  expect(refusal(() => workOf(both).step({ value: 1 }, undefined, at))).toMatch(/bidirectional/);
});

test("a network that begins with an embedding takes numbers of rows, [B][T], and one without a row is the request's fault", () => {
  const letters = withSeed(
    3,
    () =>
      new Sequential(new Embedding({ numEmbeddings: 4, embeddingDim: 2 }), new GRU({ inputSize: 2, hiddenSize: 3 })),
  );
  const work = workOf(letters);
  const rows = [
    [0, 3, 1],
    [2, 2, 0],
  ];
  const outputs = noGrad(() => (letters.forward(tensor(rows)) as Tensor).toArray());
  expect((work.predict({ windows: rows }) as { outputs: number[][][] }).outputs.flat(2)).toEqual([...outputs]);
  expect(refusal(() => work.predict({ windows: [[0, 4]] }))).toContain("@ /windows");
  expect(refusal(() => work.predict({ windows: [[0, [1]]] }))).toBe(
    "window 1, step 2 is an array; it must be a finite number. @ /windows/0/1",
  );
  expect(refusal(() => work.predict({ windows: [[0, 1], [2]] }))).toBe(
    "window 2 has 1 step, but the first has 2. @ /windows/1",
  );
});

test("a network whose steps are of several numbers takes no numbers alone", () => {
  expect(refusal(() => workOf(network).predict({ windows: [[0.1, 0.2]] }))).toBe(
    "windows must be a list [B][T][I] of numbers, but /windows/0/0 is a number. @ /windows/0/0",
  );
});
