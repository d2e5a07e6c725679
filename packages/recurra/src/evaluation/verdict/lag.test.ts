import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { detectLag } from "./lag.ts";

const horizon = 5;
const name = "LSTM";

function randomWalk(seed: number, rows = 400, drift = 0): Float64Array {
  const random = new Generator(seed).stream("walk");
  let value = 100;
  return Float64Array.from({ length: rows }, (_, i) => {
    value += drift + random.normal(i);
    return value;
  });
}

/** A series that returns to 0 by the factor phi each row: the best forecast of s rows ahead is phi^s of the last value. */
function autoregressive(seed: number, phi: number, rows = 400): Float64Array {
  const random = new Generator(seed).stream("ar");
  let value = 0;
  return Float64Array.from({ length: rows }, (_, i) => {
    value = phi * value + random.normal(i);
    return value;
  });
}

const origins = Uint32Array.from({ length: 200 }, (_, i) => 150 + i);

function forecasts(at: (origin: number, step: number) => number): Float64Array {
  return Float64Array.from({ length: origins.length * horizon }, (_, i) =>
    at(origins[Math.floor(i / horizon)], i % horizon),
  );
}

test("persistence is named as the past moved by the horizon", () => {
  const y = randomWalk(1);
  const lag = detectLag(
    y,
    origins,
    forecasts((o) => y[o - 1]),
    { horizon, stride: 1, name },
  );
  expect(lag.lagged).toBe(true);
  expect(lag.bestShift).toBe(5);
  expect(lag.distance.toLastKnown).toBe(0);
  expect(lag.message).toBe(
    "The LSTM's 5-step forecast follows the value of 5 rows before it more closely than the value it forecasts: it is the past moved by 5 rows, not a forecast.",
  );
});

test("a one-step forecast that repeats the row before is named too", () => {
  const y = randomWalk(2);
  const lag = detectLag(
    y,
    origins,
    Float64Array.from(origins, (o) => y[o - 1]),
    { horizon: 1, stride: 1, name },
  );
  expect(lag.message).toContain("one-step forecast follows the value of one row before it");
});

test("persistence with noise is still lagged, on every seed", () => {
  for (let seed = 0; seed < 20; seed++) {
    const y = randomWalk(seed);
    const noise = new Generator(seed).stream("noise");
    const noisy = forecasts((o, step) => y[o - 1] + 0.7 * noise.normal(o * horizon + step));
    expect(detectLag(y, origins, noisy, { horizon, stride: 1, name }).lagged).toBe(true);
  }
});

test("a forecast that repeats the value of two rows before the last one is lagged by more than the horizon", () => {
  const y = randomWalk(3);
  const lag = detectLag(
    y,
    origins,
    forecasts((o) => y[o - 3]),
    { horizon, stride: 1, name },
  );
  expect(lag).toMatchObject({ lagged: true, bestShift: 7 });
});

test("a forecast that knows half of each coming change is not lagged, on any seed", () => {
  for (let seed = 0; seed < 20; seed++) {
    const y = randomWalk(seed);
    const informed = forecasts((o, step) => y[o - 1] + 0.5 * (y[o + step] - y[o - 1]));
    expect(detectLag(y, origins, informed, { horizon, stride: 1, name }).lagged).toBe(false);
  }
});

test("the best forecast of a mean-reverting series is not lagged, near as it lies to the last value", () => {
  for (let seed = 0; seed < 20; seed++) {
    const y = autoregressive(seed, 0.8);
    let power = 1;
    const powers = Array.from({ length: horizon }, () => {
      power *= 0.8;
      return power;
    });
    const best = forecasts((o, step) => powers[step] * y[o - 1]);
    expect(detectLag(y, origins, best, { horizon, stride: 1, name }).lagged).toBe(false);
  }
});

test("a constant forecast is not lagged: on a walk, on a trend, or around a mean", () => {
  for (let seed = 0; seed < 20; seed++) {
    for (const y of [randomWalk(seed), randomWalk(seed, 400, 0.5), autoregressive(seed, 0.5)]) {
      const mean = y.subarray(0, 150).reduce((sum, value) => sum + value, 0) / 150;
      for (const level of [mean, y[149]]) {
        expect(
          detectLag(
            y,
            origins,
            forecasts(() => level),
            { horizon, stride: 1, name },
          ).lagged,
        ).toBe(false);
      }
    }
  }
});

test("an exact forecast is closest to the value it forecasts", () => {
  const y = randomWalk(4);
  const lag = detectLag(
    y,
    origins,
    forecasts((o, step) => y[o + step]),
    { horizon, stride: 1, name },
  );
  expect(lag).toMatchObject({ lagged: false, bestShift: 0 });
});

test("nothing is said on fewer than 8 windows", () => {
  const y = randomWalk(5);
  const few = Uint32Array.from({ length: 7 }, (_, i) => 200 + i);
  const repeated = Float64Array.from({ length: 35 }, (_, i) => y[few[Math.floor(i / 5)] - 1]);
  expect(detectLag(y, few, repeated, { horizon, stride: 1, name }).lagged).toBe(false);
});
