import { readFileSync } from "node:fs";
import { Model, noGrad, tensor } from "recurra";
import type { Layer } from "recurra/nn";
import { expect, test } from "vitest";
import { finished, type LabProgress } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { DirectionClassifier } from "./classifier.ts";
import { readDirection } from "./data.ts";
import { direction } from "./direction.ts";

type Settings = ReturnType<typeof settingsOf<typeof direction.options>>;

const aapl = {
  name: "aapl.csv",
  text: readFileSync(new URL("../../../../examples/data/aapl.csv", import.meta.url), "utf8"),
};
const quick = { hidden: 4, epochs: 2, batch: 64 };

/** Runs on few days; a window of the past has all that is to be known here. */
function run(given: Partial<Settings>, file = aapl, seen?: (progress: LabProgress) => void) {
  return finished(direction.start(settingsOf(direction.options, given), { file }), seen);
}

/** A price that falls after it rose twice, and rises else: the last changes tell the next one. */
function pattern(days: number) {
  const lines = Array.from({ length: days }, (_, i) => {
    const date = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    return `${date},${1000 + ((i * 31) % 17)},${100 + [0, 1, 2][i % 3]},${100 + [0, 1, 2][i % 3]}`;
  });
  return { name: "pattern.csv", text: ["Date,Volume,Open,Close", ...lines].join("\n") };
}

test("on the bundled file it calls every day of the last year, and calls a result within chance by that name", async () => {
  const seen: LabProgress[] = [];
  const { results, summary, report, model } = await run(quick, aapl, (progress) => seen.push(progress));
  expect(seen.map(({ phase, epoch, epochs }) => `${phase} ${epoch}/${epochs}`)).toEqual([
    "LSTM, 3 days 1/2",
    "LSTM, 3 days 2/2",
    "LSTM, 4 days 1/2",
    "LSTM, 4 days 2/2",
  ]);
  expect(results).toMatchObject({
    outcome: "chance",
    baseClass: "up",
    baseRate: 133 / 252,
    parts: {
      training: { days: 819, from: "2013-05-13", to: "2016-08-10" },
      validation: { days: 189, from: "2016-08-11", to: "2017-05-11" },
      test: { days: 252, from: "2017-05-12", to: "2018-05-11", up: 133 },
    },
  });
  expect(report.verdict).toMatchObject({ tone: "even", outcome: 'Chance: no better than always "up"' });
  expect(report.verdict?.sentences[0]).toBe(
    'Neither network is shown to differ from saying "up" every day, which is right on 52.8% of 252 test days: the base rate.',
  );
  expect(report.verdict?.sentences[1]).toMatch(/^LSTM, 3 days: right on \d\d\.\d% of the days/);
  expect(summary.map((block) => block.kind === "table" && block.caption)).toEqual([
    "Calls of 252 test days",
    'Probabilities of "up" on the same days',
  ]);
  expect(model).toBeUndefined();
});

test("numbers, tables and pictures tell of the same calls", async () => {
  const { results, summary, report } = await run({ ...quick, lengths: [5] });
  const [window] = results.windows as { accuracy: number; confusion: number[][]; auc: number; accuracyLow: number }[];
  const [[a, b], [c, d]] = window.confusion;
  expect(a + b + c + d).toBe(252);
  expect(c + d).toBe(133);
  expect(window.accuracy).toBeCloseTo((a + d) / 252, 14);
  const [calls, probabilities] = summary;
  if (calls.kind !== "table" || probabilities.kind !== "table") throw new Error("the summary is two tables");
  expect(calls.rows[0].cells.slice(0, 2)).toEqual(["LSTM, 5 days", `${(100 * window.accuracy).toFixed(1)}%`]);
  expect(probabilities.rows[0].cells[1]).toBe(window.auc.toFixed(3));
  const blocks = report.sections.flatMap((section) => section.blocks);
  const bars = blocks.find((block) => block.kind === "bars");
  expect(bars?.bars[0]).toMatchObject({ value: 100 * window.accuracy, low: 100 * window.accuracyLow });
  expect(bars?.rule?.value).toBeCloseTo((100 * 133) / 252, 12);
  const heat = blocks.find((block) => block.kind === "heat");
  expect(heat?.grids[0].rows).toEqual(window.confusion);
  const roc = blocks.find((block) => block.kind === "lines" && block.square === true);
  expect(roc?.kind === "lines" && roc.lines[1].label).toBe(`LSTM, 5 days: area ${window.auc.toFixed(3)}`);
});

test("a rule that the past tells is found, and named as better than the base rate", async () => {
  const { results, report } = await run(
    { columns: ["Close"], lengths: [3], hidden: 8, epochs: 12, batch: 16, learningRate: 0.02 },
    pattern(300),
  );
  expect(results).toMatchObject({ outcome: "better", outsideTrainingRange: 0 });
  expect(results.windows).toMatchObject([{ accuracy: 1, auc: 1, aucLow: null }]);
  expect(report.verdict).toMatchObject({ tone: "good", outcome: 'Better than always "up"' });
  expect(report.verdict?.sentences).toEqual([
    'LSTM, 3 days: better than saying "up" every day, which is right on 66.7% of 60 test days: the base rate (p below 0.05).',
    "LSTM, 3 days: right on 100.0% of the days; its 95% interval, 94.0% to 100.0%, does not hold the base rate. On the " +
      '20 days on which it differs from "up" it was right 20 times (p < 0.001): better. The area under its ROC curve is ' +
      "1.000; there is no interval to it.",
  ]);
});

test("the evidence that one network needs is not enough for one of two", async () => {
  const outcome = async (lengths: readonly number[]) => {
    const { results } = await run({ hidden: 4, epochs: 3, learningRate: 0.02, seed: 23, features: "changes", lengths });
    return (results.windows as { p: number; outcome: string }[])[lengths.length - 1];
  };
  const [alone, besideAnother] = [await outcome([4]), await outcome([3, 4])];
  expect(besideAnother.p).toBe(alone.p);
  expect(alone.p).toBeLessThan(0.05);
  expect(alone.outcome).not.toBe("chance");
  expect(besideAnother.outcome).toBe("chance");
});

test("the same seed gives the same numbers, another seed others", async () => {
  const settings = { ...quick, lengths: [3], epochs: 1 };
  const [first, second, third] = [await run(settings), await run(settings), await run({ ...settings, seed: 1 })];
  expect(second.results).toEqual(first.results);
  expect(second.model).toEqual(first.model);
  expect(third.results.windows).not.toEqual(first.results.windows);
});

test.each([
  { cell: "rnn", layers: 1, bidirectional: false, dropout: 0 },
  { cell: "gru", layers: 2, bidirectional: true, dropout: 0.2 },
] as const)("it learns with any network, such as $layers layers of $cell", async (chosen) => {
  const { model, results } = await run({ ...quick, ...chosen, lengths: [2], epochs: 1, features: "changes" });
  const { network, facts } = Model.load(model!);
  const weights = network.stateDict();
  expect(weights["head.weight"].shape).toEqual([1, chosen.bidirectional ? 8 : 4]);
  expect(Object.keys(weights)).toContain(`recurrent.weight_ih_l${chosen.layers - 1}`);
  expect(facts).toMatchObject({ lab: "direction", lookback: 2, settings: chosen });
  const own = new DirectionClassifier(facts.columns!.length, { ...settingsOf(direction.options, quick), ...chosen });
  own.loadStateDict(weights);
  own.eval();
  const x = tensor(
    Float32Array.from({ length: 6 * facts.columns!.length }, (_, i) => (i % 7) - 3),
    [3, 2, facts.columns!.length],
  );
  expect(noGrad(() => (network as Layer).forward(x).toArray())).toEqual(noGrad(() => own.forward(x).toArray()));
  const { scales } = readDirection(
    aapl,
    settingsOf(direction.options, { ...quick, ...chosen, lengths: [2], features: "changes" }),
  );
  expect(facts.scales).toEqual(scales);
  expect(results.windows).toMatchObject([{ epochs: 1, bestEpoch: 1 }]);
});

test("training stops after `patience` epochs without a lower validation loss, and says which epoch was kept", async () => {
  const { results } = await run({ lengths: [3], hidden: 4, patience: 1, epochs: 30, learningRate: 0.05 });
  const [{ epochs, bestEpoch, validationLoss }] = results.windows as {
    epochs: number;
    bestEpoch: number;
    validationLoss: number[];
  }[];
  expect(epochs).toBe(bestEpoch + 1);
  expect(validationLoss[bestEpoch - 1]).toBe(Math.min(...validationLoss));
});

test("a signal ends the run", async () => {
  const stop = new AbortController();
  const steps = direction.start(settingsOf(direction.options, quick), { file: aapl, signal: stop.signal });
  await steps.next();
  stop.abort(new Error("enough"));
  await expect(finished(steps)).rejects.toThrow("enough");
});

test("settings and data are checked before anything is trained", () => {
  expect(() => direction.start(settingsOf(direction.options, { dropout: 0.5 }), { file: aapl })).toThrow(
    "dropout 0.5 acts between layers, but there is one.",
  );
  expect(() => direction.start(settingsOf(direction.options))).toThrow("the lab needs a file of daily prices");
});
