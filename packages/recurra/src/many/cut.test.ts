import { expect, test } from "vitest";
import { SeriesSet } from "../data/index.ts";
import { cutSet } from "./cut.ts";

const day = (n: number): string => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
/** Series of daily rows from a first day to a last one. */
function days(spans: readonly (readonly [from: number, to: number])[], step = (n: number) => day(n)): SeriesSet {
  const lines = spans.flatMap(([from, to], id) =>
    Array.from({ length: to - from }, (_, i) => `s${id},${step(from + i)},${i}`),
  );
  return SeriesSet.fromCsv(`id,day,x\n${lines.join("\n")}\n`, { series: "id" });
}

test("series that end together are cut at one time, also where some begin later", () => {
  const cut = cutSet(
    days([
      [0, 100],
      [0, 100],
      [50, 100],
    ]),
    0.2,
    5,
  );
  expect([[...cut.starts], cut.time]).toEqual([[80, 80, 30], day(80)]);
  expect([...cut.learn]).toEqual([80, 80, 30]);
});

test("series of other spans keep their own last parts", () => {
  const cut = cutSet(
    days([
      [0, 100],
      [200, 260],
      [300, 400],
    ]),
    0.2,
    5,
  );
  expect([[...cut.starts], cut.time]).toEqual([[80, 48, 80], null]);
});

test("a series without room for a test has none, and nothing of it is learnt that lies behind the cut", () => {
  const cut = cutSet(
    days([...Array.from({ length: 12 }, (): [number, number] => [0, 100]), [78, 100], [90, 100]]),
    0.2,
    5,
  );
  expect([[...cut.starts.slice(11)], [...cut.learn.slice(11)], cut.time]).toEqual([[80, 22, 10], [80, 2, 0], day(80)]);
});

test("a time and a number of rows are taken as they are asked for", () => {
  const set = days([
    [0, 100],
    [0, 90],
  ]);
  expect([...cutSet(set, day(70), 5).starts]).toEqual([70, 70]);
  expect(cutSet(set, 20, 5).starts[0]).toBe(80);
});

test("rows that are the clock have no time in common", () => {
  const set = SeriesSet.fromCsv(
    `id,x\n${Array.from({ length: 60 }, (_, i) => `${i < 30 ? "a" : "b"},${i}`).join("\n")}\n`,
    { series: "id" },
  );
  expect(cutSet(set, 0.2, 3)).toMatchObject({ time: null, starts: Uint32Array.of(24, 24) });
});

test("a test that leaves no series room is refused", () => {
  expect(() =>
    cutSet(
      days([
        [0, 20],
        [0, 20],
      ]),
      day(18),
      5,
    ),
  ).toThrow('test: "2024-01-19" leaves no series with 5 rows to test on and as many before them.');
});
