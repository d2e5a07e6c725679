// The examples, each run on the built library for few epochs.
import { Model, type Sequential, tensor } from "recurra";
import { readSafetensors } from "recurra/model";
import { expect, test } from "vitest";
import * as forecast from "./01-forecast.ts";
import * as encoderDecoder from "./02-encoder-decoder.ts";
import * as trainingLoop from "./03-training-loop.ts";
import * as denoise from "./04-denoise.ts";
import * as signal from "./05-signal.ts";
import * as stock from "./06-stock.ts";
import * as compare from "./07-compare.ts";
import * as direction from "./08-direction.ts";
import * as gradients from "./09-gradients.ts";
import * as shapes from "./10-shapes.ts";
import * as cells from "./11-cells.ts";
import * as streaming from "./12-streaming.ts";
import * as pytorch from "./13-pytorch.ts";
import * as experiment from "./14-experiment.ts";
import * as madeSeries from "./15-made-series.ts";
import * as text from "./16-text.ts";
import * as sentiment from "./18-sentiment.ts";
import * as translate from "./19-translate.ts";
import * as sound from "./20-sound.ts";
import * as ownForecast from "./28-own-forecast.ts";

test("01-forecast prints its epochs, scores, verdict and five trading days", async () => {
  const lines: string[] = [];
  const { report, next } = await forecast.run(2, (line) => lines.push(line));
  expect(lines.slice(0, 2).map((line) => line.replaceAll(/\d+\.\d+/g, "#"))).toEqual([
    "epoch 1  training loss #  validation loss #",
    "epoch 2  training loss #  validation loss #",
  ]);
  expect(report.scores.slice(0, 3).map((score) => score.name)).toEqual(["linear path", "last value", "drift"]);
  expect(new Set(report.scores.map((score) => score.kind))).toEqual(new Set(["model", "naive", "simple"]));
  expect(report.windows.from >= "2018-01-01").toBe(true);
  // Two epochs on prices: about as good as the last value, and the verdict claims no more.
  expect(report.scores[0].mae / report.scores[1].mae).toBeGreaterThan(0.8);
  expect(report.scores[0].mae / report.scores[1].mae).toBeLessThan(1.2);
  expect(lines).toContain(report.verdict.sentence);
  expect(next.map((row) => row.time)).toEqual(["2018-05-14", "2018-05-15", "2018-05-16", "2018-05-17", "2018-05-18"]);
  for (const { value, lower, upper } of next) {
    expect(value).toBeGreaterThan(lower!);
    expect(value).toBeLessThan(upper!);
  }
});

test("02-encoder-decoder learns, and on later points beats repeating the last value", () => {
  const lines: string[] = [];
  const { losses, test, repeating } = encoderDecoder.run(4, (line) => lines.push(line));
  expect(losses).toHaveLength(4);
  expect(losses[3]).toBeLessThan(losses[0] / 3);
  expect(test).toBeLessThan(repeating / 3);
  expect(lines).toHaveLength(5);
  expect(encoderDecoder.run(4)).toEqual({ losses, test, repeating });
});

test("03-training-loop learns, and on later days beats repeating the last value", () => {
  const lines: string[] = [];
  const { losses, test, repeating } = trainingLoop.run(6, (line) => lines.push(line));
  expect(losses).toHaveLength(6);
  for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1]);
  expect(test).toBeLessThan(repeating / 10);
  expect(lines).toHaveLength(7);
  expect(trainingLoop.run(6)).toEqual({ losses, test, repeating });
});

test("04-denoise learns, and on other waves leaves less than the noise", async () => {
  const lines: string[] = [];
  const { losses, test, noise } = await denoise.run(5, (line) => lines.push(line));
  for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1]);
  expect(noise).toBeCloseTo(0.35 / 2, 2);
  expect(test).toBeLessThan(noise * 0.7);
  expect(lines).toHaveLength(6);
  expect(lines[5]).toBe(`on other waves: ${test.toFixed(4)}; the noise itself: ${noise.toFixed(4)}`);
});

test("05-signal beats the last value one step ahead, and running free does worse than with teacher forcing", async () => {
  const lines: string[] = [];
  const { losses, forced, lastValue, free, seasonal } = await signal.run(5, (line) => lines.push(line));
  expect(losses[4]).toBeLessThan(losses[0]);
  expect(forced).toBeLessThan(lastValue);
  expect(free).toBeGreaterThan(forced);
  expect(lines.slice(5)).toEqual([
    `teacher forcing, one step ahead: ${forced.toFixed(4)}; the last value: ${lastValue.toFixed(4)}`,
    `free-running: ${free.toFixed(4)}; the value one period before: ${seasonal.toFixed(4)}`,
  ]);
  expect(await signal.run(5)).toEqual({ losses, forced, lastValue, free, seasonal });
});

test("06-stock predicts the last 100 days with and without yesterday's price, beside forecasts that need no network", async () => {
  const lines: string[] = [];
  const { losses, errors } = await stock.run(3, (line) => lines.push(line));
  expect(losses[2]).toBeLessThan(losses[0] / 3);
  expect(errors.yesterday).toBeCloseTo(2.82987, 5);
  expect(errors.held).toBeCloseTo(6.7591, 5);
  expect(errors.free).toBeGreaterThan(errors.forced);
  expect(lines.slice(3)).toEqual([
    `one day ahead: ${errors.forced.toFixed(2)}; yesterday's price: 2.83`,
    `100 days ahead: ${errors.free.toFixed(2)}; the last known price: 6.76`,
  ]);
  expect(await stock.run(3)).toEqual({ losses, errors });
});

test("07-compare trains three cells on the same windows, none of which is better than yesterday's price", async () => {
  const lines: string[] = [];
  const { results, yesterday } = await compare.run(3, (line) => lines.push(line));
  expect(yesterday).toBeCloseTo(2.435021, 5);
  expect(results.map(({ name, epochs }) => `${name} ${epochs}`)).toEqual(["RNN 3", "LSTM 3", "GRU 3"]);
  for (const { error, p } of results) expect(error > yesterday && p < 0.05).toBe(true);
  expect(lines[0]).toBe("yesterday's price  error 2.44");
  expect(lines[3]).toBe(`GRU  3 epochs, error ${results[2].error.toFixed(2)}, p < 0.001`);
  expect(await compare.run(3)).toEqual({ results, yesterday });
});

test("08-direction calls every day of the last year, and no better than always saying up", async () => {
  const lines: string[] = [];
  const { losses, right, days, base, p, area } = await direction.run(3, (line) => lines.push(line));
  expect(losses[2]).toBeLessThan(losses[0]);
  expect([days, base]).toEqual([252, 133 / 252]);
  expect(p).toBeGreaterThan(0.05);
  const share = ((100 * right) / days).toFixed(1);
  expect(lines[3]).toMatch(
    new RegExp(`^right on ${right} of 252 days: ${share}%, 95% interval \\d\\d\\.\\d% to \\d\\d\\.\\d%$`),
  );
  expect(lines[4]).toBe(`always "up": 52.8%; p = ${p.toFixed(3)}; ROC area ${area.toFixed(3)}`);
  expect(await direction.run(3)).toEqual({ losses, right, days, base, p, area });
});

test("10-shapes prints the sizes of each shape, and only a network that reads both ways knows the next throw", async () => {
  const lines: string[] = [];
  const { forwards, bothWays } = await shapes.run(10, (line) => lines.push(line));
  expect(lines.slice(0, 8)).toEqual([
    "B 4, T 6, I 3, H 8, O 2",
    "one to one      x [4, 1, 3]  y [4, 1, 2]  h [1, 4, 8]",
    "one to many     x [4, 1, 3]  y [4, 6, 2]  h [1, 4, 8]",
    "many to one     x [4, 6, 3]  y [4, 2]  h [1, 4, 8]",
    "many to many    x [4, 6, 3]  y [4, 6, 2]  h [1, 4, 8]",
    "encoder-decoder x [4, 6, 3]  y [4, 5, 2]  h [1, 4, 8]",
    "two layers      x [4, 6, 3]  y [4, 6, 2]  h [2, 4, 8]",
    "bidirectional   x [4, 6, 3]  y [4, 6, 2]  h [2, 4, 8]",
  ]);
  expect(Math.abs(forwards - 0.5)).toBeLessThan(0.06);
  expect(bothWays).toBeGreaterThan(0.99);
  expect(lines).toHaveLength(10);
  expect(lines[8]).toContain(`${(100 * forwards).toFixed(1)}% reading forwards`);
});

test("09-gradients shows that only the GRU that begins with its gate open gets the gradient, and learns", () => {
  const lines: string[] = [];
  const found = gradients.run(8, (line) => lines.push(line));
  expect(found.map(({ name }) => name)).toEqual(["RNN tanh", "GRU", "GRU, update bias 3"]);
  const [rnn, gru, remembering] = found;
  for (const { before, accuracy } of [rnn, gru]) {
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(1e-6);
    expect(accuracy).toBeLessThan(0.65);
  }
  expect(remembering.before).toBeGreaterThan(0.01);
  expect(remembering.after).toBeGreaterThan(remembering.before);
  expect(remembering.accuracy).toBeGreaterThan(0.95);
  expect(lines[0]).toBe(
    `RNN tanh: of the gradient, ${rnn.before.toExponential(1)} arrives 39 steps back; after training ` +
      `${rnn.after.toExponential(1)}, and ${(100 * rnn.accuracy).toFixed(0)}% right (guessing: 50%)`,
  );
  expect(gradients.run(8)).toEqual(found);
});

test("11-cells learns to keep the marked value, and one unit lets go of its state at marks alone", async () => {
  const lines: string[] = [];
  const { losses, test, zero, atMarks, elsewhere, difference } = await cells.run(10, (line) => lines.push(line));
  expect(losses).toHaveLength(10);
  expect(test).toBeLessThan(zero / 10);
  expect(Math.max(...atMarks.map((at, unit) => elsewhere[unit] - at))).toBeGreaterThan(0.5);
  expect(difference).toBeLessThan(1e-6);
  expect(lines).toHaveLength(10 + 1 + 4 + 1);
  expect(lines[10]).toBe(`on other sequences: ${test.toFixed(4)}; always saying 0: ${zero.toFixed(4)}`);
  expect(lines[11]).toBe(
    `unit 1: keeps ${atMarks[0].toFixed(2)} of its state at a mark, ${elsewhere[0].toFixed(2)} elsewhere`,
  );
  expect(await cells.run(10)).toEqual({ losses, test, zero, atMarks, elsewhere, difference });
});

test("12-streaming says the next value of waves as they arrive, through a restart, with the bits of the batch path", async () => {
  const lines: string[] = [];
  const { losses, streamed, lastValue, same } = await streaming.run(6, (line) => lines.push(line));
  expect(losses[5]).toBeLessThan(losses[0] / 3);
  expect(streamed).toBeLessThan(lastValue / 3);
  expect(same).toBe(true);
  expect(lines.slice(6)).toEqual([
    `other waves, the next value: ${streamed.toFixed(4)}; saying that nothing changes: ${lastValue.toFixed(4)}`,
    "value by value or all at once: the same bits",
  ]);
  expect(await streaming.run(6)).toEqual({ losses, streamed, lastValue, same });
});

test("13-pytorch says PyTorch's numbers to 1e-5, by hand and by Model.load, learns further, and writes what it says", async () => {
  const lines: string[] = [];
  const { byHand, loaded, losses, model, numbers } = await pytorch.run(8, (line) => lines.push(line));
  expect(lines[0]).toMatch(/^LSTM of 16 units, trained in PyTorch 2\.\S+: 1233 weights$/);
  expect(byHand).toBeLessThan(1e-5);
  expect(loaded).toBeLessThan(1e-5);
  expect(losses).toHaveLength(8);
  expect(losses[7]).toBeLessThan(losses[0]);
  const again = Model.load(model);
  expect(again.network.namedParameters().map(([name]) => name)).toEqual([
    "lstm.weight_ih_l0",
    "lstm.weight_hh_l0",
    "lstm.bias_ih_l0",
    "lstm.bias_hh_l0",
    "head.weight",
    "head.bias",
  ]);
  const { series, predicted } = Object.fromEntries(readSafetensors(numbers).tensors);
  const { mean, deviation } = again.facts.settings as { mean: number; deviation: number };
  const last = Float32Array.from(series.data.slice(-25, -1), (value) => Math.fround(value - mean) / deviation);
  const [value] = (again.network as Sequential).forward(tensor(last, [1, 24, 1])).toArray();
  expect(value).toBe(predicted.data.at(-1));
  expect((await pytorch.run(8)).model).toEqual(model);
});

test("14-experiment prints both fits, the verdict and five trading days", async () => {
  const lines: string[] = [];
  const result = await experiment.run({ epochs: 2, hiddenSize: 4 }, (line) => lines.push(line));
  expect(lines[0]).toBe("backtest fit, at most 2 epochs");
  expect(lines[3]).toMatch(/^final fit, at most [12] epochs$/);
  expect(lines).toContain(result.verdict.sentence);
  expect(lines.at(-1)).toMatch(/^2018-05-18 {2}\d+\.\d\d$/);
});

test("15-made-series forecasts series that it has not seen better than the year before, and shows what moves a forecast", () => {
  const lines: string[] = [];
  const { error, lastYear, weights, gates } = madeSeries.run(12, (line) => lines.push(line));
  expect(error).toBeLessThan(lastYear);
  expect([weights.length, gates.length]).toEqual([6, 4]);
  expect([...weights, ...gates].some((value) => Math.abs(value) > 0.05)).toBe(true);
  expect(lines[0]).toBe(`12 series: error ${error.toFixed(3)}; the year before: ${lastYear.toFixed(3)}`);
  expect(lines).toHaveLength(3);
  expect(madeSeries.run(12)).toEqual({ error, lastYear, weights, gates });
});

test("19-translate reads dates that it has not seen, whether the day or the month comes first", async () => {
  const lines: string[] = [];
  const { losses, right } = await translate.run(4, (line) => lines.push(line));
  expect(losses[3]).toBeLessThan(losses[0] / 20);
  expect(right).toBeGreaterThan(0.9);
  expect(lines).toHaveLength(6);
  expect(lines[5]).toMatch(/^"\w+ \w+ 20\d\d" -> "20\d\d-\d\d-\d\d"$/);
});

test("20-sound learns, and on other chords leaves a tenth of the noise's power", async () => {
  const lines: string[] = [];
  const { losses, test, noise } = await sound.run(4, (line) => lines.push(line));
  expect(losses[3]).toBeLessThan(losses[0]);
  expect(noise).toBeCloseTo(0.3, 2);
  expect(test).toBeLessThan(noise / 6);
  expect(lines).toHaveLength(6);
  expect(lines[5]).toBe(`gain: ${(10 * Math.log10(noise / test)).toFixed(1)} dB`);
});

test("16-text learns, beats how often characters occur at the book's end, and writes the same again", () => {
  const lines: string[] = [];
  const { losses, ...found } = text.run(2, (line) => lines.push(line), 24_000, 40);
  expect(losses[1]).toBeLessThan(losses[0]);
  expect(found.bits).toBeLessThan(found.counted);
  expect(found.text).toHaveLength(40);
  expect(lines[2]).toBe(
    `the end of the book: ${found.bits.toFixed(3)} bits a character; by how often each occurs: ${found.counted.toFixed(3)}`,
  );
  expect(text.run(2, undefined, 24_000, 40)).toEqual({ losses, ...found });
});

test("18-sentiment reads sentences of different lengths, and is misled by padding where it does not know the lengths", () => {
  const lines: string[] = [];
  const { losses, masked, unmasked, always } = sentiment.run(60, (line) => lines.push(line));
  expect(losses[59]).toBeLessThan(losses[0] / 5);
  expect(masked).toBeGreaterThan(0.9);
  expect(unmasked).toBeLessThan(masked);
  expect(always).toBeLessThan(0.7);
  expect(lines[1]).toBe(
    `right with lengths ${masked.toFixed(2)}, without ${unmasked.toFixed(2)}, always "praise" ${always.toFixed(2)}`,
  );
});

test("28-own-forecast beats naive forecasts, and its file forecasts the same with its class", async () => {
  const lines: string[] = [];
  const { report, next, loaded } = await ownForecast.run(3, (line) => lines.push(line));
  expect(report.scores[0].name).toBe("given network");
  expect(report.scores[0].mae).toBeLessThan(report.scores[1].mae / 5);
  expect(lines).toContain(report.verdict.sentence);
  expect(loaded).toEqual(next);
  expect(next.map(({ time }) => time)).toEqual(["701", "702", "703", "704", "705", "706"]);
});
