import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import type { ScaledForecast } from "../evaluation/linear/fit-linear.ts";
import { LinearPath, PLAIN } from "./linear-path.ts";
import { pathFault, pathShapes, pathTensors, restorePath, storePath } from "./stored-path.ts";

const random = new Generator(5).stream("path");
const values = Float64Array.from({ length: 60 }, (_, i) => 50 + 10 * random.normal(i));
const log = { form: "log", least: 1, floor: -1, ceiling: 9 } as const;

function model(
  lookback: number,
  weight: (a: number, h: number) => number,
  scale: ScaledForecast["scale"],
): ScaledForecast {
  const weights = Float64Array.from({ length: (lookback - 1) * 2 }, (_, at) => weight(1 + (at >> 1), at & 1));
  return { lookback, weights, scale };
}

test("a path forecasts by its equation, and reads the rows of its lookback alone", () => {
  const path = LinearPath.meanOf([model(4, (a, h) => a / 8 + h, { form: "plain", centre: 7, spread: 3 })], 2);
  const [first, second] = path.forecast(values, [20]);
  const [y3, y2, y1, y0] = values.subarray(16, 20);
  expect(first).toBeCloseTo(y0 + (y1 - y0) / 8 + (2 * (y2 - y0)) / 8 + (3 * (y3 - y0)) / 8, 12);
  expect(second).toBeCloseTo(first + (y1 - y0) + (y2 - y0) + (y3 - y0), 12);
  const changed = values.map((value, row) => (row >= 16 && row < 20 ? value : Number.NaN));
  expect([...path.forecast(changed, [20])]).toEqual([first, second]);
  expect(path.lookback).toBe(4);
});

test("models of one scale become one, rows without weight are not looked back on, and shares are those of the models", () => {
  const models = [
    model(9, (a) => (a === 2 ? 0.5 : 0), PLAIN),
    model(3, (a) => (a === 2 ? 1 : 0), PLAIN),
    model(5, () => 0, log),
  ];
  const path = LinearPath.meanOf(models, 2);
  expect(path.parts.map(({ scale, share, lookback }) => [scale.form, share, lookback])).toEqual([
    ["plain", 2 / 3, 3],
    ["log", 1 / 3, 1],
  ]);
  expect([...path.parts[0].weights]).toEqual([0, 0, 0.75, 0.75]);
  const last = values[29];
  expect(path.forecast(values, [30])[0]).toBeCloseTo(last + (2 / 3) * 0.75 * (values[27] - last), 5);
});

test("a value far from the last one is put at the limit", () => {
  const spiked = values.map((value, row) => (row === 18 ? 1e6 : value));
  const path = LinearPath.meanOf([model(4, () => 0.25, PLAIN)], 2, 40);
  const near = values.map((value, row) => (row === 18 ? values[19] + 40 : value));
  expect([...path.forecast(spiked, [20])]).toEqual([...path.forecast(near, [20])]);
});

test("the last value and its drift are paths in which nothing was fitted, and say so", () => {
  const [still, drift] = [LinearPath.still(2), LinearPath.drift(2, 21)];
  expect([...still.forecast(values, [30])]).toEqual([values[29], values[29]]);
  const step = (values[29] - values[9]) / 20;
  const [first, second] = drift.forecast(values, [30]);
  expect(first).toBeCloseTo(values[29] + step / 2, 5);
  expect(second).toBeCloseTo(values[29] + step, 5);
  const fitted = LinearPath.meanOf([model(4, () => 0.1, PLAIN)], 2);
  expect([still, drift, fitted].map(({ isSimple, lookback }) => [isSimple, lookback])).toEqual([
    [true, 1],
    [true, 21],
    [false, 4],
  ]);
});

test("a stored path is the same path, and what is none is named", () => {
  const path = LinearPath.meanOf(
    [model(4, (a, h) => a + h, PLAIN), model(3, () => 0.1, log), model(2, () => 0, PLAIN)],
    2,
    5,
  );
  const stored = JSON.parse(JSON.stringify(storePath(path, 0.5)));
  expect(pathFault(stored)).toBeUndefined();
  const tensors = new Map([...pathTensors(path)].map(([name, shape, data]) => [name, { shape, data }]));
  expect([...pathShapes(stored, 2)]).toEqual([...tensors].map(([name, { shape }]) => [name, shape]));
  const again = restorePath(stored, 2, (name) => tensors.get(name)!.data);
  expect(again).toEqual(path);
  for (const wrong of [
    [],
    { ...stored, network: 0.3 },
    { ...stored, parts: [] },
    { ...stored, parts: [stored.parts[0], stored.parts[0]] },
    { ...stored, parts: [{ ...stored.parts[0], lookback: 0 }, stored.parts[1]] },
    { ...stored, parts: [{ ...stored.parts[0], share: 0.1 }, stored.parts[1]] },
    { ...stored, parts: [stored.parts[0], { ...stored.parts[1], ceiling: 1e9 }] },
    { ...stored, limit: -1 },
    { ...stored, more: 1 },
  ]) {
    expect(pathFault(wrong), JSON.stringify(wrong)).toBeDefined();
  }
});
