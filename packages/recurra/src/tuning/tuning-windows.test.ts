import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { noGrad } from "../tensor/index.ts";
import type { Batch } from "../training/index.ts";
import { smallNetwork } from "../zero-shot/pretrained.fixture.ts";
import type { WeighedLook } from "../zero-shot/weigh-looks.ts";
import { ZeroShot } from "../zero-shot/zero-shot.ts";
import { TuningWindows } from "./tuning-windows.ts";

const draws = new Generator(4).stream("windows");
const values = Float64Array.from({ length: 200 }, (_, row) => 20 + 5 * (row % 6) + draws.normal(row));
const looks: WeighedLook[] = [
  { look: { season: 6, form: "values" }, share: 0.75 },
  { look: { season: undefined, form: "logs", least: 5 }, share: 0.25 },
];
const origins = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, at) => from + at);
const HORIZON = 4;

function windowsOf(own: Float64Array = values): TuningWindows {
  return new TuningWindows(looks, HORIZON, {
    training: { values: own, originsOf: (back, ahead) => origins(back, 150 - ahead + 1) },
    validation: { values: own, originsOf: () => origins(160, 170) },
    rows: 150,
    beginOf: (origin) => (origin > 80 ? 80 : 0),
  });
}

const numbers = (batches: Iterable<Batch>) => [...batches].map(({ x, y }) => [x.toArray(), y.toArray()]);

test("a window is what the network sees when it forecasts: of each way its values or logarithms, from the last gap on", () => {
  const network = smallNetwork();
  const [seen] = [...windowsOf().validating()];
  const count = network.quantiles;
  const middle = (count - 1) / 2;
  const raw = noGrad(() => network.forward(seen.x).toArray());
  // The first validation window, forecast as it is when nothing is trained.
  const history = { values: values.subarray(80, 160), end: 80 };
  const forecast = new ZeroShot(network, looks[0].look).forecast([history], HORIZON);
  const y = seen.y.toArray();
  for (let row = 0; row < HORIZON; row++) {
    // Errors in units are those in the target's units, by one factor.
    const error = y[row] - raw[row * count + middle];
    const own = values[160 + row] - forecast[row * count + middle];
    const [first, own0] = [y[0] - raw[middle], values[160] - forecast[middle]];
    expect(error / first).toBeCloseTo(own / own0, 3);
  }
  network.dispose();
});

test("training windows read no row from the end of the training rows on, and validation windows none before a gap", () => {
  const later = values.slice();
  later.fill(1e5, 150);
  const epoch = (own: Float64Array) => numbers(windowsOf(own).shuffled(new Generator(1), 3));
  expect(epoch(later)).toEqual(epoch(values));
  const before = values.slice();
  before.fill(1e5, 0, 80);
  expect(numbers(windowsOf(before).validating())).toEqual(numbers(windowsOf().validating()));
});

test("each way has windows, and counts in validation, by its share", () => {
  const windows = windowsOf();
  const sizes = [...windows.shuffled(new Generator(1), 1)].map(({ x }) => x.shape);
  const rowsOf = (length: number) => sizes.filter(([, own]) => own === length).reduce((sum, [count]) => sum + count, 0);
  const [one, other] = [...new Set(sizes.map(([, length]) => length))].sort((a, b) => a - b);
  expect([rowsOf(one), rowsOf(other)]).toEqual([135, 99]);
  expect(windows.batches).toBe(sizes.length);
  const weights = [...windows.validating()].map(({ y }) => y.toArray()[HORIZON]);
  expect(weights[0] / weights[1]).toBeGreaterThan(1.5);
});

test("the order of an epoch hangs on seed and epoch alone", () => {
  const order = (seed: number, epoch: number) => numbers(windowsOf().shuffled(new Generator(seed), epoch));
  expect(order(1, 2)).toEqual(order(1, 2));
  expect(order(1, 2)).not.toEqual(order(1, 3));
  expect(order(1, 2)).not.toEqual(order(2, 2));
});

test("few rows have too few windows", () => {
  const few = new TuningWindows(looks, HORIZON, {
    training: { values, originsOf: () => origins(20, 30) },
    validation: undefined,
    rows: 30,
    beginOf: () => 0,
  });
  expect([few.suffice, windowsOf().suffice]).toEqual([false, true]);
});
