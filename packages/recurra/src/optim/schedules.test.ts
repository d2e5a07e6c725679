import { expect, test } from "vitest";
import { readFixture } from "../nn/recurrent/pytorch.conformance.ts";
import { oneCycleLR } from "./one-cycle.ts";
import {
  cosineAnnealingLR,
  exponentialLR,
  linearLR,
  reduceLROnPlateau,
  type Schedule,
  sequentialLR,
  stepLR,
} from "./schedules.ts";

interface Settings {
  readonly rates: readonly number[];
  readonly losses?: readonly number[];
}

const learningRate = 0.1;
const schedules: Record<string, Schedule> = {
  linear: linearLR({ learningRate, startFactor: 0.1, totalIters: 7 }),
  "linear defaults": linearLR({ learningRate }),
  cosine: cosineAnnealingLR({ learningRate, tMax: 20, etaMin: 1e-3 }),
  step: stepLR({ learningRate, stepSize: 3, gamma: 0.5 }),
  exponential: exponentialLR({ learningRate, gamma: 0.9 }),
  "one cycle": oneCycleLR({ maxLR: learningRate, totalSteps: 20 }),
  "one cycle linear": oneCycleLR({
    maxLR: learningRate,
    totalSteps: 20,
    pctStart: 0.25,
    annealStrategy: "linear",
    divFactor: 10,
    finalDivFactor: 100,
  }),
  "one cycle three phases": oneCycleLR({ maxLR: learningRate, totalSteps: 30, threePhase: true }),
  sequence: sequentialLR({
    schedules: [
      linearLR({ learningRate, startFactor: 0.1, totalIters: 4 }),
      cosineAnnealingLR({ learningRate, tMax: 10, etaMin: 1e-3 }),
      exponentialLR({ learningRate, gamma: 0.5 }),
    ],
    milestones: [4, 14],
  }),
  plateau: reduceLROnPlateau({ learningRate, factor: 0.5, patience: 2 }),
  "plateau defaults": reduceLROnPlateau({ learningRate }),
  "plateau cooldown": reduceLROnPlateau({ learningRate, factor: 0.5, patience: 1, cooldown: 2, minLR: 0.02 }),
  "plateau abs": reduceLROnPlateau({
    learningRate,
    factor: 0.3,
    patience: 0,
    threshold: 0.05,
    thresholdMode: "abs",
  }),
  "plateau eps": reduceLROnPlateau({ learningRate, factor: 0.99, patience: 0, eps: 1e-2 }),
};

test.each(readFixture<Settings>("schedules").map((one) => [one.name, one.settings] as const))(
  "the rates of %s are PyTorch's within 1e-13 relative",
  (name, { rates, losses = [] }) => {
    const found = rates.map((_, t) => schedules[name](t, losses.slice(0, t)));
    for (const [t, rate] of rates.entries())
      expect(Math.abs(found[t] - rate), `${t}`).toBeLessThanOrEqual(1e-13 * rate);
  },
);

test("a cosine reaches its floor, and rises after it", () => {
  const schedule = cosineAnnealingLR({ learningRate: 2, tMax: 4, etaMin: 1 });
  expect([0, 2, 4, 6, 8].map((t) => schedule(t, []))).toEqual([2, 1.5, 1, 1.5, 2]);
});

test("a plateau counts NaN as no lower loss, and is a function of the losses alone", () => {
  const schedule = reduceLROnPlateau({ learningRate: 1, patience: 1, factor: 0.5 });
  const losses = [3, Number.NaN, 2, 2, 2, 1];
  const rates = losses.map((_, i) => schedule(0, losses.slice(0, i)));
  expect(rates).toEqual([1, 1, 1, 1, 1, 0.5]);
  expect(schedule(9, losses.slice(0, 3))).toBe(1);
});

test("values out of range are refused by name", () => {
  expect(() => cosineAnnealingLR({ learningRate: 1, tMax: 0 })).toThrow(
    "cosineAnnealingLR: tMax must be a whole number from 1, but it is 0.",
  );
  expect(() => linearLR({ learningRate: 1, startFactor: 0 })).toThrow(
    "startFactor must be a number above 0 and at most 1",
  );
  expect(() => exponentialLR({ learningRate: -1, gamma: 0.5 })).toThrow("learningRate must be a number from 0");
  expect(() => reduceLROnPlateau({ learningRate: 1, factor: 1 })).toThrow(
    "factor must be a number above 0 and below 1",
  );
  const schedule = exponentialLR({ learningRate: 1, gamma: 0.5 });
  expect(() => sequentialLR({ schedules: [schedule, schedule], milestones: [] })).toThrow(
    "sequentialLR: milestones must be a list of whole numbers from 1 that rise, one fewer than schedules: 1, but it is a list of 0.",
  );
  expect(() => sequentialLR({ schedules: [schedule, schedule, schedule], milestones: [5, 5] })).toThrow("that rise");
  expect(() => sequentialLR({ schedules: [], milestones: [] })).toThrow("a list of one or more schedules");
});
