import { afterAll, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { smallNetwork } from "./pretrained.fixture.ts";
import { ZeroShot } from "./zero-shot.ts";

const network = smallNetwork();
afterAll(() => network.dispose());
const draws = new Generator(7).stream("zero-shot");
const values = Float64Array.from(
  { length: 90 },
  (_, row) => 50 + 10 * [0, 1, 3, 2, 0, -2, -4][row % 7] + draws.normal(row),
);
const history = { values, end: values.length };
const MIDDLE = 4;

/** The quantiles of a row. */
const at = (all: Float64Array, row: number) => Array.from(all.subarray(row * 9, row * 9 + 9));

test("an untrained network repeats the last season, and its quantiles are in order around it", () => {
  const found = new ZeroShot(network, { season: 7, form: "values" }).forecast([history], 14);
  expect(found).toHaveLength(14 * 9);
  for (let row = 0; row < 14; row++) {
    const own = at(found, row);
    expect(own[MIDDLE]).toBeCloseTo(values[83 + (row % 7)], 6);
    expect(own).toEqual([...own].sort((a, b) => a - b));
    expect(own[8]).toBeGreaterThan(own[0]);
  }
});

test("without a season it repeats the last value", () => {
  const found = new ZeroShot(network, { season: undefined, form: "values" }).forecast([history], 3);
  for (let row = 0; row < 3; row++) expect(at(found, row)[MIDDLE]).toBeCloseTo(values[89], 6);
});

test("of a random walk the forecast is the last value, and the quantiles are as far from it as without", () => {
  const forms = (["values", "still"] as const).map((form) =>
    new ZeroShot(network, { season: undefined, form }).forecast([{ values, end: 80 }, history], 60),
  );
  const [moving, still] = forms;
  for (const row of [0, 59, 60, 119]) {
    expect(at(still, row)[MIDDLE]).toBe(values[row < 60 ? 79 : 89]);
    const spread = (all: Float64Array) => at(all, row).map((value) => value - at(all, row)[MIDDLE]);
    spread(moving).forEach((size, q) => void expect(spread(still)[q]).toBeCloseTo(size, 9));
  }
});

test("past two seasons it goes on from its own medians, and intervals grow as those of independent errors do", () => {
  const shot = new ZeroShot(network, { season: 7, form: "values" });
  const [long, short] = [shot.forecast([history], 40), shot.forecast([history], 14)];
  expect(long.slice(0, 14 * 9)).toEqual(short);
  const widths = Array.from({ length: 40 }, (_, row) => at(long, row)[8] - at(long, row)[0]);
  expect(at(long, 30)[MIDDLE]).toBeCloseTo(values[83 + (30 % 7)], 6);
  expect(widths[16]).toBeGreaterThan(1.2 * widths[2]);
  expect(widths[30]).toBeGreaterThan(widths[16]);
  // Of a history that was longer, the rest is what was forecast.
  expect(values).toHaveLength(90);
});

test("many histories at once are each alone, whatever lies behind their ends", () => {
  const shot = new ZeroShot(network, { season: 7, form: "logs", least: 1 });
  const changed = values.slice();
  changed.fill(1e6, 60);
  const ends = [40, 60, 90];
  const all = shot.forecast(
    ends.map((end) => ({ values, end })),
    5,
  );
  for (const [i, end] of ends.entries()) {
    const own = shot.forecast([{ values: end <= 60 ? changed : values, end }], 5);
    own.forEach((value, place) => {
      expect(value).toBeCloseTo(all[i * 45 + place], 4);
    });
  }
});

test("logarithms give values above 0, also where a history falls below what they are taken of", () => {
  const low = values.slice();
  low[88] = -5;
  const found = new ZeroShot(network, { season: 7, form: "logs", least: 2 }).forecast([{ values: low, end: 90 }], 7);
  expect(found.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
  expect(at(found, 5)[MIDDLE]).toBeCloseTo(2, 4);
});

test("a history of one value goes on as it is, to the bit, in values and in logarithms", () => {
  const same = { values: new Float64Array(60).fill(7.1), end: 60 };
  for (const look of [{ season: 7, form: "values" } as const, { season: undefined, form: "logs", least: 3 } as const]) {
    expect(new Set(new ZeroShot(network, look).forecast([same], 20))).toEqual(new Set([7.1]));
  }
});

test("what spreads in logarithms is held within four times what the history ranged over", () => {
  const wild = Float64Array.from({ length: 70 }, (_, row) => (row % 2 === 0 ? 1 : 250));
  const found = new ZeroShot(network, { season: 7, form: "logs", least: 0.5 }).forecast(
    [{ values: wild, end: 70 }],
    40,
  );
  for (let row = 0; row < 40; row++) {
    const own = at(found, row);
    expect(own[8]).toBeLessThanOrEqual(own[MIDDLE] + 4 * 249 * (1 + 40 / 70) + Math.abs(own[MIDDLE] - 250) + 1e-9);
    expect(own).toEqual([...own].sort((a, b) => a - b));
  }
});
