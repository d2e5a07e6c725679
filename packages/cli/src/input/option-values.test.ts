import { number, readOption, whole, word } from "recurra/core";
import { afterEach, expect, test } from "vitest";
import { forecastCommand } from "../forecast/command.ts";
import { sentenceOf, speakAs } from "../terminal/wording.ts";
import { readGiven, threadsRule } from "./option-values.ts";

afterEach(() => speakAs(undefined));

/** What a forecast says of an option that it cannot use. */
function refusal(read: () => unknown): string {
  speakAs(forecastCommand(() => {}));
  try {
    read();
  } catch (error) {
    return sentenceOf(error);
  }
  throw new Error("nothing was refused");
}

test("a whole number is read, and anything else is named by its flag, with its text", () => {
  expect(readGiven("horizon", whole(1), "5")).toBe(5);
  expect(readGiven("horizon", whole(1), undefined)).toBeUndefined();
  for (const text of ["0", "-1", "2.5", "five", "", " ", "1e99", "NaN"]) {
    expect(refusal(() => readGiven("hiddenSize", whole(1), text))).toBe(
      `--hidden must be a whole number from 1, but it is "${text}".`,
    );
  }
});

test("a number outside its range is named with the range, a word with the words", () => {
  expect(refusal(() => readGiven("learningRate", number({ above: 0 }), "-1"))).toBe(
    '--learning-rate must be a number above 0, but it is "-1".',
  );
  expect(refusal(() => readGiven("dropout", number({ least: 0, below: 1 }), "1"))).toContain(
    "a number from 0 to below 1",
  );
  expect(refusal(() => readGiven("cell", word("rnn", "lstm"), "gpt"))).toBe(
    '--cell must be one of "rnn", "lstm", but it is "gpt".',
  );
});

test("threads are a whole number or auto", () => {
  expect(readOption("", "threads", threadsRule, "auto")).toBe("auto");
  expect(readOption("", "threads", threadsRule, "3")).toBe(3);
  for (const text of ["0", "-1", "1.5", "all", ""]) {
    expect(refusal(() => readOption("", "threads", threadsRule, text))).toBe(
      `--threads must be "auto" or a whole number from 1, but it is "${text}".`,
    );
  }
});
