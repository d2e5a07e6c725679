import type { LinesBlock, ReportDocument, TableBlock } from "@recurra/report";
import { Adam, l1Loss, Model, noGrad, tensor, withSeed } from "recurra";
import type { Layer } from "recurra/nn";
import { expect, test } from "vitest";
import { finished, type LabResult } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { LENGTH, makeSinusoids, takeSequences } from "./data.ts";
import { denoise } from "./denoise.ts";
import { Denoiser } from "./denoiser.ts";

const small = settingsOf(denoise.options, {
  train: 150,
  test: 40,
  batch: 40,
  epochs: 30,
  hidden: 10,
  learningRate: 0.01,
});
const short = { ...small, epochs: 2 };

function block<K extends "lines" | "panels" | "table">(report: ReportDocument, kind: K, at: number) {
  const blocks = report.sections.flatMap((section) => section.blocks).filter((one) => one.kind === kind);
  return blocks[at] as Extract<(typeof blocks)[number], { kind: K }>;
}

function scores({ summary }: LabResult): TableBlock {
  return summary[0] as TableBlock;
}

test("the defaults are those of the exercise", () => {
  expect(settingsOf(denoise.options)).toEqual({
    cell: "gru",
    hidden: 30,
    layers: 1,
    bidirectional: false,
    dropout: 0,
    epochs: 100,
    batch: 300,
    learningRate: 3e-4,
    seed: 0,
    train: 8000,
    test: 4000,
    noise: 0.35,
  });
});

test("a network that has learned is closer than the noise, and the lab says to which filters it compares how", async () => {
  const seen: string[] = [];
  const result = await finished(denoise.start(small), ({ phase, epoch, epochs }) =>
    seen.push(`${phase} ${epoch}/${epochs}`),
  );
  expect(seen[0]).toBe("GRU of 10 units 1/30");
  expect(seen).toHaveLength(30);
  const { results, report, summary } = result;
  expect(summary).toHaveLength(1);
  expect(scores(result).caption).toBe("Mean absolute error (L1) on 40 test sequences");
  expect(scores(result).rows.map(({ cells, role }) => [cells[0], cells[2], role])).toEqual([
    ["GRU of 10 units", "nothing", "model"],
    ["the noisy input itself", "nothing", "naive"],
    ["moving average of the last 3", "nothing", "naive"],
    ["centred moving average of 9", "4 steps", "naive"],
    ["fitted sine of the known period", "nothing", "naive"],
  ]);
  const naive = results.naive as Record<string, { loss: number; networkCloser: number }>;
  const losses = [results.testLoss as number, ...Object.values(naive).map(({ loss }) => loss)];
  expect(scores(result).rows.map(({ cells }) => cells[1])).toEqual(losses.map((loss) => loss.toFixed(4)));
  expect(results.testLoss).toBeLessThan(naive.noisyInput.loss * 0.8);
  expect(naive.noisyInput.networkCloser).toBeGreaterThan(0.9);
  expect(naive.sineFit.loss).toBeLessThan(results.testLoss as number);
  expect(report.verdict).toMatchObject({
    tone: "even",
    outcome: "Takes noise off, but not better than every simple filter",
  });
  const [found, closer, noCloser, sight] = report.verdict!.sentences;
  expect(found).toBe(
    `The GRU of 10 units is off by ${losses[0].toFixed(4)} on average over 40 sequences that it has not seen; ` +
      `the noisy input is off by ${losses[1].toFixed(4)}.`,
  );
  expect(closer).toContain(`the noisy input itself (${losses[1].toFixed(4)})`);
  expect(noCloser).toMatch(/^It is no closer than: .*fitted sine of the known period \(0\.0\d{3}\)\.$/);
  expect(sight).toBe("It reads no step ahead.");
});

test("a network that has learned nothing is said to be no better than doing nothing", async () => {
  const { report, results } = await finished(denoise.start(short));
  expect(results.testLoss).toBeGreaterThan(0.3);
  expect(report.verdict).toMatchObject({ tone: "bad", outcome: "No better than doing nothing" });
});

test("the report has a loss for every training step, and test sequences from the best to the worst", async () => {
  const { report, results } = await finished(denoise.start(short));
  const loss: LinesBlock = block(report, "lines", 1);
  expect(loss.x.label).toBe("training step (4 an epoch)");
  const [each, smooth] = loss.lines;
  expect(each.y).toHaveLength(2 * 4);
  const [first] = results.trainLoss as number[];
  const [a, b, c, d] = each.y as number[];
  expect((40 * (a + b + c) + 30 * d) / 150).toBeCloseTo(first, 5); // 150 sequences: the fourth batch has 30
  expect(smooth.label).toBe("mean of the last 4");
  expect(smooth.y[3]).toBeCloseTo((a + b + c + d) / 4, 12);
  const { panels } = block(report, "panels", 0);
  const errors = panels.map(({ title }) => Number(title.split(": L1 ")[1]));
  expect(panels.map(({ title }) => title.split(": ")[0])).toEqual([
    "the best",
    "the median",
    "worse than 95 of 100",
    "the worst",
  ]);
  expect(errors).toEqual([...errors].sort((x, y) => x - y));
  const byStep = block(report, "lines", 2);
  expect(byStep.lines.map(({ label }) => label)).toEqual(
    scores(await finished(denoise.start(short))).rows.map((r) => r.cells[0]),
  );
  expect(byStep.lines[0].y).toEqual(results.testLossByStep);
});

test("the model's file holds the network whose test loss is reported, on the sequences after the training ones", async () => {
  const { model, results } = await finished(denoise.start(short));
  const { network, facts } = Model.load(model!);
  expect(facts).toMatchObject({ lab: "denoise", settings: short, mode: "strict" });
  expect(results.parameters).toBe(3 * 10 * (1 + 10 + 2) + 10 + 1);
  const { noisy, clean } = takeSequences(makeSinusoids(190, 0.35, 0), 150, 190);
  const shape = [40, LENGTH, 1];
  const loss = noGrad(() => l1Loss((network as Layer).forward(tensor(noisy, shape)), tensor(clean, shape)).item());
  expect(loss).toBeCloseTo(results.testLoss as number, 5);
});

test("the same seed gives the same bytes, another seed others", async () => {
  const once = await finished(denoise.start(short));
  const twice = await finished(denoise.start(short));
  const other = await finished(denoise.start({ ...short, seed: 1 }));
  expect(twice.model).toEqual(once.model);
  expect(twice.results).toEqual(once.results);
  expect(other.model).not.toEqual(once.model);
  expect(other.results.naive).not.toEqual(once.results.naive); // other sequences, too
});

test("any number of threads gives the same bytes, and batches are computed by several", async () => {
  const settings = { ...short, batch: 75, hidden: 20, epochs: 10 };
  const run = async (threads: number) => {
    let worked = 0;
    const { model, results } = await finished(denoise.start(settings, { threads }), (epoch) => {
      worked = Math.max(worked, epoch.threads ?? 1);
    });
    return { model, results, worked };
  };
  const alone = await run(1);
  expect(alone.worked).toBe(1);
  for (const threads of [2, 3]) {
    const { worked, ...found } = await run(threads);
    expect(worked).toBeGreaterThan(1);
    expect({ ...found, worked: 1 }).toEqual(alone);
  }
});

test("an epoch is the loop that one writes by hand: absolute errors, Adam, batches in their order", async () => {
  const { results } = await finished(denoise.start({ ...short, epochs: 1 }));
  const sequences = makeSinusoids(150, 0.35, 0);
  const network = withSeed(0, () => new Denoiser(short));
  const adam = new Adam(network.parameters(), { learningRate: 0.01 });
  let total = 0;
  for (const [from, to] of [
    [0, 40],
    [40, 80],
    [80, 120],
    [120, 150],
  ]) {
    const { count, noisy, clean } = takeSequences(sequences, from, to);
    network.zeroGrad();
    const loss = l1Loss(network.forward(tensor(noisy, [count, LENGTH, 1])), tensor(clean, [count, LENGTH, 1]));
    total += loss.item() * count;
    loss.backward();
    adam.step();
  }
  network.dispose();
  expect((results.trainLoss as number[])[0]).toBeCloseTo(total / 150, 5);
});

test("whatever the network holds, it answers between -1 and 1", () => {
  const network = withSeed(0, () => new Denoiser(short));
  network.decoder.bias!.value = Float32Array.of(50);
  expect(new Set(noGrad(() => network.forward(tensor([9, -9], [1, 2, 1])).toArray()))).toEqual(new Set([1]));
  network.dispose();
});

test("a bidirectional network of several layers is named so, and said to read the whole sequence", async () => {
  const settings = { ...short, cell: "lstm" as const, layers: 2, bidirectional: true, dropout: 0.1 };
  const result = await finished(denoise.start(settings));
  expect(scores(result).rows[0].cells[0]).toBe("2-layer bidirectional LSTM of 10 units");
  expect(scores(result).rows[0].cells[2]).toBe("to the end");
});

test("dropout without a second layer is refused at once", () => {
  expect(() => denoise.start({ ...short, dropout: 0.5 })).toThrow(
    "dropout 0.5 acts between layers, but there is one. Ask for more with layers, or leave it out.",
  );
});

test("a run that is called off ends with the signal's reason", async () => {
  const controller = new AbortController();
  const run = denoise.start(short, { signal: controller.signal });
  const ended = finished(run, () => controller.abort(new Error("enough")));
  await expect(ended).rejects.toThrow("enough");
});

test("to watch a network while it learns changes nothing of what it learns", async () => {
  const settings = {
    ...settingsOf(denoise.options),
    train: 60,
    test: 20,
    batch: 20,
    epochs: 2,
    layers: 2,
    dropout: 0.3,
  };
  const plain = await finished(denoise.start(settings));
  let draw = (): readonly unknown[] => [];
  const titles = new Set<string>();
  const watched = await finished(
    denoise.start(settings, {
      watch: (view) => {
        draw = view.draw;
      },
      onStep: () => {
        for (const block of draw()) titles.add((block as { title: string }).title);
      },
    }),
  );
  expect([...titles]).toEqual([
    "4 test waves with noise up to 0.35, as the network sees them now",
    "How far off: mean absolute error on 20 test waves with noise up to 0.35",
  ]);
  expect(watched.model).toEqual(plain.model);
});
