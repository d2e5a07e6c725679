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

test("errors are those of the mix, kept to bounds; a series that nothing forecasts has none", () => {
  const own = new Map([["a", { path: path(-4) }]]);
  const series = [of("a", [5], 1, 0), of("b", [7])];
  const pooled = new PooledWindows(series, { lookback: 5, network: undefined, own, shared: undefined }, 2);
  const errors = [...pooled.errors("own", 0)].map(({ id, errors }) => [id, [...errors]]);
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
    [...pooled.errors("own", 0, season)].map((one) => one.changes && [...one.changes]);
  // Rows that rise by one change alike at every place of the season.
  expect(changes(3)).toEqual([[1, 1, 1, 1], undefined]);
  expect(changes(6)).toEqual([undefined, undefined]);
  expect(changes(0)).toEqual([undefined, undefined]);
});
