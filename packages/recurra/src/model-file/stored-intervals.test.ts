import { expect, test } from "vitest";
import { FormatError } from "../core/errors.ts";
import type { Intervals } from "../evaluation/index.ts";
import type { ModelFile } from "./model-file.ts";
import { readIntervals } from "./stored-intervals.ts";

const plain: Intervals = { level: 0.8, scale: "relative", radius: [0.1, 0.2] };
const shaped: Intervals = {
  ...plain,
  shape: { unit: "value", floor: 3, season: { rows: 3, factors: [0.5, 1, 1.5] }, radius: [1, 2] },
  further: [
    { level: 0.95, radius: [0.3, 0.4], shaped: [3, 4] },
    { level: 0.99, radius: null, shaped: null },
  ],
  beyond: { factor: [1.5, 2, 2.5, 3], exponent: 0.5 },
  paths: { quantiles: [-1, 0, 2], correlation: [-0.5] },
};

function read(value: unknown, grows = true): Intervals | undefined {
  const file = { file: "m.safetensors", grows, part: () => JSON.parse(JSON.stringify(value)) };
  return readIntervals(file as unknown as ModelFile, 2);
}

test("intervals come back as they were written, with a shape and further levels or without", () => {
  expect(read(null)).toBeUndefined();
  for (const grows of [true, false]) expect(read(plain, grows)).toEqual(plain);
  expect(read(shaped)).toEqual(shaped);
});

test("corrections of the network's own intervals may be below 0", () => {
  const own = { ...plain, own: { radius: [0.5, -0.25] }, further: [{ level: 0.5, radius: [0.1, 0.2], own: [-1, 1] }] };
  expect(read(own)).toEqual(own);
});

test("a reader that knows neither shape nor levels, as the former versions, has the plain intervals of the first level", () => {
  const { shape: _, further: __, beyond: ___, paths: ____, ...rest } = shaped;
  expect(read({ ...rest, later: 1 })).toEqual(plain);
  expect(() => read(shaped, false)).toThrow('it has the unknown entry "shape"');
});

test.each([
  ["a shape of another unit", { ...shaped, shape: { unit: "log", radius: [1, 2] } }],
  ["an unknown entry of a shape", { ...shaped, shape: { ...shaped.shape, power: 2 } }],
  ["too few radii of a shape", { ...shaped, shape: { unit: "value", radius: [1] } }],
  ["a floor below 0", { ...shaped, shape: { ...shaped.shape, floor: -1 } }],
  ["factors of another number", { ...shaped, shape: { ...shaped.shape, season: { rows: 4, factors: [1, 1, 1] } } }],
  ["a factor that is none", { ...shaped, shape: { ...shaped.shape, season: { rows: 1, factors: [null] } } }],
  ["a season that is none", { ...shaped, shape: { ...shaped.shape, season: 3 } }],
  ["a level without its shaped radii", { ...shaped, further: [{ level: 0.95, radius: [1, 2] }] }],
  ["shaped radii without a shape", { ...plain, further: [{ level: 0.95, radius: [1, 2], shaped: [1, 2] }] }],
  ["a level of 1", { ...plain, further: [{ level: 1, radius: [1, 2] }] }],
  ["factors for part of a horizon", { ...plain, beyond: { factor: [1, 2, 3], exponent: 0.5 } }],
  ["no factors", { ...plain, beyond: { factor: [], exponent: 0.5 } }],
  ["an exponent above 1", { ...plain, beyond: { factor: [1, 2], exponent: 1.5 } }],
  ["another entry beside them", { ...plain, beyond: { factor: [1, 2], exponent: 0.5, power: 2 } }],
  ["corrections of another number", { ...plain, own: { radius: [1] } }],
  [
    "a level without its corrections",
    { ...plain, own: { radius: [1, -2] }, further: [{ level: 0.5, radius: [1, 2] }] },
  ],
  ["paths whose quantiles fall", { ...plain, paths: { quantiles: [1, 0], correlation: [0.5] } }],
  ["paths with a correlation above 1", { ...plain, paths: { quantiles: [0, 1], correlation: [1.5] } }],
  ["paths of another number of steps", { ...plain, paths: { quantiles: [0, 1], correlation: [0.5, 0.5] } }],
  ["no list of levels", { ...plain, further: {} }],
  ["a radius too few", { ...plain, radius: [1] }],
  ["no object", 5],
])("%s is refused", (_, value) => {
  expect(() => read(value)).toThrow(FormatError);
});
