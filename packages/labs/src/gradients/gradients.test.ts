import type { LinesBlock, PanelsBlock, ReportDocument, TableBlock } from "@recurra/report";
import { expect, test } from "vitest";
import { finished, type LabProgress } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { gradients } from "./gradients.ts";

const small = settingsOf(gradients.options, {
  hidden: 8,
  batch: 16,
  lengths: [12, 6],
  distances: [30, 2],
  epochs: 3,
  learningRate: 0.03,
  seeds: 2,
  depth: 4,
});

const progress: LabProgress[] = [];
const { results, summary, report } = await finished(gradients.start(small), (one) => progress.push(one));
const names = ["RNN tanh", "RNN ReLU", "LSTM (forget bias 0)", "LSTM (forget bias 1)", "GRU", "GRU (update bias 3)"];

/** Part of the results by its path. */
function at<T>(...path: string[]): T {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], results) as T;
}

function blocks<K extends "lines" | "panels" | "table">(from: ReportDocument, kind: K) {
  type Found = Extract<ReportDocument["sections"][number]["blocks"][number], { kind: K }>;
  return from.sections.flatMap((section) => section.blocks).filter((one): one is Found => one.kind === kind);
}

test("every network is measured for each length and gain, and trained for each distance and seed", () => {
  const phases = new Set(progress.map(({ phase }) => phase));
  for (const name of names) {
    expect(phases).toContain(`${name}: gradients of a new network, by length`);
    expect(phases).toContain(`${name}: gradients with scaled recurrent weights`);
    for (const distance of [2, 30]) {
      for (const seed of [0, 1]) expect(phases).toContain(`${name}, ${distance} steps back, seed ${seed}`);
    }
  }
  expect(phases).toContain("RNN ReLU that explodes, not clipped");
  expect(phases).toContain("RNN ReLU that explodes, clipped to 1");
});

test("lengths and distances are taken in ascending order", () => {
  expect(at("initial", "lengths")).toEqual([6, 12]);
  expect(at("distance", "distances")).toEqual([2, 30]);
});

test("the first table holds what is left of the gradient at the first step of each length", () => {
  const table = summary[0] as TableBlock;
  expect(table.caption).toBe("New networks: the norm of dLoss/dh at the first step, as a share of that at the last");
  expect(table.columns.map(({ title }) => title)).toEqual(["", "6 steps", "12 steps", "factor a step"]);
  expect(table.rows.map(({ cells }) => cells[0])).toEqual(names);
  const [short, long] = at<number[]>("initial", "firstOverLast", "rnnTanh");
  const norms = at<number[]>("initial", "norms", "rnnTanh");
  expect(norms).toHaveLength(12);
  expect(long).toBeCloseTo(norms[0] / norms[11], 12);
  expect(long).toBeLessThan(short);
  expect(at("initial", "factorPerStep", "rnnTanh")).toBeCloseTo((norms[0] / norms[11]) ** (1 / 11), 9);
  expect(Number(table.rows[0].cells[2])).toBeCloseTo(long, 3);
});

test("a larger forget or update bias leaves more of the gradient, and larger recurrent weights do in plain networks", () => {
  const factor = (id: string) => at<number>("initial", "factorPerStep", id);
  expect(factor("lstmForget")).toBeGreaterThan(factor("lstm"));
  expect(factor("gruUpdate")).toBeGreaterThan(factor("gru"));
  const gains = at<number[]>("scaled", "gains");
  for (const id of ["rnnTanh", "rnnRelu"]) {
    const factors = at<number[]>("scaled", "factorPerStep", id);
    expect(factors[gains.indexOf(0.5)]).toBeLessThan(factors[gains.indexOf(1)]);
    expect(factors[gains.indexOf(1)]).toBeLessThan(factors[gains.indexOf(3)]);
  }
  // Tanh saturates, but near 0 its factor is the spectral radius.
  expect(at<number[]>("scaled", "factorPerStep", "rnnTanh")[1]).toBeCloseTo(
    at<number>("scaled", "plainSpectralRadius") / 2,
    1,
  );
});

test("the accuracy table stands beside guessing, with the lowest and the highest seed", () => {
  const table = summary[1] as TableBlock;
  expect(table.caption).toBe(
    "Accuracy after 150 training steps, by how many steps back the symbol is (lowest to highest of 2 seeds)",
  );
  expect(table.rows[0]).toEqual({ cells: ["guessing", "25%", "25%", "-"], role: "naive" });
  const accuracy = at<number[][]>("distance", "accuracy", "gruUpdate");
  expect(accuracy.map((seeds) => seeds.length)).toEqual([2, 2]);
  expect(accuracy[0]).toEqual([1, 1]);
  expect(table.rows[6].cells.slice(0, 2)).toEqual(["GRU (update bias 3)", "100%"]);
  const [low, high] = [...at<number[][]>("distance", "accuracy", "rnnRelu")[1]].sort((a, b) => a - b);
  expect(table.rows[2].cells[2]).toBe(`${(100 * low).toFixed(0)}-${(100 * high).toFixed(0)}%`);
  expect(at("distance", "farthestLearned", "rnnRelu")).toBe(2);
});

test("the words on clipping repeat the numbers of both runs", () => {
  const clipped = at<number[]>("clipping", "clipped", "losses");
  const text = report.verdict!.sentences.at(-1);
  expect(text).toMatch(/^Exploding gradients: without clipping, the (gradient's norm goes up to|loss or its gradient)/);
  expect(text).toContain(
    `after 100 steps the loss is ${clipped.at(-1)!.toPrecision(2)}. Always answering 1 has a loss of 0.17.`,
  );
});

test("the report keeps a network's colour on every picture", () => {
  const roles = new Map(names.map((name, i) => [name, `${i + 1}`]));
  const lines = [
    ...blocks(report, "lines")
      .filter(({ title }: LinesBlock) => !/layers|Loss of|all its gradients/.test(title))
      .flatMap((one) => one.lines),
    ...blocks(report, "panels").flatMap(({ panels }: PanelsBlock) => panels.flatMap((one) => one.lines)),
  ];
  expect(lines.length).toBeGreaterThan(6 * 6);
  for (const { label, role } of lines) expect(role).toBe(roles.get(label.replace(", learned", "")));
});

test("lines lead from the last step back, and end where the kernels carry no gradient any more", () => {
  const [first] = blocks(report, "lines");
  expect(first.title).toBe("Norm of dLoss/dh at each step of new networks, all 12 steps");
  expect(first.lines[0].y).toEqual([...at<number[]>("initial", "norms", "rnnTanh")].reverse());
  for (const { lines, y } of blocks(report, "lines")) {
    if (y.scale === "log")
      for (const value of lines.flatMap((line) => line.y))
        if (value !== null) expect(value).toBeGreaterThanOrEqual(1e-30);
  }
});

test("the verdict says no more than the runs carry", () => {
  const farthest = names.map((_, i) => Object.values(at<Record<string, number>>("distance", "farthestLearned"))[i]);
  const [plain, gated] = [Math.max(...farthest.slice(0, 2)), Math.max(...farthest.slice(2))];
  expect(plain).toBe(2);
  expect(report.verdict!.sentences[1]).toBe(
    `Farthest distance learned, in steps (90% right where guessing gives 25%; the median of 2 seeds): ${names.map((name, i) => `${name}: ${farthest[i] || "none"}`).join("; ")}.`,
  );
  expect(report.verdict!.outcome).toMatch(
    gated > plain
      ? `: ${gated} steps back; all others: `
      : `Gated and plain networks reach equally far: ${plain} steps`,
  );
});

test("the same seed gives the same numbers, another seed others", async () => {
  const tiny = { ...small, distances: [2], epochs: 1, seeds: 1 };
  const [once, twice, other] = [
    await finished(gradients.start(tiny)),
    await finished(gradients.start(tiny)),
    await finished(gradients.start({ ...tiny, seed: 7 })),
  ];
  expect(twice.results).toEqual(once.results);
  expect(other.results.initial).not.toEqual(once.results.initial);
});

test("a run that is called off ends with the signal's reason, while it measures and while it trains", async () => {
  for (const phase of ["GRU: gradients", "RNN ReLU that explodes", "RNN tanh, 2 steps back"]) {
    const controller = new AbortController();
    const run = gradients.start(small, { signal: controller.signal });
    const ended = finished(run, (seen) => seen.phase.startsWith(phase) && controller.abort(new Error("enough")));
    await expect(ended).rejects.toThrow("enough");
  }
});
