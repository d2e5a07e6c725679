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

test.each([
  [["--works", "denoize"], '--works: there is no "denoize"; known are denoise, signal,'],
  [["--modes", "exact"], '--modes: there is no "exact"; known are strict, fast, native.'],
  [["--rounds", "4"], "--rounds: 4 is not a whole number from 5; a median of fewer says little."],
  [["--rounds", "many"], "--rounds: many is not a whole number from 5"],
  [["--growth", "--works", "stream"], "--growth measures no works"],
  [["--write", "--quick"], "--write: the page tells of all works"],
  [["--write", "--works", "stream"], "--write: the page tells of all works"],
  [["--wide"], "Unknown option '--wide'"],
])("%j is refused with what to write instead", (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
