import { withSeed } from "recurra";
import { expect, test } from "vitest";
import { checkCells, makeSubjects, parameterOf, SequenceReader } from "./subjects.ts";

const hidden = 3;

function made(id: string) {
  const subject = makeSubjects({ forgetBias: 1, updateBias: 3 }).find((one) => one.id === id)!;
  return withSeed(2, () => subject.make(2, hidden));
}

function difference(a: string, b: string, name: string): number[] {
  const [x, y] = [a, b].map((id) => parameterOf(made(id), name).value);
  return Array.from(x, (value, i) => Math.round((value - y[i]) * 1e6) / 1e6);
}

test("the networks are named after their cell and bias, plain ones first", () => {
  expect(makeSubjects({ forgetBias: 2, updateBias: 0.5 }).map(({ name, gated }) => [name, gated])).toEqual([
    ["RNN tanh", false],
    ["RNN ReLU", false],
    ["LSTM (forget bias 0)", true],
    ["LSTM (forget bias 2)", true],
    ["GRU", true],
    ["GRU (update bias 0.5)", true],
  ]);
});

test("every gated cell can stand beside the plain ones, each with a colour of its own", () => {
  const cells: string[] = ["lstm", "gru", "mingru", "slstm"];
  checkCells(cells);
  const subjects = makeSubjects({ forgetBias: 1, updateBias: 3 }, cells);
  expect(subjects.slice(-2).map(({ id, name }) => [id, name])).toEqual([
    ["mingru", "minGRU"],
    ["slstm", "sLSTM"],
  ]);
  expect(new Set(subjects.map(({ role }) => role)).size).toBe(8);
  expect(() => checkCells(["gru", "rnn"])).toThrow(
    'cells must be some of lstm, gru, mingru, slstm, each once, but it has "rnn".',
  );
  expect(() => checkCells(["gru", "gru"])).toThrow('each once, but it has "gru"');
});

test("the biases go to the forget gate of the LSTM (i f g o) and the update gate of the GRU (r z n), and nowhere else", () => {
  expect(difference("lstmForget", "lstm", "bias_ih_l0")).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  expect(difference("gruUpdate", "gru", "bias_ih_l0")).toEqual([0, 0, 0, 3, 3, 3, 0, 0, 0]);
  for (const name of ["weight_ih_l0", "weight_hh_l0", "bias_hh_l0"]) {
    expect(new Set(difference("lstmForget", "lstm", name))).toEqual(new Set([0]));
    expect(new Set(difference("gruUpdate", "gru", name))).toEqual(new Set([0]));
  }
});

test("the gain scales the recurrent weights alone", () => {
  const model = new SequenceReader(made("gru"), hidden, 1).scaleRecurrent(4);
  const plain = made("gru");
  for (const [name, { value }] of plain.namedParameters()) {
    const factor = name === "weight_hh_l0" ? 4 : 1;
    expect(parameterOf(model.recurrent, name).value).toEqual(value.map((one) => one * factor));
  }
});
