import { expect, test } from "vitest";
import { Series, SeriesSet } from "../data/index.ts";
import { layOutGlobal } from "./global-layout.ts";
import { resolveGlobal } from "./global-options.ts";
import { OriginLists } from "./origin-lists.ts";

test("origins that follow each other are one list, and no other list is", () => {
  const lists = new OriginLists();
  const one = lists.shared(Uint32Array.of(3, 4, 5));
  expect(lists.shared(Uint32Array.of(3, 4, 5))).toBe(one);
  expect([...lists.shared(Uint32Array.of(4, 5, 6))]).toEqual([4, 5, 6]);
  expect([...lists.shared(Uint32Array.of(3, 5, 7))]).toEqual([3, 5, 7]);
  expect([...lists.shared(Uint32Array.of(3, 4))]).toEqual([3, 4]);
  expect(lists.shared(new Uint32Array())).toHaveLength(0);
  // A view keeps all that it is a view on.
  expect(one.buffer.byteLength).toBe(12);
});

test("series that are alike share the lists of their windows: the layout keeps none for each of them", () => {
  const series = Array.from({ length: 200 }, (_, at): [string, Series] => [
    `s${at}`,
    Series.fromColumns({ v: Array.from({ length: 60 + 10 * (at % 2) }, (_, row) => at + (row % 7)) }),
  ]);
  const settings = resolveGlobal({ target: "v", horizon: 3, season: 7 });
  const layout = layOutGlobal(settings, SeriesSet.fromSeries(series), 0.15);
  expect(new Set(layout.series.map(({ training }) => training)).size).toBe(2);
  expect(new Set(layout.series.map(({ validation }) => validation)).size).toBe(2);
  expect(new Set(layout.series.map(({ runsOf }) => runsOf)).size).toBe(1);
});
