import type { ReportDocument, TableBlock } from "@recurra/report";
import { Adam, EncoderDecoder, Model, mseLoss, noGrad, tensor, withSeed } from "recurra";
import { expect, test } from "vitest";
import { finished } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { probability } from "../lab/probability.ts";
import { makeSignal, POINTS, TRAINING } from "./data.ts";
import { signal } from "./signal.ts";

const short = settingsOf(signal.options, { epochs: 3, hidden: 6 });

interface Scores {
  readonly mse: number;
  readonly p: number;
  readonly naive: { readonly lastValue: number; readonly seasonal: number };
}

function block<K extends "lines" | "panels">(report: ReportDocument, kind: K, at: number) {
  const blocks = report.sections.flatMap((section) => section.blocks).filter((one) => one.kind === kind);
  return blocks[at] as Extract<(typeof blocks)[number], { kind: K }>;
}

test("the defaults are those of the exercise", () => {
  expect(settingsOf(signal.options)).toEqual({
    cell: "lstm",
    hidden: 15,
    layers: 1,
    bidirectional: false,
    dropout: 0,
    epochs: 50,
    batch: 5,
    learningRate: 0.01,
    seed: 0,
    inputSteps: 5,
    outputSteps: 2,
    teacherForcing: "always",
    noise: 0.2,
  });
});

test("one step ahead a trained network beats both naive forecasts on the further points, and the lab says so", async () => {
  const seen: string[] = [];
  const settings = settingsOf(signal.options, { epochs: 12 });
  const result = await finished(signal.start(settings), ({ phase, epoch }) => seen.push(`${phase} ${epoch}`));
  expect(seen[0]).toBe("LSTM of 15 units 1");
  expect(seen).toHaveLength(12);
  const { results, report, summary } = result;
  const trainLoss = results.trainLoss as number[];
  expect(results.trainingMse).toBe(trainLoss[11]);
  expect(trainLoss[11]).toBeLessThan(0.08);
  const further = results.further as unknown as { points: number; teacherForced: Scores; windowed: Scores };
  const { mse, naive, p } = further.teacherForced;
  expect(further.points).toBe(2000);
  expect(mse).toBeGreaterThan(0.04);
  expect(mse).toBeLessThan(Math.min(naive.lastValue, naive.seasonal));
  expect(p).toBeLessThan(0.05);
  const held = results.heldOut as unknown as Record<"teacherForced" | "windowed" | "freeRunning", Scores>;
  expect(held.teacherForced.mse).toBeLessThan(held.teacherForced.naive.lastValue);

  expect(report.verdict).toMatchObject({ tone: "good", outcome: "Better than naive, one point ahead" });
  expect(report.verdict!.sentences[1]).toBe(
    `50 points are few: on the 2,000 after them it is ${mse.toFixed(4)}, that of the last value ${naive.lastValue.toFixed(4)}, ` +
      `that of the value 50 points before ${naive.seasonal.toFixed(4)}: that is better than both (${probability(p)}).`,
  );
  expect(report.verdict!.sentences[0]).toMatch(/: that is (no clear advantage|better than both) \(p [=<] 0\.\d+\)\.$/);
  expect(report.verdict!.sentences[3]).toMatch(/ That is one path, which proves nothing either way\.$/);
  expect(report.verdict!.sentences[4]).toBe(
    "The noise has a variance of 0.0400: in the long run no forecast is below it.",
  );
  const [text, heldTable, furtherTable] = summary as [{ text: string }, TableBlock, TableBlock];
  expect(text.text).toBe(
    `Training ended at a mean squared error of ${trainLoss[11].toFixed(4)} (the mean over the last epoch's batches, each ` +
      "before its step).",
  );
  expect(heldTable.caption).toBe("Mean squared error on the 50 held-out points");
  expect(heldTable.columns.map(({ title, unit }) => [title, unit])).toEqual([
    ["", undefined],
    ["teacher forcing", "1 ahead"],
    ["own outputs", "1 to 2 ahead"],
    ["free-running", "1 to 50 ahead"],
  ]);
  expect(heldTable.rows.map(({ cells }) => cells[0])).toEqual([
    "LSTM of 15 units",
    "last value",
    "value 50 points before",
    "the noise alone",
  ]);
  expect(heldTable.rows[0].cells.slice(1)).toEqual(
    [held.teacherForced, held.windowed, held.freeRunning].map((scores) => scores.mse.toFixed(4)),
  );
  expect(furtherTable.caption).toBe("Mean squared error on 2,000 further points");
  expect(furtherTable.rows[0].cells[1]).toBe(mse.toFixed(4));
});

test("a network that has hardly learned is said to be worse than naive", async () => {
  const { report } = await finished(signal.start({ ...short, epochs: 1, learningRate: 1e-5 }));
  expect(report.verdict).toMatchObject({ tone: "bad", outcome: "Worse than a naive forecast" });
  expect(report.verdict!.sentences[1]).toMatch(/: that is worse than the better of the two \(p < 0\.001\)\.$/);
});

test("the report has windows, the moving average of the steps' losses, and the held-out points in three ways", async () => {
  const { report, results } = await finished(signal.start({ ...short, batch: 1944 })); // one step an epoch
  const loss = block(report, "lines", 1);
  const smooth = loss.lines[0].y;
  expect(smooth).toHaveLength(3);
  const trainLoss = results.trainLoss as number[];
  expect(smooth[0]).toBeCloseTo(trainLoss[0], 6);
  expect(smooth[2]).toBeCloseTo((trainLoss[0] + trainLoss[1] + trainLoss[2]) / 3, 6);
  expect(loss.rules).toEqual([{ label: "variance of the noise", y: 0.2 * 0.2 }]);
  expect(block(report, "panels", 0).panels.map(({ title }) => title)).toEqual(["window 1", "window 2", "window 3"]);
  const { panels } = block(report, "panels", 1);
  expect(panels).toHaveLength(6);
  for (const { lines } of panels) {
    expect(lines.map(({ label, x }) => [label, x])).toEqual([
      ["input", [1, 2, 3, 4, 5]],
      ["truth", [6, 7]],
      ["network, teacher forcing", [6, 7]],
    ]);
  }
  const { y } = makeSignal(0.2, 0);
  expect(panels[5].lines[1].y).toEqual(Array.from(y.slice(TRAINING - 2, TRAINING), Math.fround));
  const titles = [2, 3, 4].map((at) => block(report, "lines", at).title);
  expect(titles).toEqual([
    "Teacher forcing: each step reads the true value before it",
    "Window by window: true inputs, then the network's own 2 outputs",
    "Free-running: after the first window it reads only its own outputs",
  ]);
});

test("an epoch is the loop that one writes by hand: squared errors, Adam, teacher forcing, batches in their order", async () => {
  const { results } = await finished(signal.start({ ...short, epochs: 1, batch: 300 }));
  const { y } = makeSignal(0.2, 0);
  const network = withSeed(0, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 6, teacherForcing: 1 }));
  const adam = new Adam(network.parameters(), { learningRate: 0.01 });
  let total = 0;
  for (let batch = 0; batch < 6; batch++) {
    const starts = Array.from({ length: 300 }, (_, i) => 300 * batch + i);
    const points = (from: number, to: number) => starts.flatMap((start) => [...y.slice(start + from, start + to)]);
    const targets = tensor(points(5, 7), [300, 2, 1]);
    network.zeroGrad();
    const loss = mseLoss(network.forward(tensor(points(0, 5), [300, 5, 1]), { targets }), targets);
    total += loss.item();
    loss.backward();
    adam.step();
  }
  network.dispose();
  expect(results.trainingMse).toBeCloseTo(total / 6, 5);
});

test("samples that do not fill a batch are left out of training", async () => {
  const { report, results } = await finished(signal.start({ ...short, batch: 1000 })); // of 1,944
  const loss = block(report, "lines", 1);
  expect(loss.x.label).toBe("training step (1 an epoch)");
  expect(loss.lines[0].y[0]).toBeCloseTo((results.trainLoss as number[])[0], 6);
});

test("a decoder that writes one point has no sentence about its own outputs, and no window is longer than the points", async () => {
  const one = await finished(signal.start({ ...short, epochs: 1, outputSteps: 1 }));
  expect(one.report.lead).toBe(
    "An encoder, LSTM of 6 units, reads 5 points of a noisy signal; a decoder writes the next one.",
  );
  expect(one.report.verdict!.sentences.join(" ")).not.toContain("from its own outputs");
  const many = await finished(signal.start({ ...short, epochs: 1, outputSteps: 60, batch: 100 }));
  const [, held, further] = many.summary as [unknown, TableBlock, TableBlock];
  expect(held.columns.map(({ unit }) => unit).slice(2)).toEqual(["1 to 50 ahead", "1 to 50 ahead"]);
  expect(further.columns[2].unit).toBe("1 to 60 ahead");
});

test("the model's file holds the network whose held-out error is reported", async () => {
  const { model, results } = await finished(signal.start(short));
  const { network: loaded, facts } = Model.load(model!);
  expect(facts).toMatchObject({ lab: "signal", settings: short, lookback: 5, horizon: 2, seed: 0 });
  const network = loaded as EncoderDecoder;
  const { y } = makeSignal(0.2, 0);
  const origins = Array.from({ length: 25 }, (_, i) => TRAINING + 2 * i);
  const rows = (before: number, after: number) => origins.flatMap((o) => [...y.slice(o - before, o + after)]);
  const x = tensor(rows(5, 0), [25, 5, 1]);
  const targets = tensor(rows(0, 2), [25, 2, 1]);
  const loss = noGrad(() => mseLoss(network.forward(x, { targets, teacherForcing: 1 }), targets).item());
  const { teacherForced } = results.heldOut as unknown as { teacherForced: Scores };
  expect(teacherForced.mse).toBeCloseTo(loss, 5);
  expect(origins.at(-1)! + 2).toBe(POINTS);
});

test("the same seed gives the same bytes; the seed, and how often the truth is read while training, change them", async () => {
  const once = await finished(signal.start({ ...short, epochs: 1 }));
  const twice = await finished(signal.start({ ...short, epochs: 1 }));
  expect(twice.model).toEqual(once.model);
  expect(twice.results).toEqual(once.results);
  const models = [once.model];
  for (const given of [{ seed: 1 }, { teacherForcing: "half" as const }, { teacherForcing: "never" as const }]) {
    models.push((await finished(signal.start({ ...short, epochs: 1, ...given }))).model);
  }
  for (let i = 0; i < models.length; i++) {
    for (let j = 0; j < i; j++) expect(models[i]!.slice(-1000)).not.toEqual(models[j]!.slice(-1000));
  }
});

test("windows that do not fit and dropout without a second layer are refused at once", () => {
  expect(() => signal.start({ ...short, inputSteps: 1950 })).toThrow("give 0 samples of the 1,950 training points");
  expect(() => signal.start({ ...short, dropout: 0.5 })).toThrow("dropout 0.5 acts between layers, but there is one.");
});

test("a run that is called off ends with the signal's reason", async () => {
  const controller = new AbortController();
  const run = signal.start(short, { signal: controller.signal });
  const ended = finished(run, () => controller.abort(new Error("enough")));
  await expect(ended).rejects.toThrow("enough");
});
