import { describe, expect, test } from "vitest";
import { OptionError } from "../core/errors.ts";
import { readSettings } from "./settings.ts";

test("texts of a command line and values of JSON are the same settings", () => {
  const values = {
    target: "Close",
    inputs: ["Close", "Volume"],
    horizon: 7,
    dropout: 0.5,
    numLayers: 2,
    sort: true,
    test: 0.25,
  };
  const texts = {
    target: "Close",
    inputs: "Close, Volume",
    horizon: "7",
    dropout: "0.5",
    numLayers: "2",
    sort: "true",
    test: "25%",
  };
  expect(readSettings(texts)).toEqual(readSettings(values));
  expect(readSettings(JSON.parse(JSON.stringify(values)))).toEqual(values);
});

test("what is undefined or null is left out", () => {
  expect(readSettings({ target: undefined, lookback: null, cell: "gru" })).toEqual({ cell: "gru" });
});

test("a name in quotes may hold a comma", () => {
  expect(readSettings({ inputs: '"Close, adjusted",Volume' }).inputs).toEqual(["Close, adjusted", "Volume"]);
});

test.each(["MW", "°C", "kWh/m² a day", "x".repeat(20)])("a unit may be %j", (unit) => {
  expect(readSettings({ unit: ` ${unit} ` })).toEqual({ unit });
});

test.each(["", " ", "x".repeat(21), "M\nW", "\u202eWM", "\u001b[1mMW", 5])("%j is no unit", (unit) => {
  expect(() => readSettings({ unit })).toThrow(
    /^experiment: unit must be a text of at most 20 characters on one line, but it is /,
  );
});

describe("the test part", () => {
  test.each([
    ["0.2", 0.2],
    ["20%", 0.2],
    ["1e-1", 0.1],
    ["250", 250],
    ["1", 1],
    ["2017-05-12", "2017-05-12"],
    ["2017", 2017],
    [0.2, 0.2],
    [250, 250],
    ["2017-05-12 14:00", "2017-05-12 14:00"],
  ])("%j is %j", (given, wanted) => {
    expect(readSettings({ test: given }).test).toBe(wanted);
  });

  test.each(["0", "-3", "1.5", "0%", "100%", "", "yesterday", 0, 1.5, true])("%j is none", (given) => {
    expect(() => readSettings({ test: given })).toThrow(
      /^experiment: test must be a share \(0\.2\), a number of rows \(250\) or a date \(2017-05-12\), but it is /,
    );
  });
});

test.each([
  [{ horizon: "0" }, 'experiment: horizon must be a whole number from 1, but it is "0".'],
  [{ horizon: 2.5 }, "experiment: horizon must be a whole number from 1, but it is 2.5."],
  [
    { season: 1 },
    'experiment: season must be a number of rows from 2 to 1e9, several of them that differ when rounded, or "none", but it is 1.',
  ],
  [{ cell: "lstn" }, 'experiment: cell must be one of "rnn", "lstm", "gru", "mingru", "slstm", but it is "lstn".'],
  [{ learningRate: "fast" }, 'experiment: learningRate must be a number above 0, but it is "fast".'],
  [{ dropout: 1, numLayers: 2 }, "experiment: dropout must be a number from 0 to below 1, but it is 1."],
  [
    { inputs: [] },
    "experiment: inputs must be names of columns, each once, separated by commas, but it is a list of 0.",
  ],
  [
    { inputs: "a,b,a" },
    'experiment: inputs must be names of columns, each once, separated by commas, but it is "a,b,a".',
  ],
  [{ sort: "yes" }, 'experiment: sort must be true or false, but it is "yes".'],
  [{ hiddensize: 3 }, 'experiment: there is no option "hiddensize". Say hiddenSize.'],
  [
    { dropout: 0.5, hiddenSize: 8 },
    "experiment: dropout: 0.5 acts between layers, but there is one. Use numLayers: 2, or leave dropout out.",
  ],
])("%j is refused: %s", (given, message) => {
  expect(() => readSettings(given)).toThrow(new OptionError("", "", message.slice(0, -1)).message);
  expect(() => readSettings(given)).toThrow(OptionError);
});
