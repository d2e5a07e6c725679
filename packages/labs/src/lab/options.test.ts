import { expect, test } from "vitest";
import {
  choice,
  count,
  counts,
  flag,
  networkOptions,
  number,
  settingsOf,
  text,
  unitsOption,
  words,
} from "./options.ts";

test("a count reads whole numbers within its bounds, and says what it wants", () => {
  expect(count(5, "n", "").read("--epochs", "12")).toBe(12);
  expect(count(5, "n", "", 0).read("--seed", "0")).toBe(0);
  for (const wrong of ["", " ", "0", "1.5", "-1", "1e400", "ten"]) {
    expect(() => count(5, "n", "").read("--epochs", wrong)).toThrow(
      `--epochs must be a whole number of at least 1, but it is "${wrong}".`,
    );
  }
});

test("units end where a step would take hours", () => {
  expect(unitsOption(30).read("--hidden", "4096")).toBe(4096);
  for (const wrong of ["0", "4097", "999999999"]) {
    expect(() => networkOptions({ cell: "gru", hidden: 30, layers: 1 }).hidden.read("--hidden", wrong)).toThrow(
      `--hidden must be a whole number from 1 to 4096, but it is "${wrong}".`,
    );
  }
});

test("a number is read within its bounds, open or not", () => {
  const share = number(0, "share", "", { limit: 1 });
  expect(share.read("--dropout", "0")).toBe(0);
  expect(() => share.read("--dropout", "1")).toThrow(
    '--dropout must be a number of at least 0 and below 1, but it is "1".',
  );
  const rate = number(0.1, "rate", "", { open: true });
  expect(rate.read("--learning-rate", "3e-4")).toBe(3e-4);
  expect(() => rate.read("--learning-rate", "0")).toThrow('--learning-rate must be a number above 0, but it is "0".');
});

test("words, lists and flags are read, and what else is there is refused with what is wanted", () => {
  const cell = choice(["rnn", "lstm"], "lstm", "cell");
  expect(cell.effect).toBe("cell: rnn, lstm");
  expect(cell.read("--cell", "rnn")).toBe("rnn");
  expect(() => cell.read("--cell", "LSTM")).toThrow('--cell must be one of rnn, lstm, but it is "LSTM".');
  expect(counts([3], "a,b", "").read("--lengths", "3, 4")).toEqual([3, 4]);
  expect(() => counts([3], "a,b", "").read("--lengths", "3,")).toThrow(
    '--lengths must be whole numbers of at least 1, separated by commas, but it is "3,".',
  );
  expect(words(["a"], "a,b", "").read("--columns", "Open, Close")).toEqual(["Open", "Close"]);
  expect(() => words(["a"], "a,b", "").read("--columns", "Open,,")).toThrow("must be names separated by commas");
  expect(text("", "name", "").read("--column", "Close/Last")).toBe("Close/Last");
  expect(flag("").default).toBe(false);
  expect(flag("").read("--relative", "true")).toBe(true);
});

test("settings are the defaults with some replaced; an option that is not there is refused with those that are", () => {
  const options = { epochs: count(5, "n", ""), relative: flag("") };
  expect(settingsOf(options)).toEqual({ epochs: 5, relative: false });
  expect(settingsOf(options, { epochs: 9 })).toEqual({ epochs: 9, relative: false });
  expect(() => settingsOf(options, { epoch: 9 } as never)).toThrow(
    "there is no option epoch; there are epochs, relative.",
  );
});
