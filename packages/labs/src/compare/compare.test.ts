import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { finished, type LabFile, type LabProgress } from "../lab.ts";
import { settingsOf } from "../options.ts";
import { priceFile, swinging } from "../price-file.fixture.ts";
import { type CompareSettings, compare } from "./compare.ts";

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
  const { results, summary, report } = await run(quick, aapl, ({ phase, validationLoss }) => {
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
    /All 91 test days lie above every price of the training days\. On them the predictions are, in the mean, between .* too low and .* too (low|high), depending on the network\. A remedy to try: measure each window from its last price \(the option relative\)\.$/,
  );
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
