import type { CellName } from "recurra/words";

import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import { cells } from "./cells.ts";
import { makeMarked } from "./data.ts";
import type { CellsFound, Opened } from "./found.ts";
import type { Quantity } from "./inside.ts";
import { describeUnit, judge } from "./reading.ts";

function gate(name: string, atMark: number, elsewhere: number): Quantity {
  return { name, values: new Float32Array(1), atMarks: [atMark], elsewhere: [elsewhere] };
}

function opened(cell: CellName, loss: number, gates: readonly Quantity[] = []): Opened {
  const inside = {
    loss,
    errors: new Float64Array(20).fill(loss),
    said: new Float32Array(1),
    order: [0],
    correlations: [-0.9],
    gates,
    contents: [],
  };
  return {
    cell,
    name: `${cell.toUpperCase()} of 1 unit`,
    parameters: 1,
    printed: { kind: "code", text: "" },
    trainLosses: [loss],
    inside,
  };
}

const lstm = (loss: number) => opened("lstm", loss, [gate("input", 0.9, 0.05), gate("forget", 0.2, 0.9)]);
const gru = (loss: number) => opened("gru", loss, [gate("reset", 0.5, 0.5), gate("update", 0.3, 0.95)]);

function found(list: readonly Opened[]): CellsFound {
  const notation = { cell: "GRU", one: "", other: "" } as const;
  return {
    settings: settingsOf(cells.options),
    test: makeMarked(1, 2, 0.5, 0),
    naive: [{ id: "zero", name: "always 0", loss: 0.2, errors: new Float64Array(20).fill(0.2) }],
    opened: list,
    compared: [
      { ...notation, id: "zNegated", difference: 3e-7, same: true },
      { ...notation, id: "reset", difference: 0.66, same: false },
    ],
  };
}

test("gates that open at marks are read as storing and holding", () => {
  expect(describeUnit(lstm(0))).toBe(
    "Unit 1 follows the stored value most closely (correlation -0.90): its input gate is 0.90 at a mark and 0.05 elsewhere, its " +
      "forget gate is 0.20 at a mark and 0.90 elsewhere; at marks it takes in and drops what it had, otherwise it holds.",
  );
  expect(describeUnit(gru(0))).toContain("it lets go of the old state at marks and keeps it otherwise.");
});

test("gates that do much the same everywhere are not", () => {
  const lstmWith = (input: Quantity, forget: Quantity) => describeUnit(opened("lstm", 0, [input, forget]));
  const [opens, stays] = [gate("input", 0.9, 0.05), gate("input", 0.6, 0.5)];
  const [closes, keeps] = [gate("forget", 0.2, 0.9), gate("forget", 0.8, 0.9)];
  expect(lstmWith(stays, closes)).toContain(
    "; at marks it drops what it had, but its input gate does not open for them alone.",
  );
  expect(lstmWith(opens, keeps)).toContain("; at marks it takes in, but does not drop what it had.");
  expect(lstmWith(stays, keeps)).toContain("; it does not tell marks from other steps clearly.");
  expect(describeUnit(opened("gru", 0, [gate("update", 0.5, 0.6)]))).toContain(
    "; it does not tell marks from other steps clearly.",
  );
});

test("a plain cell has no gate to read", () => {
  expect(describeUnit(opened("rnn", 0))).toBe(
    "Unit 1 follows the stored value most closely (correlation -0.90). It has no gate that could hold it: at every step the " +
      "whole state is computed anew.",
  );
});

test("an error that is smaller by chance is not called better", () => {
  const naive = [
    { id: "zero", name: "always 0", loss: 0.2, errors: new Float64Array(20).map((_, i) => 0.4 * (i % 2)) },
  ];
  const close = opened("rnn", 0.18);
  const errors = new Float64Array(20).map((_, i) => (i % 4 === 0 ? 0.72 : 0));
  const { tone, sentences } = judge({ ...found([{ ...close, inside: { ...close.inside, errors } }]), naive });
  expect(tone).toBe("bad");
  expect(sentences[0]).toMatch(
    /^Mean squared error: RNN of 1 unit: 0\.1800\. Without a memory the best answer has 0\.2000: RNN of 1 unit is within chance of that \(p = 0\.\d+\)\.$/,
  );
});

test("the verdict is that of the gated cells where there are any", () => {
  expect(judge(found([lstm(0.01), gru(0.001), opened("rnn", 0.1)]))).toMatchObject({
    tone: "good",
    outcome: "The LSTM and the GRU store the value and hold it",
  });
  expect(judge(found([gru(0.01)]))).toMatchObject({
    tone: "good",
    outcome: "The GRU stores the value and holds it",
  });
  expect(judge(found([lstm(0.01), gru(0.1)]))).toMatchObject({
    tone: "even",
    outcome: "Better than without a memory, but not reliable",
  });
  expect(judge(found([opened("rnn", 0.3)]))).toMatchObject({
    tone: "bad",
    outcome: "No better than without a memory",
  });
});
