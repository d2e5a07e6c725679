import { expect, test } from "vitest";
import { FormatError } from "../core/errors.ts";
import { crc32 } from "../format/crc32.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import type { TrainingState } from "./training-state.ts";
import { readTrainingState, writeTrainingState } from "./training-state-file.ts";

/** A state with every kind of number, a parameter without optimizer state, and one that the model does not have. */
const state: TrainingState = {
  step: 7,
  epoch: 3,
  batch: 1,
  seconds: 0.1,
  sums: { loss: 1 / 3, samples: 5, norm: -0 },
  history: [
    {
      epoch: 1,
      trainLoss: 1e-320,
      validationLoss: Math.PI,
      gradientNorm: 1.7e308,
      seconds: 0.25,
      best: true,
      learningRate: 0.1,
      threads: 2,
    },
    {
      epoch: 2,
      trainLoss: Number.NaN,
      validationLoss: Number.POSITIVE_INFINITY,
      gradientNorm: 0,
      seconds: 0,
      best: false,
      learningRate: -0,
      threads: 1,
    },
  ],
  bestEpoch: 1,
  bestLoss: Math.PI,
  weights: new Map([
    ["lstm.weight", Float32Array.of(0.1, -0, 1e-45, 3.4e38)],
    ["__proto__", Float32Array.of(Number.NaN)],
  ]),
  others: [Float32Array.of(5), Float32Array.of(6, 7)],
  best: new Map([
    ["lstm.weight", Float32Array.of(1, 2, 3, 4)],
    ["__proto__", Float32Array.of(Number.NEGATIVE_INFINITY)],
  ]),
  optimizer: {
    name: "Adam",
    learningRate: 0.001,
    parameters: [
      {
        numbers: { power1: 0.9, power2: 0.999 },
        buffers: { mean: Float32Array.of(1, -0, 0, 1), square: Float32Array.of(4, 3, 2, 1) },
      },
      null,
    ],
  },
};

test("a state comes back exactly, with the caller's metadata", () => {
  const metadata = { format: "mine", note: "ä 👍\n", "": "nothing" };
  const bytes = writeTrainingState(state, metadata);
  const back = readTrainingState(bytes);
  expect(back).toEqual({ state, metadata });
  // toEqual takes -0 for 0 inside arrays of numbers.
  expect(Object.is(back.state.weights.get("lstm.weight")![1], -0)).toBe(true);
  expect(Object.is(back.state.sums.norm, -0)).toBe(true);
  expect(writeTrainingState(back.state, back.metadata)).toEqual(bytes);
  const { best: _, ...rest } = state;
  const begun = { ...rest, history: [], epoch: 1, bestEpoch: 0, bestLoss: Number.NaN, others: [] };
  expect(readTrainingState(writeTrainingState(begun))).toEqual({ state: begun, metadata: {} });
});

test("so does what it says of the training before it, and which part of a fit it is of", () => {
  const before = { history: state.history, bestEpoch: 2, weights: new Map([["embed", Float32Array.of(3, -0)]]) };
  const { state: read } = readTrainingState(writeTrainingState({ ...state, before, part: "fine-tuning" }));
  expect(read).toEqual({ ...state, before, part: "fine-tuning" });
  expect(() => readTrainingState(writeTrainingState({ ...state, before: { ...before, bestEpoch: 3 } }), "c")).toThrow(
    "c: the checkpoint cannot be used: what it says of the training before it cannot be.",
  );
});

test("the bytes do not depend on the order in which a state was built", () => {
  const turned = Object.fromEntries(Object.entries(state).reverse()) as unknown as TrainingState;
  const weights = new Map([...state.weights].reverse());
  expect(writeTrainingState({ ...turned, weights }, { a: "1", b: "2" })).toEqual(
    writeTrainingState(state, { b: "2", a: "1" }),
  );
});

test("any byte that is changed, and any end that is missing, is found", () => {
  const bytes = writeTrainingState(state);
  for (let at = 0; at < bytes.length; at++) {
    expect(() => readTrainingState(bytes.subarray(0, at), "cut")).toThrow(FormatError);
    const broken = bytes.slice();
    broken[at] ^= 1 << (at % 8);
    expect(() => readTrainingState(broken, "broken"), `byte ${at}`).toThrow(FormatError);
  }
});

type Content = { texts: Map<string, string>; arrays: Map<string, Float32Array> };

/** The message for a checkpoint whose content was changed before it got its checksum, or after. */
function refusal(change: (content: Content) => void, signed = true): string {
  const { metadata: texts, tensors } = readSafetensors(writeTrainingState(state));
  const arrays = new Map([...tensors].map(([name, { data }]) => [name, data as Float32Array]));
  texts.delete("checksum");
  change({ texts, arrays });
  const changed = new Map([...arrays].map(([name, data]) => [name, { shape: [data.length], data }]));
  const checksum = crc32(writeSafetensors(changed, texts)).toString(16).padStart(8, "0");
  return message(writeSafetensors(changed, signed ? new Map([...texts, ["checksum", checksum]]) : texts));
}

/** The one line that a file is refused with; "" when it is read. */
function message(bytes: Uint8Array): string {
  try {
    readTrainingState(bytes, "run.ckpt");
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).not.toContain("\n");
    return (error as Error).message;
  }
  return "";
}

test("another format is named", () => {
  const of = (metadata: Record<string, string>): string => message(writeSafetensors({}, metadata));
  expect(of({ format: "recurra-checkpoint/2" })).toBe(
    'run.ckpt: not a checkpoint that this version reads: its format is "recurra-checkpoint/2", and "recurra-checkpoint/1" is wanted. ' +
      "Resume with the version of recurra that wrote it, or begin anew.",
  );
  expect(of({})).toContain("it names no format");
  expect(of({ format: "a\nb" })).toContain('its format is "a\\nb"');
});

test("a file without a checksum is not as it was written", () => {
  expect(refusal(() => undefined)).toBe("");
  expect(refusal(() => undefined, false)).toBe(
    "run.ckpt: not as it was written: its checksum is another one. Take the checkpoint before it, or copy the file again.",
  );
});

/** Changes the JSON under a key. */
function json(key: string, from: string, to: string): (content: Content) => void {
  return ({ texts }) => {
    expect(texts.get(key)).toContain(from);
    texts.set(key, texts.get(key)!.replace(from, to));
  };
}

test.for([
  ["progress", '"batch":1', '"batch":1.5', "its batch is 1.5, not a whole number from 0"],
  ["progress", '"batch":1', '"batch":8', "it has 8 batches done, but only 7 steps"],
  ["progress", '"batch":1', '"batch":null', 'its "batch" is not a number'],
  ["progress", '"batch":1', '"batch":"1"', 'its "batch" is not a number'],
  ["progress", '"batch":1,', "", 'its "batch" is not a number'],
  ["progress", '"epoch":3', '"epoch":4', "it is in epoch 4, but 2 epochs have ended"],
  ["progress", '"bestEpoch":1', '"bestEpoch":3', "its best epoch is 3, but 2 epochs have ended"],
  ["progress", '"epoch":2', '"epoch":3', "epoch 2 of its history is called epoch 3"],
  ["progress", '"best":true', '"best":1', 'its "best" is not true or false'],
  ["progress", '"sums":{', '"sums":[],"x":{', 'its "sums" is not a JSON object'],
  ["progress", '"history":[', '"history":{},"x":[', 'its "history" is not a list'],
  ["progress", "{", "", 'its "progress" is not JSON'],
  ["optimizer", '"mean"', '"mode"', '"optimizer.0.mode" is missing'],
  ["optimizer", '"square"', '"mean"', '"optimizer.0.mean" is missing'],
  ["optimizer", '"buffers":["mean",', '"buffers":[', 'it holds "optimizer.0.mean", which is unknown'],
  ["optimizer", "null", "3", 'its "parameters" is not a JSON object'],
  ["optimizer", '"power1":0.9', '"power1":[]', 'its "power1" is not a number'],
  ["optimizer", '"name":"Adam"', '"name":1', 'its "name" is not text'],
] as const)("in %s, %s as %s is refused", ([key, from, to, problem]) => {
  expect(refusal(json(key, from, to))).toBe(`run.ckpt: the checkpoint cannot be used: ${problem}.`);
});

test("metadata and arrays that are missing or unknown are refused by name", () => {
  const about = (problem: string): string => `run.ckpt: the checkpoint cannot be used: ${problem}.`;
  expect(refusal(({ texts }) => texts.delete("progress"))).toBe(about('its "progress" is missing'));
  expect(refusal(({ texts }) => texts.set("more", ""))).toBe(about('its metadata has "more", which is unknown'));
  expect(refusal(({ arrays }) => arrays.set("others.3", Float32Array.of(1)))).toBe(
    about('it holds "others.3", which is unknown'),
  );
  const withoutBest = ({ arrays }: Content): void => {
    for (const name of [...arrays.keys()]) if (name.startsWith("best.")) arrays.delete(name);
  };
  expect(refusal(withoutBest)).toBe(about("the weights of its best epoch are missing"));
});
