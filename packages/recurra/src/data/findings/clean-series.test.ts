import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { CLEAN, draws } from "./clean-series.fixture.ts";

const DAY = 86_400_000;

test.each(Object.entries(CLEAN))("nothing is found in %s: 50 series of 300 rows", (_, make) => {
  const found: string[] = [];
  for (let seed = 0; seed < 50; seed++) {
    const x = make(300, draws(seed));
    const series = Series.fromColumns({ x }, { times: x.map((_, i) => Date.UTC(2020, 0, 1) + i * DAY) });
    found.push(...series.check().map(({ message }) => `${seed}: ${message}`));
  }
  expect(found).toEqual([]);
});

test("in tails so heavy that they have no variance (Pareto of 1.5, t of 2 degrees) at most one series in fifty has a spike", () => {
  let found = 0;
  for (let seed = 0; seed < 100; seed++) {
    const { uniform, student } = draws(seed);
    const pareto = Array.from({ length: 300 }, () => uniform() ** (-1 / 1.5));
    const t = Array.from({ length: 300 }, () => student(2));
    found += [pareto, t].filter((x) => Series.fromColumns({ x }).check().length > 0).length;
  }
  expect(found).toBeLessThanOrEqual(4);
});
