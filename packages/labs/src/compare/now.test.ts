import { readFileSync } from "node:fs";
import type { BarsBlock, LinesBlock } from "@recurra/report";
import { noGrad, withSeed } from "recurra";
import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import { readComparison } from "./data.ts";
import { NextPrice } from "./networks.ts";
import { NetworksNow } from "./now.ts";
import { options } from "./settings.ts";

const settings = { ...settingsOf(options), hidden: 4, layers: 1 };
const text = readFileSync(new URL("../../../../examples/data/aapl.csv", import.meta.url), "utf8");
const data = readComparison({ name: "aapl.csv", text }, settings);

function draw(now: NetworksNow, ahead: number): readonly [LinesBlock, BarsBlock] {
  return now.draw(ahead) as [LinesBlock, BarsBlock];
}

test("one day ahead the picture has what the test scores, and further ahead a network reads its own predictions", () => {
  const model = withSeed(1, () => new NextPrice("gru", settings));
  const now = new NetworksNow(data, settings.lookback);
  now.learn("GRU", model);
  const [{ x }] = data.windows.test.batches(data.windows.test.length);
  const scored = data.priceOf(noGrad(() => model.forward(x).toArray())).slice(-40);
  const [one] = draw(now, 1);
  for (const [i, price] of scored.entries()) expect(one.lines[2].y[i]).toBeCloseTo(price, 3);
  expect(one.lines[1].y).toEqual(Array.from(data.actual.slice(data.rows.end - 41, data.rows.end - 1)));
  const [three] = draw(now, 3);
  expect(three.lines[1].y).toEqual(Array.from(data.actual.slice(data.rows.end - 43, data.rows.end - 3)));
  expect(three.lines[2].y).not.toEqual(one.lines[2].y);
  model.dispose();
});

test("all networks that have learned have their errors, beside that of the price before", () => {
  const now = new NetworksNow(data, settings.lookback);
  const models = (["rnn", "gru"] as const).map((name) => withSeed(1, () => new NextPrice(name, settings)));
  now.learn("RNN", models[0]);
  now.rest();
  now.learn("GRU", models[1]);
  const [lines, bars] = draw(now, 5);
  expect(lines.title).toBe("The last 40 test days, 5 days ahead, as the GRU predicts them now");
  expect(bars.bars.map(({ label }) => label)).toEqual(["RNN", "GRU", "the price 5 days before"]);
  for (const model of models) model.dispose();
});
