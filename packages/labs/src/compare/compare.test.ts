import { readFileSync } from "node:fs";
import { Adam, mseLoss, withSeed } from "recurra";
import { expect, test } from "vitest";
import { finished, type LabFile, type LabProgress } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { priceFile, swinging } from "../prices/price-file.fixture.ts";
import { compare } from "./compare.ts";
import { readComparison } from "./data.ts";
import { NextPrice } from "./networks.ts";
import type { CompareSettings } from "./settings.ts";

const quick = { hidden: 4, layers: 1, epochs: 2, batch: 50 };

function run(given: Partial<CompareSettings>, file: LabFile, seen?: (progress: LabProgress) => void) {
  return finished(compare.start(settingsOf(compare.options, given), { file }), seen);
}

const aapl: LabFile = {
  name: "aapl.csv",
  text: readFileSync(new URL("../../../../examples/data/aapl.csv", import.meta.url), "utf8"),
};

test("the bundled file, for few epochs: six networks in turn, persistence in the same table, parts by the file's years", async () => {
  const phases = new Set<string>();
  const { results, summary, remedies, report } = await run(quick, aapl, ({ phase, validationLoss }) => {
    phases.add(phase);
    expect(validationLoss).toBeGreaterThan(0);
  });
  const titles = ["RNN (ReLU)", "LSTM", "GRU", "bidirectional RNN (ReLU)", "bidirectional LSTM", "bidirectional GRU"];
  expect([...phases]).toEqual(titles);
  expect(results).toMatchObject({
    column: "High",
    rows: 1260,
    missingCells: {},
    missingRows: 0,
    duplicateRows: 0,
    training: { from: "2013-05-13", to: "2017-01-26", days: 935 },
    validation: { from: "2017-01-27", to: "2017-12-29", days: 234 },
    test: { from: "2018-01-02", to: "2018-05-11", days: 91 },
  });
  expect((results.persistence as { rmse: number }).rmse).toBeCloseTo(2.435021, 5);
  expect(JSON.stringify(results)).not.toContain("seconds");
  expect(summary[0].kind === "text" && summary[0].text).toBe(
    "Column `High` of aapl.csv: 1,260 rows, 0 without a value, 0 repeated; missing cells: none in any column; training 2013-05-13 to " +
      "2017-01-26 (935 days), validation 2017-01-27 to 2017-12-29 (234 days), test 2018-01-02 to 2018-05-11 (91 days).",
  );
  const table = summary[1];
  expect(table.kind === "table" && table.rows.map(({ cells }) => cells[0])).toEqual([...titles, "yesterday's price"]);
  expect(table.kind === "table" && table.rows[6]).toMatchObject({ role: "naive", best: [1] });
  expect(table.kind === "table" && table.rows[6].cells[1]).toBe("2.4350");
  expect(table.kind === "table" && table.rows[0].cells.slice(2)).toEqual([
    expect.stringMatching(/^\+\d+\.\d%$/),
    "< 0.001",
    "33",
    "2 (2)",
    expect.stringMatching(/^\d+\.\d$/),
  ]);
  expect(report.verdict).toMatchObject({ tone: "bad", outcome: "No network is better than yesterday's price" });
  expect(report.verdict?.sentences[0]).toBe("Repeating yesterday's High has an RMSE of 2.4350 on the test days.");
  expect(report.verdict?.sentences[1]).toMatch(/^Worse: RNN \(ReLU\) \(\d.*\), .*bidirectional GRU \(\d.*\)\.$/);
  expect(report.verdict?.sentences.join(" ")).toMatch(
    /All 91 test days lie above every price of the training days\. On them the predictions are, in the mean, between .* too low and .* too (low|high), depending on the network\.$/,
  );
  expect(remedies).toEqual([["measure each window from its last price with ", { option: "relative", value: true }]]);
  expect(report.sections.map(({ heading }) => heading)).toEqual(["The data", "Training", "The test", "Predictions"]);
});

test("a pattern that prices repeat is learnt, and a network that learns it is better than yesterday's price", async () => {
  const settings = {
    networks: ["gru"],
    hidden: 12,
    layers: 1,
    lookback: 12,
    epochs: 12,
    batch: 10,
    learningRate: 0.01,
  };
  const { report, results } = await run(settings, priceFile(swinging(500), "High"));
  expect(report.verdict).toMatchObject({ tone: "good", outcome: "Better than yesterday's price" });
  expect(results.networks).toMatchObject({ gru: { outcome: "better", daysLate: 0 } });
});

test("measured from the last price, prices beyond all that was learnt are as near as others", async () => {
  const rising = priceFile(
    Array.from({ length: 500 }, (_, i) => 100 + i + ((i * 7) % 3)),
    "High",
  );
  const settings = { ...quick, networks: ["lstm"], epochs: 5, batch: 10 };
  const error = async (relative: boolean) =>
    ((await run({ ...settings, relative }, rising)).results.networks as Record<string, { rmse: number }>).lstm.rmse;
  const [absolute, measured] = [await error(false), await error(true)];
  expect(absolute).toBeGreaterThan(20);
  expect(measured).toBeLessThan(5);
});

test("training stops when the validation loss has not fallen for `patience` epochs, and keeps the best epoch", async () => {
  const settings = { ...quick, networks: ["lstm"], epochs: 60, patience: 2, learningRate: 0.2 };
  const { results } = await run(settings, priceFile(swinging(500), "High"));
  const { epochs, bestEpoch, validationLoss } = (results.networks as Record<string, Record<string, number & number[]>>)
    .lstm;
  expect(epochs).toBeLessThan(60);
  expect(bestEpoch).toBe(epochs - 2);
  expect(Math.min(...(validationLoss as number[]))).toBe((validationLoss as number[])[bestEpoch - 1]);
});

test("the same seed gives the same results, whatever runs beside; another one others", async () => {
  const file = priceFile(swinging(400), "High");
  const of = async (given: Partial<CompareSettings>) =>
    ((await run({ ...quick, ...given }, file)).results.networks as Record<string, { predictions: number[] }>).gru
      .predictions;
  const first = await of({ networks: ["gru"] });
  expect(await of({ networks: ["lstm", "gru"] })).toEqual(first);
  expect(await of({ networks: ["gru"], seed: 1 })).not.toEqual(first);
});

test("an epoch is the loop that one writes by hand: squared errors, Adam, windows in the order of time", async () => {
  const file = priceFile(swinging(400), "High");
  const given = settingsOf(compare.options, { ...quick, epochs: 1, networks: ["gru"] });
  const { results } = await run(given, file);
  const { windows } = readComparison(file, given);
  const model = withSeed(given.seed, () => new NextPrice("gru", given));
  const adam = new Adam(model.parameters(), { learningRate: given.learningRate });
  let total = 0;
  for (const { x, y } of windows.training.batches(given.batch)) {
    model.zeroGrad();
    const loss = mseLoss(model.forward(x), y.reshape([-1, 1]));
    total += loss.item() * x.shape[0];
    loss.backward();
    adam.step();
  }
  model.dispose();
  const { gru } = results.networks as unknown as Record<string, { trainLoss: number[] }>;
  expect(gru.trainLoss[0]).toBeCloseTo(total / windows.training.length, 6);
});

test("prices from the validation on change nothing that is learnt, relative or not", async () => {
  const prices = swinging(400);
  const later = prices.map((price, day) => (day < 320 ? price : 2 * price));
  for (const relative of [false, true]) {
    const losses = [];
    for (const given of [prices, later]) {
      const { results } = await run(
        { ...quick, epochs: 1, networks: ["gru"], relative, testFrom: "2019-06-01" },
        priceFile(given, "High"),
      );
      expect(results.validation).toMatchObject({ from: expect.stringMatching(/^2019-0[23]/) });
      losses.push((results.networks as unknown as Record<string, { trainLoss: number[] }>).gru.trainLoss);
    }
    expect(losses[1]).toEqual(losses[0]);
  }
});

test("the evidence that one network needs is not enough for one of two", async () => {
  const outcome = async (networks: readonly string[]) => {
    const given = { ...quick, epochs: 1, learningRate: 0.02, relative: true, seed: 17, networks };
    const { results } = await run(given, priceFile(swinging(400), "High"));
    return (results.networks as unknown as Record<string, { p: number; outcome: string }>).gru;
  };
  const [alone, besideAnother] = [await outcome(["gru"]), await outcome(["gru", "lstm"])];
  expect(besideAnother.p).toBe(alone.p);
  expect([alone.outcome, besideAnother.outcome]).toEqual(["better", "even"]);
});

test("what cannot be used is refused before the run is iterated over", () => {
  const start = (given: Partial<CompareSettings>, file = priceFile(swinging(400), "High")) =>
    compare.start(settingsOf(compare.options, given), { file });
  expect(() => start({ networks: ["elman"] })).toThrow("networks must be some of rnn, lstm,");
  expect(() => start({ layers: 1, dropout: 0.5 })).toThrow("dropout 0.5 acts between layers, but there is one.");
  expect(() => start({ testFrom: "2021" })).toThrow(
    "the test is to be 2021-01-01 to 2021-12-31, but the file has 400 days",
  );
  expect(() => start({}, priceFile(swinging(400)))).toThrow('the lab needs a column "High", but the file has "Close".');
  expect(() => compare.start(settingsOf(compare.options))).toThrow("the lab needs a file of daily prices");
});
