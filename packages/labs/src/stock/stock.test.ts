import { readFileSync } from "node:fs";
import { Adam, clipGradNorm, type EncoderDecoder, Model, mseLoss, withSeed } from "recurra";
import { expect, test } from "vitest";
import { finished, type LabFile, type LabProgress } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { priceFile, swinging } from "../prices/price-file.fixture.ts";
import { readStock } from "./data.ts";
import { PriceModel } from "./price-model.ts";
import type { StockSettings } from "./settings.ts";
import { stock } from "./stock.ts";

const quick = { lookback: 5, horizon: 2, testDays: 20, hidden: 4, epochs: 3, batch: 32 };

function run(given: Partial<StockSettings>, file: LabFile, seen?: (progress: LabProgress) => void) {
  return finished(stock.start(settingsOf(stock.options, given), { file }), seen);
}

const aapl: LabFile = {
  name: "aapl.csv",
  text: readFileSync(new URL("../../../../examples/data/aapl.csv", import.meta.url), "utf8"),
};

test("the bundled file, for few epochs: persistence over the last 100 days, each protocol beside its rivals", async () => {
  const seen: string[] = [];
  const { results, summary, remedies, report } = await run({ hidden: 4, epochs: 2 }, aapl, ({ phase, epoch, epochs }) =>
    seen.push(`${phase} ${epoch}/${epochs}`),
  );
  expect(seen).toEqual(["LSTM of 4 units 1/2", "LSTM of 4 units 2/2"]);
  expect(results).toMatchObject({
    column: "Close",
    training: { from: "2013-05-13", to: "2017-12-15", days: 1160 },
    test: { from: "2017-12-18", to: "2018-05-11", days: 100 },
    teacherForced: { outcome: "worse" },
  });
  const { teacherForced, freeRunning } = results as Record<string, Record<string, { rmse: number }>>;
  expect(teacherForced.persistence.rmse).toBeCloseTo(2.82987, 5);
  expect(freeRunning.held.rmse).toBeCloseTo(6.7591, 5);
  expect(freeRunning.drift.rmse).toBeCloseTo(9.09976, 5);
  expect(summary[0]).toEqual({
    kind: "text",
    text: "Column `Close` of aapl.csv; the test is 2017-12-18 to 2018-05-11.",
  });
  const table = summary[1];
  expect(table.kind === "table" && table.rows.map(({ cells, role }) => [role, cells[0], cells[1]])).toEqual([
    ["model", "LSTM, teacher-forced", "the day before"],
    ["naive", "yesterday's price", "the day before"],
    ["model", "LSTM, window by window", "1 to 5 days before"],
    ["naive", "last price, held", "1 to 5 days before"],
    ["model", "LSTM, free-running", "2017-12-15"],
    ["naive", "last price, held", "2017-12-15"],
    ["naive", "last price, drift", "2017-12-15"],
  ]);
  expect(table.kind === "table" && table.rows[1].cells[3]).toBe("2.8299");
  expect(report.verdict?.outcome).toBe("Worse than yesterday's price");
  expect(report.verdict?.tone).toBe("bad");
  const [oneDay, ...others] = report.verdict!.sentences;
  expect(oneDay).toMatch(
    /^One day ahead, teacher-forced, the RMSE of the LSTM of 4 units is \d.*; that of repeating yesterday's price is 2\.8299 \(Diebold-Mariano on squared errors over 100 days: p [<=] 0\.\d+\)\.$/,
  );
  expect(others.join(" ")).toMatch(
    /29 of the 100 test days lie above every price that it has learnt from\. On them its predictions are .* too low in the mean; yesterday's price is .* too (low|high)\./,
  );
  expect(remedies).toEqual([["measure each window from its last price with ", { option: "relative", value: true }]]);
  expect(others[others.length - 1]).toMatch(
    /^Free-running over 100 days its RMSE is .*; holding the last known price gives 6\.7591, drift 9\.0998\. That is one path, which proves nothing either way\.$/,
  );
});

test("errors in normalised units are those in prices, divided by the training days' deviation", async () => {
  const { results, report } = await run(quick, priceFile(swinging(120)));
  const { teacherForced } = results as Record<
    string,
    { rmse: number; mse: number; persistence: { rmse: number; mse: number } }
  >;
  const unit = teacherForced.rmse / Math.sqrt(teacherForced.mse);
  expect(teacherForced.persistence.rmse / Math.sqrt(teacherForced.persistence.mse)).toBeCloseTo(unit, 10);
  const predictions = results.predictions as Record<string, number[]>;
  const squares = predictions.actual.map((actual, day) => (actual - predictions.teacherForced[day]) ** 2);
  expect(Math.sqrt(squares.reduce((sum, one) => sum + one) / 20)).toBeCloseTo(teacherForced.rmse, 10);
  expect(predictions.day).toHaveLength(20);
  expect(report.sections.map(({ heading }) => heading)).toEqual([
    "The data",
    "Training",
    "One day ahead",
    "On its own outputs",
    "The errors",
  ]);
});

test("a pattern that prices repeat is learnt: better than yesterday's price, and free-running better than the last one held", async () => {
  const settings = { ...quick, lookback: 10, hidden: 12, epochs: 25, learningRate: 0.01 };
  const { results, report } = await run(settings, priceFile(swinging(300)));
  expect(report.verdict).toMatchObject({ tone: "good", outcome: "Better than yesterday's price" });
  const { freeRunning } = results as Record<string, { rmse: number; held: { rmse: number } }>;
  expect(freeRunning.rmse).toBeLessThan(freeRunning.held.rmse);
});

test("the same seed gives the same results and weights, another one others; the file holds the settings", async () => {
  const file = priceFile(swinging(100));
  const [first, again, other] = [
    await run(quick, file),
    await run(quick, file),
    await run({ ...quick, seed: 1 }, file),
  ];
  expect(again.results).toEqual(first.results);
  expect(again.model).toEqual(first.model);
  expect(other.model).not.toEqual(first.model);
  const { network, facts } = Model.load(first.model!);
  expect((network as EncoderDecoder).encoder.stateDict().weight_hh_l0.shape).toEqual([16, 4]);
  expect(facts.settings).toMatchObject({ ...quick, column: "Close" });
  expect(facts).toMatchObject({ lab: "stock", columns: ["Close"], seed: 0 });
  expect(facts.scales).toEqual(readStock(file, settingsOf(stock.options, quick)).scale);
});

test("an epoch is the loop that one writes by hand: squared errors, Adam, shuffled windows, gradients clipped to 1", async () => {
  const file = priceFile(swinging(100));
  const given = settingsOf(stock.options, {
    ...quick,
    epochs: 1,
    batch: 8,
    learningRate: 0.05,
    teacherForcing: "always",
  });
  const { results } = await run(given, file);
  const { windows } = readStock(file, given);
  const model = withSeed(given.seed, () => new PriceModel(given));
  const adam = new Adam(model.parameters(), { learningRate: given.learningRate });
  let total = 0;
  for (const { x, y } of windows.batches(given.batch, { seed: given.seed, epoch: 1 })) {
    model.zeroGrad();
    const loss = mseLoss(model.forward(x, { targets: y }), y);
    total += loss.item() * x.shape[0];
    loss.backward();
    clipGradNorm(model.parameters(), 1);
    adam.step();
  }
  model.dispose();
  expect((results.trainLoss as number[])[0]).toBeCloseTo(total / windows.length, 6);
});

test("prices of the test change nothing that is learnt, relative or not", async () => {
  const prices = swinging(100);
  const later = prices.map((price, day) => (day < 80 ? price : 2 * price));
  for (const relative of [false, true]) {
    const [before, after] = [
      await run({ ...quick, testDays: 20, relative }, priceFile(prices)),
      await run({ ...quick, testDays: 20, relative }, priceFile(later)),
    ];
    expect(after.model).toEqual(before.model);
    expect(after.results.teacherForced).not.toEqual(before.results.teacherForced);
  }
});

test("a network that measures from the last price keeps the change that it measures in, in its file", async () => {
  const { model, report } = await run({ ...quick, horizon: 1, testDays: 1, relative: true }, priceFile(swinging(100)));
  const { facts } = Model.load(model!);
  expect((facts.scales as { change: number }).change).toBeGreaterThan(0);
  expect(report.lead).toMatch(/a decoder writes the next one; the test is the last 1 day\.$/);
});

test("every cell, a deeper and bidirectional encoder, and prices measured from the last one, train", async () => {
  const file = priceFile(swinging(100));
  const options = { layers: 2, dropout: 0.2, bidirectional: true, relative: true, teacherForcing: "never" } as const;
  for (const cell of ["rnn", "lstm", "gru"] as const) {
    const { results, report } = await run({ ...quick, ...options, cell }, file);
    expect(JSON.stringify(results)).not.toContain("null");
    expect(report.verdict?.sentences.join(" ")).not.toContain("remedy");
  }
});

test("what cannot be used is refused before the run is iterated over", () => {
  const start = (given: Partial<StockSettings>, file = priceFile(swinging(100))) =>
    stock.start(settingsOf(stock.options, given), { file });
  expect(() => start({})).toThrow(
    "prices.csv: lookback 20, horizon 5 and 100 days for the test need 125 days of prices, but the file has 100 days",
  );
  expect(() => start({ ...quick, column: "High" })).toThrow('the lab needs a column "High", but the file has "Close".');
  expect(() => start({ ...quick, dropout: 0.5 })).toThrow("dropout 0.5 acts between layers, but there is one.");
  expect(() => stock.start(settingsOf(stock.options))).toThrow("the lab needs a file of daily prices");
});

test("it ends when its signal says so", async () => {
  const stop = new AbortController();
  const running = stock.start(settingsOf(stock.options, { ...quick, epochs: 1000 }), {
    file: priceFile(swinging(100)),
    signal: stop.signal,
  });
  await expect(finished(running, () => stop.abort(new Error("enough")))).rejects.toThrow("enough");
});
