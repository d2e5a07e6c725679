import type { HeatBlock } from "@recurra/report";
import { Model, noGrad, tensor } from "recurra";
import { SeasonNetwork, SeasonView } from "recurra/pretrained";
import { expect, test } from "vitest";
import { finished } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { madeBatches, makeOne, readLooked, SEASONS } from "./data.ts";
import { lookInside } from "./inside.ts";
import { madeSeriesLab as lab } from "./made-series.ts";
import { judge } from "./verdict.ts";

const days = Array.from({ length: 60 }, (_, t) => {
  const day = new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10);
  return `${day},${20 + (t % 7) * 3 + ((t * 5) % 3) / 10}`;
});
const file = { name: "visits.csv", text: `day,visits\n${days.join("\n")}\n` };
const small = settingsOf(lab.options, { epochs: 2, batch: 4, hidden: 6, unseen: 8 });
const seen: string[] = [];
const all = await finished(lab.start(small, { file }), ({ phase, epoch, epochs }) =>
  seen.push(`${phase} ${epoch}/${epochs}`),
);

test("it trains on series of its own, and scores others beside answers that need no training", () => {
  expect(seen).toEqual(["GRU 6 1/2", "GRU 6 2/2"]);
  expect(all.results.drawn).toBe(2 * 50 * 4);
  const [{ methods, samples }] = all.scores;
  expect(samples).toBe(8);
  expect(methods.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    "network: model",
    "last season: naive",
    "ridge on the series itself: naive",
  ]);
  for (const { values } of methods) expect(values[0]).toBeGreaterThan(0);
  expect(all.report.verdict!.sentences[0]).toMatch(
    /^From 400 series that never existed the network learned to forecast 8 others/,
  );
  expect(Model.load(all.model!).network).toBeInstanceOf(SeasonNetwork);
});

test("no series of the test is one of the training", () => {
  const of = (seed: number) => [...makeOne(seed, 0, 7).known].join();
  expect(of(0)).not.toBe(of(1_000_003));
});

test("the same seed gives the same result, another one another", async () => {
  const again = await finished(lab.start(small, { file, threads: 2 }));
  expect(again.results).toEqual(all.results);
  expect(again.model).toEqual(all.model);
  const other = await finished(lab.start({ ...small, seed: 1 }, { file }));
  expect(other.results.unseen).not.toEqual(all.results.unseen);
});

test("batches are of one season each, targets from the last season, and far ones weigh less", () => {
  const widths = new Set<number>();
  for (const { x, y } of madeBatches({ seed: 3, batch: 5 }, 1, 12)) {
    const [count, width] = y.shape;
    expect([count, x.shape[0]]).toEqual([5, 5]);
    widths.add((width - 1) / 2);
    const values = y.toArray();
    for (let i = 0; i < 5; i++) {
      const own = values.subarray(i * width, (i + 1) * width - 1);
      const naive = own.reduce((sum, value) => sum + Math.abs(value), 0) / own.length;
      if (own.every((value) => Math.abs(value) < 100)) {
        expect(values[(i + 1) * width - 1]).toBeCloseTo(1 / (0.7 + 0.3 * Math.min(8, naive)), 4);
      }
    }
  }
  expect([...widths].sort((a, b) => a - b)).toEqual([7, 12, 24]);
  expect(SEASONS).toContain(undefined);
});

test("what a forecast is made of is read from the network: weights, gates, and the rest add up to the median", () => {
  const network = new SeasonNetwork({ cell: "gru", hiddenSize: 6, quantiles: 9 });
  network.head.weight.value = network.head.weight.value.map((_, i) => Math.sin(i));
  network.head.bias!.value = network.head.bias!.value.map((_, i) => (i >= 24 * 9 ? 0.1 : i < 24 ? 0 : -1));
  const looked = { name: "a", column: "b", season: 24, values: makeOne(1, 2, 24).known };
  const { weights, gates, forecast } = lookInside(network, looked);
  const view = new SeasonView(24);
  const x = new Float32Array(view.layout.end);
  const { season, unit } = view.write(looked.values, looked.values.length, x, 0);
  const { past, anchors, context, near } = view.layout;
  const state = noGrad(() => network.forward(tensor(x, [1, x.length])).toArray());
  expect(forecast[5]).toBeCloseTo(season[5] + unit * state[5 * 9 + 4], 6);
  // Places are rows where a season has 24 of them.
  const pull = (k: number, row: number): number =>
    weights[k].reduce((sum, weight, j) => sum + weight * x[past + j * 24 + row], 0) +
    gates.reduce((sum, level, l) => sum + level[k * 24 + row] * x[anchors + l * 48 + k * 24 + row], 0);
  const without = new SeasonNetwork({ cell: "gru", hiddenSize: 6, quantiles: 9 });
  for (const [name, parameter] of network.namedParameters()) {
    without.namedParameters().find(([other]) => other === name)![1].value = parameter.value;
  }
  const cleared = (values: Float32Array, width: number) => values.map((value, i) => (i >= 24 * 9 * width ? 0 : value));
  without.head.weight.value = cleared(network.head.weight.value, 6);
  without.head.bias!.value = cleared(network.head.bias!.value, 1);
  const rest = noGrad(() => without.forward(tensor(x, [1, x.length])).toArray());
  for (const [k, row] of [
    [0, 3],
    [1, 17],
  ] as const) {
    const at = (k * 24 + row) * 9 + 4;
    expect(state[at]).toBeCloseTo(rest[at] + pull(k, row), 3);
  }
  expect([context, near].every((at) => at > 0)).toBe(true);
});

test("the report shows them for a file of one's own, and nothing of a file where there is none", async () => {
  const heats = all.report.sections
    .flatMap(({ blocks }) => blocks)
    .filter((one): one is HeatBlock => one.kind === "heat");
  expect(heats.map(({ grids }) => grids[0].rows.map((row) => row.length))).toEqual([
    [16, 16],
    [48, 48, 48, 48],
  ]);
  expect(all.results.file).toMatchObject({ column: "visits", season: 7 });
  const alone = await finished(lab.start(small));
  expect(alone.results.file).toBeNull();
  expect(alone.results.unseen).toEqual(all.results.unseen);
  expect(alone.report.sections.map(({ heading }) => heading)).toEqual([
    "Series that never existed",
    "The training",
    "On series that it has not seen",
  ]);
});

test("a file without the column, or with too few rows, is refused before any training", () => {
  expect(() => lab.start({ ...small, column: "sold" }, { file })).toThrow('no column "sold"');
  const short = { name: "short.csv", text: "a\n1\n2\n3\n" };
  expect(() => lab.start(small, { file: short })).toThrow('column "a" has 3 rows behind its last missing cell');
  expect(readLooked(undefined, "")).toBeUndefined();
});

test("the verdict goes by chance: the same errors are even, smaller ones better, larger ones worse", () => {
  const errors = Float64Array.from({ length: 40 }, (_, i) => 1 + (i % 5) / 10);
  const answered = (factor: number) => ({
    name: "x",
    errors: errors.map((error, i) => error * factor + (i % 3) / 100),
  });
  const unseen = (own: number) =>
    judge({
      ...({ drawn: 1 } as Parameters<typeof judge>[0]),
      unseen: { made: [], forecasts: [], network: answered(own), lastSeason: answered(1), ridge: answered(0.9) },
    }).tone;
  expect([unseen(0.5), unseen(0.9), unseen(2)]).toEqual(["good", "even", "bad"]);
});
