import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { findSeasons } from "./find-seasons.ts";
import type { Season } from "./season.ts";

const HOURS = [day(24), week(168), year(8766)];
const HALF_HOURS = [day(48), week(336), year(17532)];
const DAYS = [week(7), year(365.25)];
const BUSINESS = [week(5), year(260.893)];
const MONTHS = [year(12)];

function day(rows: number): Season {
  return { rows, name: "a day" };
}
function week(rows: number): Season {
  return { rows, name: "a week" };
}
function year(rows: number): Season {
  return { rows, name: "a year" };
}

type Value = (row: number, noise: number) => number;

/** A series of `rows` values, each made of its row and of standard normal noise. */
function made(rows: number, value: Value, seed = 0): Float64Array {
  const stream = new Generator(seed).stream("seasons");
  return Float64Array.from({ length: rows }, (_, row) => value(row, stream.normal(row)));
}

const wave = (row: number, rows: number, shift = 0) => Math.sin((2 * Math.PI * (row + shift)) / rows);
const names = (values: Float64Array, candidates: readonly Season[]) =>
  findSeasons(values, candidates).map(({ name }) => name);

/** Noise with memory: x_t = phi x_(t-1) + noise. */
function memory(phi: number): () => Value {
  return () => {
    let value = 0;
    return (_, noise) => {
      value = phi * value + noise;
      return value;
    };
  };
}

const NOISE: Readonly<Record<string, () => Value>> = {
  "white noise": () => (_, noise) => noise,
  "a random walk": memory(1),
  "an AR(1) of 0.5": memory(0.5),
  "an AR(1) of 0.9": memory(0.9),
};

for (const [clock, candidates, rows] of [
  ["hours", HOURS, 700],
  ["days", DAYS, 900],
  ["business days", BUSINESS, 700],
  ["months", MONTHS, 60],
] as const) {
  for (const [name, noise] of Object.entries(NOISE)) {
    test(`${clock}: in at most 5 % of 200 series of ${name} a season is found`, () => {
      let found = 0;
      for (let seed = 0; seed < 200; seed++) found += Math.sign(names(made(rows, noise(), seed), candidates).length);
      expect(found).toBeLessThanOrEqual(10);
    });
  }
}

/** How often of 20 series exactly these are found. */
function hits(rows: number, value: () => Value, candidates: readonly Season[], wanted: readonly string[]): number {
  let count = 0;
  for (let seed = 0; seed < 20; seed++) {
    if (names(made(rows, value(), seed), candidates).join() === wanted.join()) count++;
  }
  return count;
}

test("a load of hours has a day and a week", () => {
  const load = () => (row: number, noise: number) => {
    const weekend = Math.floor(row / 24) % 7 >= 5;
    return 1000 + (weekend ? 150 : 300) * wave(row, 24) - (weekend ? 120 : 0) + 30 * noise;
  };
  expect(hits(1680, load, HOURS, ["a day", "a week"])).toBeGreaterThanOrEqual(19);
  const half = () => (row: number, noise: number) => load()(Math.floor(row / 2), noise);
  expect(hits(3000, half, HALF_HOURS, ["a day", "a week"])).toBeGreaterThanOrEqual(19);
});

test("a day, however sharp and strong, makes no week, though a week is a whole number of days", () => {
  const sharp = () => (row: number, noise: number) => (row % 24 === 8 ? 1000 : row % 24 === 17 ? 600 : 0) + 10 * noise;
  expect(hits(1680, sharp, HOURS, ["a day"])).toBeGreaterThanOrEqual(19);
});

test("a week beside a day a hundred times as strong is found", () => {
  const value = (day: number) => () => (row: number, noise: number) =>
    day * wave(row, 24) + 10 * wave(row, 168) + 3 * noise;
  expect(hits(1680, value(1000), HOURS, ["a day", "a week"])).toBeGreaterThanOrEqual(19);
});

test("holes that cut a strong day hide no week", () => {
  const holed = () => (row: number, noise: number) =>
    row % 50 < 9 ? Number.NaN : 100 * wave(row, 24) + 20 * wave(row, 168) + 3 * noise;
  expect(hits(1680, holed, HOURS, ["a day", "a week"])).toBeGreaterThanOrEqual(19);
});

test("daily sales have a week, under noise as large as it and with days missing", () => {
  const sales = () => (row: number, noise: number) => 100 + (row % 7 >= 5 ? 20 : 0) + 10 * noise;
  const holed = () => (row: number, noise: number) =>
    row % 11 === 3 || row % 29 === 7 ? Number.NaN : sales()(row, noise);
  expect(hits(300, sales, DAYS, ["a week"])).toBeGreaterThanOrEqual(19);
  expect(hits(300, holed, DAYS, ["a week"])).toBeGreaterThanOrEqual(19);
});

test("a year of months is found beside a trend with which it grows, from two years on", () => {
  const passengers = () => (row: number, noise: number) =>
    (100 + 2 * row) * (1 + 0.2 * wave(row, 12) + 0.1 * wave(row, 6)) + 3 * noise;
  expect(hits(24, passengers, MONTHS, ["a year"])).toBeGreaterThanOrEqual(16);
  for (const rows of [36, 144]) expect(hits(rows, passengers, MONTHS, ["a year"])).toBeGreaterThanOrEqual(19);
  expect(hits(23, passengers, MONTHS, [])).toBe(20);
});

/** Degrees: a year of amplitude 5, and weather that lasts. */
const temperatures = () => {
  const weather = memory(0.6)();
  return (row: number, noise: number) => 11 + 5 * wave(row, 365.25) + weather(row, 2.4 * noise);
};

test("daily temperatures have a year, in ten years and in two and a half", () => {
  expect(hits(3652, temperatures, DAYS, ["a year"])).toBeGreaterThanOrEqual(19);
  expect(hits(913, temperatures, DAYS, ["a year"])).toBeGreaterThanOrEqual(14);
  expect(hits(730, temperatures, DAYS, [])).toBeGreaterThanOrEqual(19);
});

test("a season that a third of the days shows, and the others not, is found", () => {
  const demand = () => (row: number, noise: number) => (row % 7 === 2 && noise > -0.5 ? 5 + noise : noise > 2 ? 3 : 0);
  expect(hits(300, demand, DAYS, ["a week"])).toBeGreaterThanOrEqual(19);
});

test("spikes neither hide a season nor make one", () => {
  const spiky = () => (row: number, noise: number) => 10 * wave(row, 24) + 2 * noise + (noise > 2.2 ? 2000 : 0);
  expect(hits(1000, spiky, HOURS, ["a day"])).toBeGreaterThanOrEqual(19);
  const two = () => (row: number, noise: number) => noise + (row === 100 || row === 100 + 168 ? 500 : 0);
  expect(hits(1000, two, HOURS, [])).toBeGreaterThanOrEqual(19);
});

test("a cycle of another length is no season: of 11 years in months, of 30 hours in hours", () => {
  const spots = () => {
    const slow = memory(0.9)();
    return (row: number, noise: number) => 60 + 50 * wave(row, 132) + slow(row, 6 * noise);
  };
  expect(hits(1200, spots, MONTHS, [])).toBeGreaterThanOrEqual(19);
  expect(hits(1000, () => (row, noise) => 10 * wave(row, 30) + noise, HOURS, [])).toBeGreaterThanOrEqual(19);
});

test("a straight line, a constant, nothing and a lone row have no season", () => {
  expect(
    names(
      made(1000, (row) => 3 * row),
      HOURS,
    ),
  ).toEqual([]);
  expect(
    names(
      made(1000, () => 5),
      HOURS,
    ),
  ).toEqual([]);
  expect(names(new Float64Array(1000).fill(Number.NaN), HOURS)).toEqual([]);
  expect(names(Float64Array.of(1), HOURS)).toEqual([]);
});

test("a season without noise is found", () => {
  expect(
    names(
      made(96, (row) => row % 24),
      HOURS,
    ),
  ).toEqual(["a day"]);
  expect(
    names(
      made(21, (row) => Number(row % 7 === 0)),
      DAYS,
    ),
  ).toEqual(["a week"]);
});
