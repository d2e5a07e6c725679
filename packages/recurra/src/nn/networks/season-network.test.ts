import { afterEach, expect, test } from "vitest";
import { Generator, withSeed } from "../../core/random.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { cellNames } from "../../words/cells.ts";
import { ANCHORS, PLACES, SEASONS_AHEAD, SEASONS_BACK, seasonLayout, seasonRowsOf } from "./season-layout.ts";
import { SeasonNetwork, type SeasonNetworkOptions } from "./season-network.ts";

const made: SeasonNetwork[] = [];
afterEach(() => {
  for (const network of made.splice(0)) network.dispose();
});

const draws = new Generator(3).stream("season network");

function networkOf(options: Partial<SeasonNetworkOptions> = {}): SeasonNetwork {
  const network = withSeed(1, () => new SeasonNetwork({ cell: "gru", hiddenSize: 12, quantiles: 3, ...options }));
  made.push(network);
  return network;
}

function inputOf(batch: number, rows: number): { values: Float32Array; x: Tensor } {
  const { end } = seasonLayout(rows);
  const values = Float32Array.from({ length: batch * end }, (_, i) => draws.normal(i));
  return { values, x: tensor(values, [batch, end]) };
}

/** The place of output row `row` at a season of `rows` rows, where there are at least PLACES of them. */
const placeAt = (row: number, rows: number) => ((row + 0.5) * PLACES) / rows - 0.5;

test("a layout tells the rows of its season by its length", () => {
  for (const rows of [2, 7, 24, 168]) expect(seasonRowsOf(seasonLayout(rows).end)).toBe(rows);
});

test("untrained, the median is the last season, and quantiles lie around it in order", () => {
  for (const cell of cellNames) {
    const out = networkOf({ cell }).forward(inputOf(2, 7).x);
    expect(out.shape).toEqual([2, 14, 3]);
    const step = Math.log(1 + Math.exp(-1));
    out.toArray().forEach((value, i) => {
      expect(value).toBeCloseTo([-step, 0, step][i % 3]!, 6);
    });
  }
});

test("weights of past seasons add those seasons, at each row its own, and gates draw to levels", () => {
  const network = networkOf({ quantiles: 1 });
  const rows = 30;
  const { values, x } = inputOf(1, rows);
  const layout = seasonLayout(rows);
  const bias = new Float32Array(network.head.outFeatures);
  // The third season back counts a half; gates to level 1 rise with the place.
  bias[bias.length - SEASONS_BACK + 2] = 0.5;
  for (let p = 0; p < PLACES; p++) bias[PLACES * (1 + 1) + p] = p / 10;
  network.head.bias!.value = bias;
  const out = network.forward(x).toArray();
  for (let row = 0; row < SEASONS_AHEAD * rows; row++) {
    const past = values[layout.past + 2 * rows + (row % rows)]!;
    const anchor = values[layout.anchors + 1 * SEASONS_AHEAD * rows + row]!;
    // Between the last place of a season and the first of the next the gate falls back.
    const at = Math.min(2 * PLACES - 1, Math.max(0, placeAt(row, rows)));
    const low = Math.min(2 * PLACES - 2, Math.floor(at));
    const gate = ((low % PLACES) * (1 - (at - low)) + ((low + 1) % PLACES) * (at - low)) / 10;
    expect(out[row]).toBeCloseTo(0.5 * past + gate * anchor, 4);
  }
});

test("the skip leads from the last rows to places, and can be left out, as gates can", () => {
  const network = networkOf({ quantiles: 1 });
  const { values, x } = inputOf(1, PLACES);
  const weight = new Float32Array(network.skip!.weight.size);
  weight[5 * PLACES + 3] = 2; // of place 5 on the fourth of the last rows
  network.skip!.weight.value = weight;
  const out = network.forward(x).toArray();
  const { near } = seasonLayout(PLACES);
  expect(out[5]).toBeCloseTo(2 * values[near + 3]!, 5);
  expect(out.filter((value) => value !== 0)).toHaveLength(1);
  const bare = networkOf({ gates: false, skip: false });
  expect(bare.skip).toBeNull();
  expect(bare.head.outFeatures).toBe(networkOf().head.outFeatures - ANCHORS * PLACES);
});

test("a batch is its samples one by one", () => {
  const network = networkOf();
  network.head.weight.value = Float32Array.from(
    { length: network.head.weight.size },
    (_, i) => 0.1 * draws.normal(9000 + i),
  );
  const { values } = inputOf(3, 5);
  const { end } = seasonLayout(5);
  const all = network.forward(tensor(values, [3, end])).toArray();
  for (let i = 0; i < 3; i++) {
    const one = network.forward(tensor(values.slice(i * end, (i + 1) * end), [1, end])).toArray();
    one.forEach((value, at) => {
      expect(value).toBeCloseTo(all[i * one.length + at]!, 5);
    });
  }
});
