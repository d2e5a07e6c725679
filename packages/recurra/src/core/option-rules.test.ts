import { describe, expect, test } from "vitest";
import { OptionError } from "./errors.ts";
import {
  checkOptions,
  either,
  exactly,
  flag,
  number,
  type OptionRule,
  readOptions,
  text,
  whole,
  word,
} from "./option-rules.ts";

const rules = { size: whole(1, 64), rate: number({ above: 0, below: 1 }), cell: word("rnn", "gru"), on: flag } as const;

/** [value, whether it fits, what its text means]. */
const cases: [string, OptionRule<unknown>, [unknown, boolean][], [string, unknown][]][] = [
  [
    "whole",
    whole(1),
    [
      [1, true],
      [0, false],
      [1.5, false],
      ["1", false],
      [2 ** 53, false],
    ],
    [
      ["7", 7],
      ["7.0", 7],
      ["", undefined],
      ["x", undefined],
    ],
  ],
  [
    "whole, bounded",
    whole(0, 9),
    [
      [9, true],
      [10, false],
    ],
    [
      ["9", 9],
      ["10", undefined],
    ],
  ],
  [
    "number from",
    number({ least: 0, below: 1 }),
    [
      [0, true],
      [1, false],
      [Number.NaN, false],
    ],
    [
      ["0.5", 0.5],
      ["1", undefined],
    ],
  ],
  [
    "number above",
    number({ above: 0 }),
    [
      [0, false],
      [1e-9, true],
      [Number.POSITIVE_INFINITY, false],
    ],
    [["1e-3", 1e-3]],
  ],
  [
    "word",
    word("a", "b"),
    [
      ["a", true],
      ["c", false],
      [1, false],
    ],
    [
      ["b", "b"],
      ["B", undefined],
    ],
  ],
  [
    "text",
    text("a name"),
    [
      ["", false],
      ["x", true],
    ],
    [
      ["", undefined],
      ["x", "x"],
    ],
  ],
  [
    "flag",
    flag,
    [
      [true, true],
      ["true", false],
    ],
    [
      ["true", true],
      ["false", false],
      ["yes", undefined],
    ],
  ],
  [
    "either",
    either(exactly("auto"), whole(1)),
    [
      ["auto", true],
      [2, true],
      ["2", false],
    ],
    [
      ["auto", "auto"],
      ["2", 2],
      ["0", undefined],
    ],
  ],
];

describe.each(cases)("the rule %s", (_, rule, values, texts) => {
  test.each(values)("%j fits: %s", (value, fits) => {
    expect(rule.fits(value)).toBe(fits);
  });
  test.each(texts)("the text %j means %j", (given, meant) => {
    expect(rule.read(given)).toEqual(meant);
  });
});

test.each([
  [whole(1), "a whole number from 1"],
  [whole(1, 4096), "a whole number from 1 to 4,096"],
  [number({ above: 0, below: 1 }), "a number above 0 and below 1"],
  [number({ least: 0, below: 1 }), "a number from 0 to below 1"],
  [number({ least: 0 }), "a number from 0"],
  [number(), "a finite number"],
  [word("rnn", "gru"), 'one of "rnn", "gru"'],
  [either(exactly("auto"), whole(1)), '"auto" or a whole number from 1'],
])("what is wanted is said in words: %#", (rule, words) => {
  expect(rule.wanted).toBe(words);
});

test("a value that does not fit is refused with the option, what it must be and what it is", () => {
  const check = (given: object) => () => checkOptions("Layer", given, rules, ["size"]);
  expect(check({ size: 4, rate: undefined })).not.toThrow();
  expect(check({ size: 0 })).toThrow("Layer: size must be a whole number from 1 to 64, but it is 0.");
  expect(check({})).toThrow("Layer: size must be a whole number from 1 to 64, but it is undefined.");
  expect(check({ size: 4, cell: "lstn\u001b[31m" })).toThrow(
    'Layer: cell must be one of "rnn", "gru", but it is "lstn\\u001b[31m".',
  );
  expect(check({ size: [1, 2] })).toThrow("but it is a list of 2.");
  expect(check({ size: { constructor: { name: { toString: 5 } } } })).toThrow("but it is an object.");
  expect(check({ size: () => 4 })).toThrow("but it is a function.");
});

test("an unknown name is refused with the nearest, also where PyTorch and Keras call it otherwise", () => {
  const check = (given: object) => () => checkOptions("Adam", given, { learningRate: number(), hiddenSize: whole(1) });
  expect(check({ learningrate: 1 })).toThrow('Adam: there is no option "learningrate". Say learningRate.');
  expect(check({ lr: 1 })).toThrow('Adam: there is no option "lr". Say learningRate.');
  expect(check({ units: 1 })).toThrow("Say hiddenSize.");
  expect(check({ zzzz: 1 })).toThrow("Choose from learningRate, hiddenSize.");
  expect(check({ batch_first: true })).toThrow("Leave it out: sequences are [batch, time, features] always.");
});

test.each([0.5, "x", null, undefined, [1], () => {}])("options that are no object are refused: %j", (given) => {
  expect(() => checkOptions("Adam", given as never, { learningRate: number() })).toThrow(OptionError);
  expect(() => checkOptions("Adam", given as never, { learningRate: number() })).toThrow(
    /^Adam: its options must be an object, but they are .+\. Name each option, as in \{ learningRate: \.\.\. \}\.$/,
  );
});

test("options are read from values and texts alike; what is undefined, null or inherited is left out", () => {
  const given = Object.assign(Object.create({ size: 3 }), { rate: "0.5", cell: "gru", on: null });
  expect(readOptions("x", given, rules)).toEqual({ rate: 0.5, cell: "gru" });
  expect(() => readOptions("x", { rate: "2" }, rules)).toThrow(
    'x: rate must be a number above 0 and below 1, but it is "2".',
  );
  expect(readOptions("x", JSON.parse('{"size":4}'), rules)).toEqual({ size: 4 });
  expect(() => readOptions("x", JSON.parse('{"__proto__":4}'), rules)).toThrow('there is no option "__proto__"');
});
