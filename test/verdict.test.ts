// A small part of `npm run test:verdict`: what the verdict says of series whose best forecast is known.
import * as library from "recurra";
import * as core from "recurra/core";
import { expect, test } from "vitest";
import { judge, oraclePower } from "./verdict/judge.mjs";
import { kindNames } from "./verdict/kinds.mjs";

const recurra = { ...library, ...core };
const plan = { rows: 300, test: 60, horizon: 2, further: 600 };
const small = { hiddenSize: 8, epochs: 12, learningRate: 0.01 };

test("there are twelve kinds of series, with seasons, trends, gaps, spikes, marks for missing and random times", () => {
  expect(kindNames).toHaveLength(12);
});

test.each(kindNames)("better is not said wrongly of %s", async (kind) => {
  for (const seed of [0, 1]) {
    const { wrong, claims, truth } = await judge(recurra, kind, seed, plan, small);
    expect({ wrong, claims, truth }).toMatchObject({ wrong: false });
  }
});

test("a network that is better than every straight line is called better", async () => {
  const { claims, right } = await judge(recurra, "threshold process", 1, { ...plan, rows: 500, test: 150 }, small);
  expect({ claims, right }).toEqual({ claims: { naive: true, simple: true }, right: true });
});

test("an oracle that errs 0.9 times as much as the best rival is called better in at least 16 of 20", async () => {
  const { naive, simple } = await oraclePower(recurra, 20);
  expect(Math.min(naive, simple)).toBeGreaterThanOrEqual(16);
});
