import { afterAll, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { smallNetwork } from "./pretrained.fixture.ts";
import { looksOf, weighLooks } from "./weigh-looks.ts";

const network = smallNetwork();
afterAll(() => network.dispose());
const draws = new Generator(8).stream("looks");
const seasonal = Float64Array.from({ length: 120 }, (_, row) => 20 + 5 * (row % 12) + 0.1 * draws.normal(row));

test("a history is seen with each season that it holds twice, and with none, in logarithms where it is above 0", () => {
  const shown = (values: Float64Array, end: number, seasons: number[]) =>
    looksOf(values, end, seasons).map(({ season, form }) => `${season ?? "none"} ${form}`);
  expect(shown(seasonal, 120, [12, 60, 61, 12])).toEqual([
    ...["12 values", "12 logs", "60 values", "60 logs", "none values", "none logs"],
  ]);
  const negative = seasonal.map((value, row) => (row === 100 ? -value : value));
  expect(shown(negative, 120, [12])).toEqual(["12 values", "none values"]);
  // What comes behind the end does not count.
  expect(shown(negative, 100, [12])).toContain("12 logs");
  expect(looksOf(seasonal, 120, [])[1].least).toBeCloseTo(Math.min(...seasonal) / 2, 12);
});

test("what forecasts the last rows best has the largest share, and what errs much has none", () => {
  const looks = looksOf(seasonal, 120, [12]);
  const found = weighLooks(network, looks, { values: seasonal, end: 120, horizon: 12 });
  expect(found.every(({ look: { season } }) => season === 12)).toBe(true);
  expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  const walk = seasonal.slice();
  for (let row = 1; row < 120; row++) walk[row] = walk[row - 1] + draws.normal(1000 + row);
  const still = weighLooks(network, looksOf(walk, 120, [12]), { values: walk, end: 120, horizon: 3 });
  const share = still.reduce((sum, one) => sum + (one.look.season === undefined ? one.share : 0), 0);
  expect(share).toBeGreaterThan(0.8);
});

test("rows behind the end are not read", () => {
  const changed = seasonal.slice();
  changed.fill(1e5, 80);
  const looks = looksOf(seasonal, 80, [12]);
  const [one, other] = [seasonal, changed].map((values) => weighLooks(network, looks, { values, end: 80, horizon: 6 }));
  expect(one).toEqual(other);
});

test("a history of a few rows has one way to be seen, and one that is exact in all ways in the first alone, since a mean would round", () => {
  const few = Float64Array.of(1, 2);
  expect(weighLooks(network, looksOf(few, 2, []), { values: few, end: 2, horizon: 5 })).toEqual([
    { look: { season: undefined, form: "values" }, share: 1 },
  ]);
  const flat = new Float64Array(60).fill(5);
  const shares = weighLooks(network, looksOf(flat, 60, [6]), { values: flat, end: 60, horizon: 3 });
  expect(shares).toEqual([{ look: { season: 6, form: "values" }, share: 1 }]);
});
