import { readOption } from "recurra/core";
import { expect, test } from "vitest";
import {
  choice,
  count,
  counts,
  flag,
  type LabOption,
  networkOptions,
  number,
  settingsOf,
  text,
  unitsOption,
  words,
} from "./options.ts";

/** What a text means, or the refusal of the option by its name. */
function read<T>({ rule }: LabOption<T>, name: string, given: string): T {
  return readOption("", name, rule, given);
}

test("a count reads whole numbers within its bounds, and says what it wants", () => {
  expect(read(count(5, "n", ""), "epochs", "12")).toBe(12);
  expect(read(count(5, "n", "", 0), "seed", "0")).toBe(0);
  for (const wrong of ["", " ", "0", "1.5", "-1", "1e400", "ten"]) {
    expect(() => read(count(5, "n", ""), "epochs", wrong)).toThrow(
      `epochs must be a whole number from 1, but it is "${wrong}".`,
    );
  }
});

test("units end where a step would take hours", () => {
  expect(read(unitsOption(30), "hidden", "4096")).toBe(4096);
  for (const wrong of ["0", "4097", "999999999"]) {
    expect(() => read(networkOptions({ cell: "gru", hidden: 30, layers: 1 }).hidden, "hidden", wrong)).toThrow(
      `hidden must be a whole number from 1 to 4,096, but it is "${wrong}".`,
    );
  }
});

test("a number is read within its bounds, open or not", () => {
  const share = number(0, "share", "", { limit: 1 });
  expect(read(share, "dropout", "0")).toBe(0);
  expect(() => read(share, "dropout", "1")).toThrow('dropout must be a number from 0 to below 1, but it is "1".');
  const rate = number(0.1, "rate", "", { open: true });
  expect(read(rate, "learningRate", "3e-4")).toBe(3e-4);
  expect(() => read(rate, "learningRate", "0")).toThrow('learningRate must be a number above 0, but it is "0".');
});

test("words, lists and flags are read, and what else is there is refused with what is wanted", () => {
  const cell = choice(["rnn", "lstm"], "lstm", "cell");
  expect(cell.effect).toBe("cell: rnn, lstm");
  expect(read(cell, "cell", "rnn")).toBe("rnn");
  expect(() => read(cell, "cell", "LSTM")).toThrow('cell must be one of "rnn", "lstm", but it is "LSTM".');
  expect(read(counts([3], "a,b", ""), "lengths", "3, 4")).toEqual([3, 4]);
  expect(() => read(counts([3], "a,b", ""), "lengths", "3,")).toThrow(
    'lengths must be whole numbers from 1, separated by commas, but it is "3,".',
  );
  expect(read(words(["a"], "a,b", ""), "columns", "Open, Close")).toEqual(["Open", "Close"]);
  expect(() => read(words(["a"], "a,b", ""), "columns", "Open,,")).toThrow("must be names separated by commas");
  expect(read(text("", "name", ""), "column", "Close/Last")).toBe("Close/Last");
  expect(flag("").default).toBe(false);
  expect(read(flag(""), "relative", "true")).toBe(true);
});

test("settings are the defaults with some replaced; an option that is not there is refused with the nearest, as is a wrong value", () => {
  const options = { epochs: count(5, "n", ""), relative: flag("") };
  expect(settingsOf(options)).toEqual({ epochs: 5, relative: false });
  expect(settingsOf(options, { epochs: 9 })).toEqual({ epochs: 9, relative: false });
  expect(() => settingsOf(options, { epoch: 9 } as never)).toThrow('there is no option "epoch". Say epochs.');
  expect(() => settingsOf(options, { epochs: 0.5 })).toThrow("epochs must be a whole number from 1, but it is 0.5.");
});
