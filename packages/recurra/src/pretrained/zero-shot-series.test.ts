import { expect, test } from "vitest";
import { withSeed } from "../core/random.ts";
import { Series, SeriesSet } from "../data/index.ts";
import { madeSeries } from "../made/made-series.ts";
import { SeasonNetwork } from "../nn/networks/season-network.ts";
import { zeroShot, zeroShotSet } from "./zero-shot-series.ts";

/** Untrained: its median is the last season, or the last value, repeated. */
const untrained = withSeed(0, () => new SeasonNetwork({ cell: "gru", hiddenSize: 12, quantiles: 9 }));
/** One whose head says something of each history. */
const moved = withSeed(0, () => new SeasonNetwork({ cell: "gru", hiddenSize: 12, quantiles: 9 }));
moved.head.weight.value = moved.head.weight.value.map((_, i) => 0.3 * (((i * 7919) % 13) / 6 - 1));

const DAY = 86_400_000;
const days = (count: number, skip: readonly number[] = []): number[] =>
  Array.from({ length: count + skip.length }, (_, day) => day)
    .filter((day) => !skip.includes(day))
    .map((day) => Date.UTC(2024, 0, 1) + day * DAY);
const daily = (value: ArrayLike<number>, skip?: readonly number[]): Series =>
  Series.fromColumns({ value }, { times: days(value.length, skip), name: "days" });
const made = (index: number, rows = 120): Float64Array => madeSeries({ index, season: 7, rows }).values;

test("a season that is there is repeated by a network that adds nothing, at the times that follow, between its quantiles", () => {
  const week = [3, 9, 4, 8, 5, 7, 1];
  const series = daily(Array.from({ length: 70 }, (_, t) => week[t % 7] + 10 * Math.sign(t % 2) + (t % 2)));
  const { rows, looks } = zeroShot(untrained, series, { target: "value", horizon: 14, season: 14, level: [0.9, 0.5] });
  const known = series.column("value");
  rows.forEach(({ value }, i) => {
    expect(value).toBeCloseTo(known[56 + i], 9);
  });
  expect(rows[0].time).toBe("2024-03-11");
  expect(rows[13].time).toBe("2024-03-24");
  expect(looks[0]).toMatchObject({ look: { season: 14 } });
  expect(looks.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  for (const { value, lower, upper, further } of rows) {
    const [half] = further as { level: number; lower: number; upper: number }[];
    expect(half.level).toBe(0.5);
    expect(
      [lower, half.lower, value, half.upper, upper].every(
        (one, i, all) => i === 0 || (all[i - 1] as number) <= (one as number),
      ),
    ).toBe(true);
  }
});

test("a set gives the bits of its series one by one, also where these have other lengths and seasons", () => {
  const all = [60, 24, 300, 11, 5, 77, 180].map((rows, index) => [`s${index}`, daily(made(index, rows))] as const);
  const found = [...zeroShotSet(moved, SeriesSet.fromSeries(all), { target: "value", horizon: 9 })];
  expect(found.map(({ id }) => id)).toEqual(all.map(([id]) => id));
  found.forEach(({ rows, looks, notes }, i) => {
    expect({ rows, looks, notes }).toEqual(zeroShot(moved, all[i][1], { target: "value", horizon: 9 }));
  });
});

test("the forecast follows the rows: another level moves it, another unit scales it", () => {
  const values = made(5);
  const options = { target: "value", horizon: 5, season: 7, min: "none" } as const;
  const shift = 2 ** 20;
  const low = values.map((value) => value - shift);
  const plain = zeroShot(moved, daily(low), options).rows;
  const doubled = zeroShot(moved, daily(low.map((value) => 2 * value)), options).rows;
  plain.forEach(({ value, upper }, i) => {
    expect(doubled[i].value / value).toBeCloseTo(2, 5);
    expect((doubled[i].upper as number) / (upper as number)).toBeCloseTo(2, 5);
  });
});

test("only rows behind the last gap are read, and it says so", () => {
  const values = made(2);
  const gap = daily(values, [50]);
  const options = { target: "value", horizon: 4, season: 7 } as const;
  const { rows, notes } = zeroShot(moved, gap, options);
  expect(rows).toEqual(zeroShot(moved, gap.slice(50), options).rows);
  expect(notes).toEqual(["Read were the last 70 of 120 rows, from 2024-02-21 on: before them rows are missing."]);
  const hole = daily(values.map((value, t) => (t === 30 ? Number.NaN : value)));
  expect(zeroShot(moved, hole, options).rows).toEqual(zeroShot(moved, hole.slice(31), options).rows);
  expect(zeroShot(moved, hole, options).notes).toEqual([
    'Read were the last 89 of 120 rows, from 2024-02-01 on: before them a cell of "value" is missing.',
  ]);
});

test("what never falls below 0 is not forecast so, nor its intervals, and bounds can be set", () => {
  const counts = made(8).map((value, t) => (t % 3 === 0 ? 0 : Math.abs(value)));
  const options = { target: "value", horizon: 20, season: 7 } as const;
  const { rows } = zeroShot(untrained, daily(counts), options);
  expect(Math.min(...rows.map(({ lower }) => lower as number))).toBe(0);
  const open = zeroShot(untrained, daily(counts), { ...options, min: "none" }).rows;
  expect(Math.min(...open.map(({ lower }) => lower as number))).toBeLessThan(0);
  const most = zeroShot(untrained, daily(counts), { ...options, max: 0.001 }).rows;
  expect(Math.max(...most.map(({ upper }) => upper as number))).toBe(0.001);
});

test("a series of one value goes on as it is", () => {
  const { rows, notes } = zeroShot(moved, daily(new Float64Array(40).fill(0.1)), { target: "value", horizon: 2 });
  expect(rows).toMatchObject([
    { value: 0.1, lower: 0.1, upper: 0.1 },
    { value: 0.1, lower: 0.1, upper: 0.1 },
  ]);
  expect(notes).toEqual(["All rows that were read have the same value, which is the forecast."]);
});

test("what cannot be forecast is an error that says what is there, of a set one in place of rows", () => {
  const short = Series.fromColumns({ value: [1] }, { name: "short" });
  expect(() => zeroShot(untrained, short, { target: "value" })).toThrow(
    "short: a forecast without training needs 4 rows that follow each other without a gap, up to the last, but there is 1. Give more rows.",
  );
  const gap = daily([1, 2, 3, 4, 5, 6, 7], [5]);
  expect(() => zeroShot(untrained, gap, { target: "value" })).toThrow(
    "but behind the last gap there are 2. Fill the gap.",
  );
  const end = daily([1, 2, 3, 4, 5, Number.NaN]);
  expect(() => zeroShot(untrained, end, { target: "value" })).toThrow(
    'days: row 6, column "value": it is NaN on 2024-01-06, which the forecast reads. Fill it with repair: "forward-fill".',
  );
  expect(() => zeroShot(untrained, gap, { target: "valeu" })).toThrow('no column "valeu"');
  const set = SeriesSet.fromSeries([
    ["a", daily(made(1))],
    ["b", short],
    ["c", daily(made(3))],
  ]);
  const [a, b, c] = zeroShotSet(moved, set, { target: "value", horizon: 3 });
  expect([a.rows.length, b.rows.length, c.rows.length]).toEqual([3, 0, 3]);
  expect(b.problem).toMatchObject({ code: "FORECAST_ROWS", found: 1 });
  expect(c.problem).toBeUndefined();
});

test.each([
  [{ horizon: 0 }, "horizon must be a whole number from 1 to 10,000, but it is 0"],
  [
    { level: 0.99 },
    "level must be a share from 0.5 to 0.95, such as 0.9 for 90 %, or at most 5 different ones, but it is 0.99",
  ],
  [{ level: [0.9, 0.9] }, "level must be"],
  [{ season: 1 }, "season must be"],
  [{ lookback: 4 }, 'there is no option "lookback"'],
])("options that cannot be used are named: %j", (wrong, problem) => {
  expect(() => zeroShot(untrained, daily(made(0)), { target: "value", ...wrong })).toThrow(`zeroShot: ${problem}`);
});
