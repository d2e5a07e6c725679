import { expect, test } from "vitest";
import { readOptions } from "./options.mjs";

const names = (args) => readOptions(args).works.map((work) => work.name);

test("without arguments all works are measured in all modes, 11 rounds, and nothing is written", () => {
  const options = readOptions([]);
  expect(names([])).toEqual([
    "denoise",
    "signal",
    "notebook-rnn",
    "notebook-lstm",
    "notebook-gru",
    "lstm128",
    "gru128",
    "lstm512",
    "gru512",
    "infer",
    "stream",
  ]);
  expect(options).toMatchObject({ rounds: 11, modes: ["strict", "fast", "native"], write: false });
  expect(options).toMatchObject({ loops: true, tfjs: true, growth: true, startup: true, kernels: true });
});

test("--quick takes fewer works, contenders and rounds; --rounds and --modes say otherwise", () => {
  expect(readOptions(["--quick"]).rounds).toBe(5);
  expect(readOptions(["--quick"])).toMatchObject({
    loops: false,
    tfjs: false,
    growth: false,
    startup: true,
    kernels: false,
  });
  expect(readOptions(["--quick"]).modes).toEqual(["strict", "fast"]);
  expect(readOptions(["--quick", "--rounds", "7", "--modes", "native"])).toMatchObject({
    rounds: 7,
    modes: ["native"],
  });
  expect(names(["--quick"])).toEqual(["denoise", "signal", "gru128", "stream"]);
});

test("--works measures only these, without growth, start-up and kernels", () => {
  expect(names(["--works", "stream,gru128"])).toEqual(["stream", "gru128"]);
  expect(readOptions(["--works", "stream"])).toMatchObject({ loops: true, growth: false, startup: false });
});

test("--growth measures growth alone", () => {
  expect(readOptions(["--growth"])).toMatchObject({ works: [], growth: true, startup: false });
});

test("--against takes 11 rounds, also of fewer works, leaves out the peers and what is beside the works, and has a limit", () => {
  expect(readOptions(["--against", "before"])).toMatchObject({
    against: "before",
    atLeast: 0.95,
    rounds: 11,
    loops: true,
    tfjs: false,
    growth: false,
    startup: false,
    kernels: false,
    labMemory: false,
  });
  expect(readOptions(["--against", "before", "--quick"])).toMatchObject({ rounds: 11, loops: false });
  expect(readOptions(["--against", "before", "--rounds", "5", "--at-least", "0.9"])).toMatchObject({
    rounds: 5,
    atLeast: 0.9,
  });
  expect(names(["--against", "before", "--works", "stream"])).toEqual(["stream"]);
});

test.each([
  [["--works", "denoize"], '--works: there is no "denoize"; known are denoise, signal,'],
  [["--modes", "exact"], '--modes: there is no "exact"; known are strict, fast, native.'],
  [["--rounds", "4"], "--rounds: 4 is not a whole number from 5; a median of fewer says little."],
  [["--rounds", "many"], "--rounds: many is not a whole number from 5"],
  [["--growth", "--works", "stream"], "--growth measures no works"],
  [["--write", "--quick"], "--write: the page tells of all works"],
  [["--write", "--works", "stream"], "--write: the page tells of all works"],
  [["--against", "before", "--growth"], "--against measures works and writes no page; leave out --growth,"],
  [["--against", "before", "--write"], "--against measures works and writes no page"],
  [["--against", "before", "--from", "a.json"], "--against measures works and writes no page"],
  [["--at-least", "0.9"], "--at-least is a limit for --against DIR"],
  [["--against", "before", "--at-least", "most"], "--at-least: most is not a number above 0, such as 0.95."],
  [["--against", "before", "--at-least", "0"], "--at-least: 0 is not a number above 0"],
  [["--wide"], "Unknown option '--wide'"],
])("%j is refused with what to write instead", (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
