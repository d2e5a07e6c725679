import type { HeatBlock, ReportDocument, TableBlock } from "@recurra/report";
import { Model, mseLoss, noGrad } from "recurra";
import type { Layer } from "recurra/nn";
import type { CellName } from "recurra/words";
import { expect, test } from "vitest";
import { finished, type LabResult } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { cells } from "./cells.ts";
import { makeMarked } from "./data.ts";

const small = settingsOf(cells.options, {
  hidden: 4,
  length: 20,
  marks: 0.15,
  epochs: 6,
  batch: 32,
  learningRate: 0.03,
});
const short = { ...small, epochs: 1 };

const seen: string[] = [];
const all = await finished(cells.start(small), ({ phase, epoch, epochs }) => seen.push(`${phase} ${epoch}/${epochs}`));

interface Found {
  testLoss: number;
  parameters: number;
  trainLoss: number[];
  correlations: number[];
  gates: Record<string, { atMarks: number[]; elsewhere: number[] }>;
}

function of({ results }: LabResult, cell: CellName): Found {
  return (results.cells as unknown as Record<string, Found>)[cell];
}

function heats(report: ReportDocument): HeatBlock[] {
  return report.sections.flatMap(({ blocks }) => blocks).filter((one): one is HeatBlock => one.kind === "heat");
}

test("all cells are trained and opened, in one order", () => {
  expect(seen).toHaveLength(5 * 6);
  expect(seen[0]).toBe("LSTM of 4 units 1/6");
  expect(seen[29]).toBe("RNN of 4 units 6/6");
  expect(Object.keys(all.results.cells as object)).toEqual(["lstm", "gru", "mingru", "slstm", "rnn"]);
  expect(of(all, "gru").parameters).toBe(3 * 4 * (2 + 4 + 2) + 4 + 1);
  expect(of(all, "gru").trainLoss).toHaveLength(6);
  expect(all.report.sections.map(({ heading }) => heading)).toEqual([
    "The task",
    "Inside the LSTM of 4 units",
    "Inside the GRU of 4 units",
    "Inside the minGRU of 4 units",
    "Inside the sLSTM of 4 units",
    "Inside the RNN of 4 units",
    "Where notations differ",
  ]);
});

test("errors stand beside those of answers without a memory, on the same sequences", () => {
  const table = all.summary[0] as TableBlock;
  expect(table.caption).toBe("Mean squared error on 500 test sequences of 20 steps");
  expect(table.rows.map(({ cells, role }) => [cells[0], role])).toEqual([
    ["LSTM of 4 units", "model"],
    ["GRU of 4 units", "model"],
    ["minGRU of 4 units", "model"],
    ["sLSTM of 4 units", "model"],
    ["RNN of 4 units", "model"],
    ["always 0", "naive"],
    ["the value that is read", "naive"],
    ["the value at a mark, else 0", "naive"],
  ]);
  const naive = all.results.naive as Record<string, { loss: number }>;
  expect(table.rows[7].cells[1]).toBe(naive.markedInput.loss.toFixed(4));
  expect(table.rows[1].cells[1]).toBe(of(all, "gru").testLoss.toFixed(4));
  expect(of(all, "gru").testLoss).toBeLessThan(naive.markedInput.loss / 4);
});

test("the gates of the trained cells act at marks, and the sentences say so by their numbers", () => {
  const { gates, correlations } = of(all, "gru");
  const [at, elsewhere] = [gates.update.atMarks[0], gates.update.elsewhere[0]];
  expect(elsewhere - at).toBeGreaterThan(0.3);
  expect(Math.abs(correlations[0])).toBeGreaterThan(0.6);
  expect(all.report.verdict!.sentences[2]).toBe(
    `GRU of 4 units. Unit 1 follows the stored value most closely (correlation ${correlations[0].toFixed(2)}): its update gate is ` +
      `${at.toFixed(2)} at a mark and ${elsewhere.toFixed(2)} elsewhere, where 1 keeps the old state; it lets go of the old state at ` +
      "marks and keeps it otherwise.",
  );
  const table = all.summary[2] as TableBlock;
  expect(table.caption).toBe("Gates of the GRU of 4 units: means over the test sequences");
  expect(table.rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
    ["reset", gates.reset.atMarks[0].toFixed(2), gates.reset.elsewhere[0].toFixed(2)],
    ["update", at.toFixed(2), elsewhere.toFixed(2)],
  ]);
});

test("heat maps show gates and states of every unit at every step, under the sequence that they belong to", () => {
  const maps = heats(all.report);
  expect(maps.map(({ title, grids }) => [title, grids.map((one) => one.title)])).toEqual([
    ["Gates of the LSTM of 4 units", ["input", "forget", "output"]],
    ["Candidate and states of the LSTM of 4 units", ["candidate", "cell state", "hidden state"]],
    ["Gates of the GRU of 4 units", ["reset", "update"]],
    ["Candidate and states of the GRU of 4 units", ["candidate", "hidden state"]],
    ["Gates of the minGRU of 4 units", ["update"]],
    ["Candidate and states of the minGRU of 4 units", ["candidate", "hidden state"]],
    ["Gates of the sLSTM of 4 units", ["input", "forget", "output"]],
    ["Candidate and states of the sLSTM of 4 units", ["candidate", "cell state", "hidden state"]],
    ["States of the RNN of 4 units", ["hidden state"]],
  ]);
  for (const { grids, columns, above } of maps) {
    expect(columns).toHaveLength(20);
    for (const { rows } of grids) expect(rows.map((row) => row.length)).toEqual([20, 20, 20, 20]);
    const [read, target, said, marked] = above!.lines;
    expect([read.label, target.label, said.label, marked.label]).toEqual([
      "value read",
      "to be said",
      "said",
      "marked",
    ]);
    expect(marked.y.filter((value) => value !== null).length).toBeGreaterThanOrEqual(3);
    marked.y.forEach((value, t) => {
      if (value !== null) expect([read.y[t], target.y[t]]).toEqual([value, value]);
    });
  }
  // The hidden state of a GRU is (1 - z) n + z h, unit by unit: the rows of the maps belong together.
  const [, update] = maps[2].grids;
  const [candidate, state] = maps[3].grids;
  for (let unit = 0; unit < 4; unit++) {
    for (let t = 1; t < 20; t++) {
      const z = update.rows[unit][t];
      const expected = (1 - z) * candidate.rows[unit][t] + z * state.rows[unit][t - 1];
      expect(state.rows[unit][t]).toBeCloseTo(expected, 5);
    }
  }
});

test("notations are compared on the trained weights, and the verdict repeats two of the numbers", () => {
  const notations = all.results.notations as unknown as {
    cell: string;
    id: string;
    difference: number;
    same: boolean;
  }[];
  expect(notations.map(({ cell, id, same }) => `${cell} ${id} ${same}`)).toEqual([
    "GRU written true",
    "GRU zNegated true",
    "GRU zSame false",
    "GRU original true",
    "GRU reset false",
    "GRU resetOpen true",
    "GRU oneBiasBefore true",
    "GRU oneBiasAfter false",
    "LSTM written true",
    "LSTM oneBias true",
    "LSTM order false",
  ]);
  const [, zNegated, , , reset] = notations;
  expect(all.report.verdict!.sentences.at(-1)).toBe(
    `z and 1 - z are two notations of one GRU: with the update weights negated, the largest difference is ` +
      `${zNegated.difference.toExponential(0)}. The reset gate before and after the product are two cells: with the same weights they ` +
      `differ by up to ${reset.difference.toFixed(2)}.`,
  );
  const table = all.summary.at(-2) as TableBlock;
  expect(table.rows[4].cells).toEqual([
    "reset before the product, same weights",
    "reset after the product",
    reset.difference.toFixed(2),
    "no",
  ]);
});

test("one cell alone comes with its file, and notations of the other are those of a new network", async () => {
  const result = await finished(cells.start({ ...short, cell: "lstm" }));
  const { network, facts } = Model.load(result.model!);
  expect(facts).toMatchObject({ lab: "cells", settings: { cell: "lstm", hidden: 4 } });
  const test = makeMarked(500, 20, 0.15, 0);
  const loss = noGrad(() => mseLoss((network as Layer).forward(test.x), test.y).item());
  expect(loss).toBeCloseTo(of(result, "lstm").testLoss, 6);
  expect(heats(result.report)).toHaveLength(2);
  expect(result.results.notations).toHaveLength(11);
  expect(all.model).toBeUndefined();
});

test("a network that has not learned is said to be no better than one without a memory", async () => {
  const { report } = await finished(cells.start({ ...short, cell: "rnn", learningRate: 1e-6 }));
  expect(report.verdict).toMatchObject({ tone: "bad", outcome: "No better than without a memory" });
});

test("the same seed gives the same bytes, another seed others", async () => {
  const settings = { ...short, cell: "gru" as const };
  const [once, twice, other] = [
    await finished(cells.start(settings)),
    await finished(cells.start(settings)),
    await finished(cells.start({ ...settings, seed: 1 })),
  ];
  expect(twice.model).toEqual(once.model);
  expect(twice.results).toEqual(once.results);
  expect(other.model).not.toEqual(once.model);
});

test("a run that is called off ends with the signal's reason", async () => {
  const controller = new AbortController();
  const run = cells.start(small, { signal: controller.signal });
  const ended = finished(run, () => controller.abort(new Error("enough")));
  await expect(ended).rejects.toThrow("enough");
});
