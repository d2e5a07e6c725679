import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { type Comparison, compareSummaries } from "./comparison.ts";
import { comparisonDocument } from "./comparison-document.ts";
import { comparisonText } from "./comparison-text.ts";
import { readEpochs } from "./run-epochs.ts";
import { runSummary } from "./run-summary.ts";
import { fit, forecastRun, labResult, labRun, writeRun } from "./runs.fixture.ts";

const scores = (mae: number, naive = 3.1) => [
  { name: "GRU", kind: "model", mae, rmse: 5, mase: 2 },
  { name: "drift", kind: "naive", mae: naive, rmse: 4.2, mase: 3 },
];
const one = { ...forecastRun, scores: scores(3) };
const other = { ...one, settings: { ...one.settings, cell: "gru" }, scores: scores(2.5) };

function compared(
  ...runs: readonly (readonly [run: object, metrics?: readonly object[], more?: object])[]
): Comparison {
  const place = new Workplace();
  return compareSummaries(
    runs.map(([run, metrics, more], at) => {
      writeRun(place, `run${at}`, run, metrics, { ...more });
      const path = place.file(`run${at}`);
      return [runSummary(path, 0), readEpochs(path)];
    }),
  );
}

test("only what differs is told, and with the same data and test part the better score is named", () => {
  const found = compared([one], [other]);
  expect(found.differences).toEqual([{ name: "cell", values: ["lstm", "gru"] }]);
  expect(found.reasons).toEqual([]);
  expect(found.best).toEqual({ letter: "B", score: { name: "GRU", value: 2.5 }, measure: "MAE" });
  expect(found.lossNote).toBeUndefined();
  expect(compared([one], [one])).toMatchObject({ differences: [], best: undefined });
});

test.each([
  [
    "data",
    { data: { ...one.data, sha256: "0b".repeat(32) } },
    "They read different data: aapl.csv 0a0a0a0 (A and B), aapl.csv 0b0b0b0 (C).",
  ],
  [
    "column",
    { settings: { ...one.settings, target: "Open" } },
    "They forecast different columns: Close (A and B), Open (C).",
  ],
  [
    "horizon",
    { settings: { ...one.settings, horizon: 20 } },
    "They forecast different numbers of rows ahead: 5 (A and B), 20 (C).",
  ],
  [
    "test part",
    { windows: { ...one.windows, count: 99 } },
    "They were scored on different rows: 248 windows, 2017-05-12 to 2018-05-11 (A and B), 99 windows, 2017-05-12 to 2018-05-11 (C).",
  ],
  [
    "naive scores",
    { scores: scores(1, 9) },
    "The naive methods score differently, so the runs were scored on different rows or values.",
  ],
])("scores on another %s are not comparable, and no run is called the best", (_, change, reason) => {
  const found = compared([one], [other], [{ ...one, ...change }]);
  expect(found.reasons).toEqual([reason]);
  expect(found.best).toBeUndefined();
});

test("a run without scores is named, and the others are compared without it", () => {
  const stopped = { ...one, scores: undefined, windows: undefined, verdict: undefined, status: "interrupted" };
  expect(compared([one], [stopped], [other])).toMatchObject({
    reasons: [],
    missing: "B has no scores.",
    best: { letter: "C" },
  });
  expect(compared([one], [stopped])).toMatchObject({ reasons: [], missing: "B has no scores.", best: undefined });
  expect(compared([stopped], [stopped]).missing).toBe("A and B have no scores.");
});

test("a lab and a forecast did different things; their settings are not held against each other", () => {
  const found = compared([one], [labRun, fit("GRU", 2), { "result.json": labResult }]);
  expect(found.reasons).toEqual(["They did different things: forecast (A), lab denoise (B)."]);
  expect(found.differences.map(({ name }) => name)).not.toContain("horizon");
});

test("two runs of a lab are comparable where what needs no training scores the same", () => {
  const result = (model: number, naive: number) => {
    const [score] = labResult.scores;
    const methods = score.methods.map((method, at) => ({ ...method, values: [at === 0 ? model : naive] }));
    return { "result.json": { ...labResult, scores: [{ ...score, methods }] } };
  };
  const longer = { ...labRun, settings: { ...labRun.settings, epochs: 9 } };
  expect(compared([labRun, [], result(0.5, 0.175)], [longer, [], result(0.1, 0.175)]).best?.letter).toBe("B");
  expect(compared([labRun, [], result(0.5, 0.175)], [longer, [], result(0.1, 0.3)]).reasons).toHaveLength(1);
});

test("curves of the same fit lie over each other; a fit without validation beside one that has some is left out", () => {
  const metrics = [...fit("backtest fit", 5), { phase: "final fit", epoch: 1, trainLoss: 1, seconds: 1 }];
  const { overlays } = compared([one, metrics], [other, fit("backtest fit", 3, 1)]);
  expect(overlays).toMatchObject([
    { title: "backtest fit", kind: "validation loss", curves: [{ letter: "A" }, { letter: "B" }] },
  ]);
  const several = compared([one, [...fit("RNN", 2), ...fit("GRU", 2)]], [other, [...fit("GRU", 3), ...fit("LSTM", 2)]]);
  expect(several.overlays.map(({ title }) => title)).toEqual(["GRU"]);
  expect(compared([one, fit("RNN", 2)], [other, fit("GRU", 2)]).overlays.map(({ title }) => title)).toEqual([""]);
  expect(compared([one, []], [other, []]).overlays).toEqual([]);
});

test("losses measured in another way are said to be so", () => {
  const found = compared([one], [{ ...other, settings: { ...other.settings, loss: "mse", horizon: 9 } }]);
  expect(found.lossNote).toBe(
    "The runs differ in horizon and loss: look at the shapes of the curves, not at their heights.",
  );
});

test("settings are called as the options that set them, on the terminal and on the page; the data keep their own names", () => {
  const settings = { ...other.settings, hiddenSize: 8, learningRate: 0.1 };
  const found = compared([one], [{ ...other, settings }]);
  expect(found.differences.map(({ name }) => name)).toEqual(["cell", "hiddenSize", "learningRate"]);
  const text = comparisonText(found, 100);
  expect(text).toMatch(/^hidden +32 +8$/m);
  expect(text).toMatch(/^learning-rate +- +0\.1$/m);
  const page = JSON.stringify(comparisonDocument(found));
  expect(page).toContain('["hidden","32","8"]');
  expect(page).not.toContain("hiddenSize");
});

test("no line is wider than the terminal", () => {
  const found = compared([one], [other], [labRun, fit("GRU", 40), { "result.json": labResult }]);
  for (const width of [60, 80, 120]) {
    const widest = Math.max(
      ...comparisonText(found, width)
        .split("\n")
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(width);
  }
});

test("on a terminal: settings, scores, time and curves; with --out the same as a page; --json is one document", async () => {
  const place = new Workplace();
  writeRun(place, "runs/a-1111111", one);
  writeRun(place, "runs/b-<b>-2222222", other, fit("backtest fit", 20, 1));
  const { code, stdout, stderr } = await place.here("runs", "compare", "1111111", "b", "--out", "page.html");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^cell +lstm +gru$/m);
  expect(stdout).toMatch(/^A +GRU +3\.000 +5\.000 +2\.000 +3\.100 drift +3\.2% lower +better$/m);
  expect(stdout).toContain("B has the best MAE, 2.500. Whether the runs differ by more than chance was not tested.");
  expect(stdout).toMatch(/^A +1 +10 +2\.5 s +250 ms +12 s$/m);
  expect(stdout).toContain("Validation loss, backtest fit");
  expect(stdout).toContain("The page is page.html");
  const page = readFileSync(place.file("page.html"), "utf8");
  expect(page).toContain("B has the best MAE");
  expect(page).toContain("b-&lt;b&gt;-2222222");
  expect(page).not.toContain("<b>");
  const json = await place.here("runs", "compare", "1111111", "b", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    format: "recurra-comparison/1",
    runs: [{ letter: "A", name: "a-1111111", training: [{ name: "backtest fit" }] }, { letter: "B" }],
    differences: [{ name: "cell", values: ["lstm", "gru"] }],
    comparable: true,
    best: { letter: "B" },
    page: null,
  });
});

test("runs that cannot be compared and pages that cannot be written are one line", async () => {
  const place = new Workplace();
  writeRun(place, "runs/a", one, [], { "report.html": "<p>" });
  writeRun(place, "runs/b", other);
  for (const [args, message] of [
    [["a"], "compare needs two runs or more. `recurra runs show RUN` shows one."],
    [["a", "runs/a"], "a was named twice. Name each run once."],
    [["a", "b", "--out", "data.csv"], "--out data.csv: the page is HTML. Name a file that ends in .html."],
    [
      ["a", "b", "--out", "no/page.html"],
      "--out no/page.html: there is no folder no. Make it, or name a file elsewhere.",
    ],
    [
      ["a", "b", "--out", "runs/a/report.html"],
      "--out runs/a/report.html: this is the file to read. Name another one to write.",
    ],
  ] as const) {
    const { code, stderr } = await place.here("runs", "compare", ...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `recurra: ${message}\n` });
  }
});
