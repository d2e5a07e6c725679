import { describe, expect, test } from "vitest";
import { fitColumnScale, WindowNormaliser } from "./window-normaliser.ts";

/** Swings that grow with the level, as prices do. */
const growing = Float64Array.from({ length: 400 }, (_, i) => 10 * 1.01 ** i * (1 + 0.02 * ((i * 7919) % 13)));
/** Swings of one size on a rising level. */
const steady = Float64Array.from({ length: 400 }, (_, i) => 1000 + 10 * i + ((i * 7919) % 13));

test("a column whose swings grow with its level is measured by ratios", () => {
  expect(fitColumnScale(growing, 5).anchor).toBe("ratio");
});

test("a column whose swings do not grow is measured by differences", () => {
  expect(fitColumnScale(steady, 5).anchor).toBe("difference");
});

test("a column with a value of zero or below is never measured by ratios, even when asked", () => {
  expect(fitColumnScale(Float64Array.of(1, 2, 0, 3), 1).anchor).toBe("difference");
  expect(fitColumnScale(Float64Array.of(1, 2, -1, 3), 1, "ratio").anchor).toBe("difference");
});

test("the anchor can be chosen by hand", () => {
  expect(fitColumnScale(growing, 5, "difference").anchor).toBe("difference");
  expect(fitColumnScale(steady, 5, "ratio").anchor).toBe("ratio");
});

test("the scale is the root mean square of the changes over the horizon", () => {
  expect(fitColumnScale(Float64Array.of(0, 3, 1, -1), 1).scale).toBeCloseTo(Math.sqrt((9 + 4 + 4) / 3), 12);
  expect(fitColumnScale(Float64Array.of(0, 3, 1, -1), 2).scale).toBeCloseTo(Math.sqrt((1 + 16) / 2), 12);
});

test("a column that never changes has the scale 1, not 0", () => {
  expect(fitColumnScale(Float64Array.of(5, 5, 5), 1)).toEqual({ anchor: "difference", scale: 1, floor: 0 });
});

test("a column that repeats itself after exactly the horizon is measured by its changes from row to row", () => {
  // Its changes over the horizon are the rounding of a sine: as a unit they would make windows of 1e16.
  const wave = Float64Array.from({ length: 240 }, (_, i) => 10 * Math.sin((2 * Math.PI * i) / 12));
  const [row, horizon] = [fitColumnScale(wave, 1), fitColumnScale(wave, 12)];
  expect(horizon).toEqual(row);
  expect(fitColumnScale(wave, 12, "ratio").scale).toBe(row.scale);
  const whole = Float64Array.from({ length: 240 }, (_, i) => 1e6 * (i % 12));
  expect(fitColumnScale(whole, 12).scale).toBe(fitColumnScale(whole, 1).scale);
});

test("a window is measured from its own last value, so the last input is zero", () => {
  const normaliser = new WindowNormaliser(
    [
      { anchor: "difference", scale: 2, floor: 0 },
      { anchor: "ratio", scale: 0.5, floor: 1 },
    ],
    { anchor: "ratio", scale: 0.5, floor: 1 },
  );
  const a = Float64Array.of(9, 1, 3, 5, 99);
  const b = Float64Array.of(9, 2, 8, 4, 6);
  const x = new Float32Array(6);
  normaliser.writeInputs([a, b], 4, 3, x, 0);
  expect([...x]).toEqual([-2, -1, -1, 2, 0, 0]);
  const y = new Float32Array(1);
  normaliser.writeTargets(b, 4, 1, y, 0);
  expect([...y]).toEqual([1]);
  expect(normaliser.restore(1, 4)).toBe(6);
});

test("a network that puts out zero forecasts exactly the last value", () => {
  const normaliser = WindowNormaliser.fit([{ values: growing }], { values: growing }, 5);
  expect(normaliser.restore(0, 123.456)).toBe(123.456);
});

test("small changes of large values survive the rounding to float32", () => {
  const values = Float64Array.from({ length: 50 }, (_, i) => 1e9 + (i % 2));
  const normaliser = WindowNormaliser.fit([{ values }], { values }, 1);
  const x = new Float32Array(4);
  normaliser.writeInputs([values], 10, 4, x, 0);
  expect([...x]).toEqual([-1, 0, -1, 0]);
});

test("a last value below all training values does not divide by zero", () => {
  const normaliser = WindowNormaliser.fit(
    [{ values: growing, anchor: "ratio" }],
    { values: growing, anchor: "ratio" },
    5,
  );
  const fallen = Float64Array.of(3, 2, 1, 0);
  const x = new Float32Array(4);
  normaliser.writeInputs([fallen], 4, 4, x, 0);
  expect([...x].every(Number.isFinite)).toBe(true);
  expect(normaliser.restore(0, 0)).toBe(0);
});

test("a normaliser survives JSON, and a changed one is refused", () => {
  const normaliser = WindowNormaliser.fit([{ values: growing }], { values: steady }, 5);
  const json: unknown = JSON.parse(JSON.stringify(normaliser));
  expect(WindowNormaliser.fromJSON(json)).toEqual(normaliser);
  expect(() => WindowNormaliser.fromJSON({ inputs: [], target: { anchor: "ratio", scale: 0, floor: 1 } })).toThrow(
    'window normaliser: target is not { anchor, scale, floor } with an anchor "difference" or "ratio"',
  );
  expect(() => WindowNormaliser.fromJSON(null)).toThrow("window normaliser: inputs is not");
});

describe("with one wrong reading among the training rows", () => {
  /** A season of a day, with a little that does not repeat. */
  const load = Float64Array.from({ length: 300 }, (_, i) => 800 + 30 * Math.abs((i % 24) - 12) + ((i * 7919) % 13));
  const spiked = load.map((value, row) => (row === 200 ? 350_000 : value));
  const fit = (values: Float64Array) => WindowNormaliser.fit([{ values }], { values }, 6, 30);

  test("anchor and unit are those of the other readings, and there is a limit that none of their windows reaches", () => {
    const { anchor, scale, floor } = fitColumnScale(load, 6);
    const found = fitColumnScale(spiked, 6, undefined, 30);
    expect(found).toEqual({ anchor, floor, scale: expect.closeTo(scale, 0), limit: expect.any(Number) });
    const x = new Float32Array(24);
    const unlimited = new WindowNormaliser([{ anchor, floor, scale: found.scale }], found);
    for (let origin = 24; origin < 300; origin++) {
      unlimited.writeInputs([load], origin, 24, x, 0);
      for (const value of x) expect(Math.abs(value)).toBeLessThanOrEqual(found.limit as number);
    }
  });

  test("the reading is an input and a target at the limit, and windows without it are as they were", () => {
    const normaliser = fit(spiked);
    const { limit } = normaliser.target;
    const at = (origin: number) => {
      const [x, y] = [new Float32Array(24), new Float32Array(6)];
      normaliser.writeInputs([spiked], origin, 24, x, 0);
      normaliser.writeTargets(spiked, origin, 6, y, 0);
      return [...x, ...y];
    };
    expect(at(210)[14]).toBe(Math.fround(limit as number));
    expect(at(198)[26]).toBe(Math.fround(limit as number));
    const { target } = normaliser;
    const unlimited = new WindowNormaliser([{ ...target, limit: undefined }], { ...target, limit: undefined });
    const x = new Float32Array(24);
    unlimited.writeInputs([spiked], 150, 24, x, 0);
    expect(at(150).slice(0, 24)).toEqual([...x]);
  });

  test("a series without one has no limit, so that its bits and its file are those of before", () => {
    expect(Object.keys(fitColumnScale(load, 6, undefined, 30))).toEqual(["anchor", "scale", "floor"]);
  });

  test("the limit travels, and one that is none is refused", () => {
    const json = JSON.parse(JSON.stringify(fit(spiked)));
    expect(WindowNormaliser.fromJSON(json)).toEqual(fit(spiked));
    json.target.limit = 0;
    expect(() => WindowNormaliser.fromJSON(json)).toThrow("target is not { anchor, scale, floor }");
  });
});
