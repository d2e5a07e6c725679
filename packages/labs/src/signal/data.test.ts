import { expect, test } from "vitest";
import { cutWindows, FURTHER, HELD_OUT, makeSignal, PERIOD, POINTS, TRAINING } from "./data.ts";

test("the signal is sin 2t + cos(t) / 2 at 2,000 points from 0 to 80 pi, and goes on with the same step", () => {
  const { t, clean } = makeSignal(0.2, 0);
  expect(t).toHaveLength(POINTS + FURTHER);
  expect(t[0]).toBe(0);
  expect(t[POINTS - 1]).toBeCloseTo(80 * Math.PI, 9);
  for (const i of [0, 7, 1999, 3999]) {
    expect(t[i]).toBeCloseTo((i * 80 * Math.PI) / 1999, 9);
    expect(clean[i]).toBeCloseTo(Math.sin(2 * t[i]) + 0.5 * Math.cos(t[i]), 9);
  }
});

test("the noise is normal with the given standard deviation, and depends on the seed", () => {
  const { y, clean } = makeSignal(0.2, 3);
  const noise = Array.from(y, (value, i) => (value - clean[i]) / 0.2);
  const share = (limit: number) => noise.filter((n) => Math.abs(n) < limit).length / noise.length;
  expect(share(1)).toBeCloseTo(0.683, 1);
  expect(share(2)).toBeCloseTo(0.954, 1);
  expect(Math.abs(noise.reduce((a, b) => a + b) / noise.length)).toBeLessThan(0.05);
  expect(makeSignal(0.2, 4).y).not.toEqual(y);
  expect(makeSignal(0, 3).y).toEqual(clean);
});

test("a period of the clean signal is 50 points but for a fortieth of one", () => {
  const { clean } = makeSignal(0.2, 0);
  expect(PERIOD).toBe(50);
  for (let i = PERIOD; i < POINTS; i++) expect(Math.abs(clean[i] - clean[i - PERIOD])).toBeLessThan(0.01);
});

test("5 points in and 2 out give 1,944 samples, of which none touches the held-out points", () => {
  const signal = makeSignal(0.2, 0);
  const windows = cutWindows(signal, { inputSteps: 5, outputSteps: 2, batch: 5 });
  expect(windows.length).toBe(1944);
  expect([...windows.batches(5, { dropLast: true })]).toHaveLength(388);
  const [{ x, y }] = windows.batches(1944);
  expect(Array.from(x.toArray().slice(-5))).toEqual(
    Array.from(signal.y.slice(TRAINING - 7, TRAINING - 2), Math.fround),
  );
  expect(Array.from(y.toArray().slice(-2))).toEqual(Array.from(signal.y.slice(TRAINING - 2, TRAINING), Math.fround));
  expect(TRAINING + HELD_OUT).toBe(POINTS);
});

test("windows that do not fill a batch are refused with the numbers", () => {
  expect(() => cutWindows(makeSignal(0.2, 0), { inputSteps: 1940, outputSteps: 8, batch: 5 })).toThrow(
    "signal: windows of 1,940 points in and 8 out give 3 samples of the 1,950 training points, but a batch needs 5. " +
      "Ask for shorter windows with inputSteps and outputSteps, or for smaller batches with batch.",
  );
});
