import { expect, test } from "vitest";
import { rivals } from "./rivals.ts";

const day = { rows: 24, name: "a day", found: false };
const week = { rows: 168, name: "a week", found: true };

test("naive rivals come first, the seasonal ones for each season, then simple ones", () => {
  expect(rivals({ seasons: [day, week] }).map(({ name, kind }) => `${kind}: ${name}`)).toEqual([
    "naive: last value",
    "naive: drift",
    "naive: zero",
    "naive: mean",
    "naive: median",
    "naive: seasonal naive (day)",
    "naive: seasonal drift (day)",
    "naive: seasonal naive (week)",
    "naive: seasonal drift (week)",
    "naive: same weekday last year",
    "simple: exponential smoothing",
    "simple: Holt",
    "simple: Holt-Winters",
    "simple: Theta",
    "simple: harmonic regression",
    "simple: ridge regression",
  ]);
});

test("without seasons smoothing has none, and nothing is seasonal", () => {
  expect(rivals({ seasons: [] }).map(({ name }) => name)).toEqual([
    "last value",
    "drift",
    "zero",
    "mean",
    "median",
    "exponential smoothing",
    "Holt",
    "damped Holt",
    "Theta",
    "harmonic regression",
    "ridge regression",
  ]);
});

test("few are the naive ones and the ridge regression", () => {
  const few = rivals({ seasons: [week] }, "few").filter(({ kind }) => kind === "simple");
  expect(few.map(({ name }) => name)).toEqual(["ridge regression"]);
});

test("sentences name each in words of its own", () => {
  const words = rivals({ seasons: [day, week] }).map((rival) => rival.words);
  expect(new Set(words).size).toBe(words.length);
});
