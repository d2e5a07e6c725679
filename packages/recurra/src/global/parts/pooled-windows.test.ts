import { expect, test } from "vitest";
import type { LinearPath } from "../../linear/linear-path.ts";
import type { FitSeries } from "../layout/global-layout.ts";
import { PooledWindows } from "./pooled-windows.ts";

const rows = Array.from({ length: 20 }, (_, row) => row);
const of = (id: string, validation: number[], unit = 1, min?: number) =>
  ({
    ...{ id, unit, values: Float64Array.from(rows), validation: Uint32Array.from(validation) },
    bounds: min === undefined ? undefined : { min },
  }) as unknown as FitSeries;
/** Forecasts `value` at every step. */
const path = (value: number) =>
  ({
    lookback: 2,
    forecast: (_: Float64Array, origins: Uint32Array) => new Float64Array(2 * origins.length).fill(value),
  }) as unknown as LinearPath;

test("series are gone through with the windows that all parts can look back on, and their parts", () => {
  const asked: number[][] = [];
  const network = (windows: readonly { readonly origin: number }[]) => {
    asked.push(windows.map(({ origin }) => origin));
    return Float64Array.from(windows.flatMap(({ origin }) => [origin, origin]));
  };
  const own = new Map([["a", { path: path(9) }]]);
  const series = [of("a", [3, 5, 6]), of("none", []), of("b", [7], 2)];
  const pooled = new PooledWindows(series, { lookback: 5, network, own, shared: undefined }, 2);
  expect(asked).toEqual([[5, 6, 7]]);
  const found = [...pooled].map(({ truth, unit, ...parts }) => [
    [...truth],
    unit,
    ...[parts.network, parts.own, parts.shared].map((one) => one && [...one]),
  ]);
  expect(found).toEqual([
    [[5, 6, 6, 7], 1, [5, 5, 6, 6], [9, 9, 9, 9], undefined],
    [[7, 8], 2, [7, 7], undefined, undefined],
  ]);
  // All series are views on the same numbers.
  expect(new Set([...pooled].map(({ truth }) => truth.buffer)).size).toBe(1);
});

test("the pretrained network is asked for windows of the series that it sees, from their last gap on", () => {
  const asked: number[][] = [];
  const forecast = (windows: readonly { readonly begin: number; readonly origin: number }[]) => {
    asked.push(...windows.map(({ begin, origin }) => [begin, origin]));
    return Float64Array.from(windows.flatMap(({ origin }) => [-origin, -origin]));
  };
  const looks = new Map([["b", [{ look: { season: 6, form: "values" as const }, share: 1 }]]]);
  const series = ["a", "b"].map((id) => ({ ...of(id, [5, 8, 9]), beginOf: (end: number) => (end > 8 ? 2 : 0) }));
  const parts = { lookback: 1, network: undefined, own: new Map(), shared: undefined, pretrained: { forecast, looks } };
  const [first, second] = [...new PooledWindows(series as never, parts, 2)];
  expect(first.pretrained).toBeUndefined();
  expect([...(second.pretrained ?? [])]).toEqual([-8, -8, -9, -9]);
  expect(asked).toEqual([
    [0, 8],
    [2, 9],
  ]);
});

test("errors are those of the mix, kept to bounds; a series that nothing forecasts has none", () => {
  const own = new Map([["a", { path: path(-4) }]]);
  const series = [of("a", [5], 1, 0), of("b", [7])];
  const pooled = new PooledWindows(series, { lookback: 5, network: undefined, own, shared: undefined }, 2);
  const errors = [...pooled.errors({ paths: "own", pretrainedShare: 0 }, 0)].map(({ id, errors }) => [id, [...errors]]);
  expect(errors).toEqual([
    ["a", [5, 6]],
    ["b", []],
  ]);
});

test("errors have the changes of the season before their windows, where each has a season behind it", () => {
  const own = new Map([["a", { path: path(0) }]]);
  const series = [of("a", [5, 7]), of("b", [7])];
  const pooled = new PooledWindows(series, { lookback: 1, network: undefined, own, shared: undefined }, 2);
  const changes = (season: number) =>
    [...pooled.errors({ paths: "own", pretrainedShare: 0 }, 0, season)].map((one) => one.changes && [...one.changes]);
  // Rows that rise by one change alike at every place of the season.
  expect(changes(3)).toEqual([[1, 1, 1, 1], undefined]);
  expect(changes(6)).toEqual([undefined, undefined]);
  expect(changes(0)).toEqual([undefined, undefined]);
});
