// Networks that were saved from PyTorch (fixtures/pytorch-exchange), loaded by PyTorch's own names.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSafetensors } from "../../format/read-safetensors.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { Sequential } from "../networks/sequential.ts";
import { GRU } from "../recurrent/gru.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { LSTM } from "../recurrent/lstm.ts";
import { largestError } from "../recurrent/pytorch.conformance.ts";
import type { RecurrentOptions } from "../recurrent/recurrent.ts";
import { RNN } from "../recurrent/rnn.ts";
import { Module } from "./module.ts";
import { stateDictOf } from "./stored-state.ts";

interface Settings {
  readonly cell: "rnn" | "lstm" | "gru";
  readonly layers: number;
  readonly directions: number;
  readonly bias: boolean;
  readonly dtype: string;
}

const folder = new URL("../../../../../fixtures/pytorch-exchange/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".safetensors"));

function opened(name: string) {
  const { tensors, metadata } = readSafetensors(new Uint8Array(readFileSync(new URL(name, folder))), name);
  const { settings } = JSON.parse(metadata.get("about")!) as { settings: Settings };
  const { cell, layers: numLayers, directions, bias } = settings;
  const options = { inputSize: 3, hiddenSize: 5, numLayers, bidirectional: directions === 2, bias };
  const example = (part: string) => tensors.get(`example.${part}`)!;
  return {
    settings,
    tensors,
    recurrent: () => makeCell(cell, options),
    head: () => new Linear({ inFeatures: 5 * directions, outFeatures: 2, bias }),
    x: tensor(example("x").data as Float32Array, example("x").shape),
    output: example("output").data,
    y: example("y").data,
  };
}

function makeCell(cell: Settings["cell"], options: RecurrentOptions): RNN | LSTM | GRU {
  return new { rnn: RNN, lstm: LSTM, gru: GRU }[cell](options);
}

test("there is a file for each cell x layers x directions, one without biases for each cell, and one for each other dtype", () => {
  const found = files.map((name) => {
    const { cell, layers, directions, bias, dtype } = opened(name).settings;
    return `${cell} ${layers}x${directions}${bias ? "" : " no bias"} ${dtype}`;
  });
  const grid = ["rnn", "lstm", "gru"].flatMap((cell) =>
    ["1x1", "1x2", "2x1", "2x2", "2x2 no bias"].map((shape) => `${cell} ${shape} float32`),
  );
  const dtypes = ["float64", "float16", "bfloat16"].map((dtype) => `lstm 1x1 ${dtype}`);
  expect(found.sort()).toEqual([...grid, ...dtypes].sort());
});

test.each(files)("%s: a Sequential with PyTorch's weights gives PyTorch's numbers within 1e-5", (name) => {
  const { settings, tensors, recurrent, head, x, output, y } = opened(name);
  const model = new Sequential(recurrent(), new LastStep(), head());
  model.loadStateDict(stateDictOf(tensors, { [`${settings.cell}.`]: "0.", "head.": "2." }));
  expect(largestError(model.forward(x).toArray(), y)).toBeLessThan(1e-5);
  const alone = recurrent();
  alone.loadStateDict(stateDictOf(tensors, { [`${settings.cell}.`]: "" }));
  expect(largestError(alone.forward(x).output.toArray(), output)).toBeLessThan(1e-5);
});

test("a module whose fields are called as in PyTorch takes the names as they are", () => {
  class Network extends Module {
    lstm = new LSTM({ inputSize: 3, hiddenSize: 5 });
    head = new Linear({ inFeatures: 5, outFeatures: 2 });

    forward(x: Tensor): Tensor {
      return this.head.forward(this.lstm.forward(x).output.step(-1));
    }
  }
  const { tensors, x, y } = opened("lstm-1x1.safetensors");
  const model = new Network();
  expect(largestError(model.forward(x).toArray(), y)).toBeGreaterThan(0.01);
  model.loadStateDict(stateDictOf(tensors, { "lstm.": "lstm.", "head.": "head." }));
  expect(largestError(model.forward(x).toArray(), y)).toBeLessThan(1e-5);
});

test("a state of other layers, directions or biases is refused by name", () => {
  const { tensors } = opened("gru-2x2.safetensors");
  const state = stateDictOf(tensors, { "gru.": "" });
  const load = (options: Partial<RecurrentOptions>) => () =>
    makeCell("gru", { inputSize: 3, hiddenSize: 5, numLayers: 2, bidirectional: true, ...options }).loadStateDict(
      state,
    );
  expect(load({})).not.toThrow();
  expect(load({ numLayers: 1 })).toThrow('"weight_ih_l1" is not a parameter here');
  expect(load({ bidirectional: false })).toThrow('"weight_ih_l0_reverse" is not a parameter here');
  expect(load({ bias: false })).toThrow('"bias_ih_l0" is not a parameter here');
  expect(load({ hiddenSize: 4 })).toThrow('"weight_hh_l0" has the shape [15, 5], expected [12, 4]');
});
