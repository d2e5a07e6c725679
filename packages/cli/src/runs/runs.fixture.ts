// Run folders as a forecast and a lab leave them, written without training anything.

import { mkdirSync } from "node:fs";
import type { Workplace } from "../command.fixture.ts";
import { version } from "../terminal/version.ts";

export const sha256 = "0a".repeat(32);

/** The run.json of a forecast that is done. */
export const forecastRun = {
  format: "recurra-run/1",
  status: "done",
  started: "2026-03-04T05:06:07.000Z",
  ended: "2026-03-04T05:06:19.000Z",
  command: "forecast",
  settings: {
    target: "Close",
    inputs: ["Close"],
    horizon: 5,
    cell: "lstm",
    hiddenSize: 32,
    loss: "huber",
    repair: null,
  },
  seed: 7,
  mode: "strict",
  versions: { recurra: version(), node: "24.0.0" },
  data: { file: "prices/aapl.csv", sha256, rows: 1260 },
  scores: [
    { name: "LSTM", kind: "model", mae: 3, rmse: 4, mase: 2.9 },
    { name: "last value", kind: "naive", mae: 3.2, rmse: 4.1, mase: 3 },
    { name: "drift", kind: "naive", mae: 3.1, rmse: 4.2, mase: 3 },
  ],
  windows: { count: 248, stride: 1, from: "2017-05-12", to: "2018-05-11" },
  verdict: { outcome: "better", headline: "Better than the naive forecasts", sentence: "It beats drift.", remarks: [] },
};

/** The run.json of a lab that is done. */
export const labRun = {
  format: "recurra-run/1",
  status: "done",
  started: "2026-03-05T05:06:07.000Z",
  ended: "2026-03-05T05:08:07.000Z",
  command: "lab",
  lab: "denoise",
  settings: { hidden: 30, noise: 0.35, seed: 0 },
  seed: 0,
  data: null,
  verdict: { tone: "bad", outcome: "No better than doing nothing", sentences: ["Train it for longer."] },
};

/** What a lab's result.json holds of its scores. */
export const labResult = {
  format: "recurra-lab/1",
  scores: [
    {
      task: "the clean wave at each step",
      over: "4,000 test sequences",
      samples: 400_000,
      main: true,
      measures: [{ name: "MAE", unit: null, better: "less" }],
      methods: [
        { name: "network", kind: "model", values: [0.5] },
        { name: "the noisy input", kind: "naive", values: [0.175] },
      ],
    },
  ],
};

/** Lines of metrics.jsonl: a fit whose losses fall. */
export function fit(phase: string, epochs: number, shift = 0): object[] {
  return Array.from({ length: epochs }, (_, n) => ({
    phase,
    epoch: n + 1,
    trainLoss: shift + 1 / (n + 1),
    validationLoss: shift + 1.1 / (n + 1),
    seconds: 0.25,
    best: true,
  }));
}

/** Writes a run folder with these files in it; what is not a text becomes JSON. */
export function writeRun(
  place: Workplace,
  path: string,
  run: unknown,
  metrics: readonly object[] = fit("backtest fit", 10),
  more: Readonly<Record<string, unknown>> = {},
): void {
  mkdirSync(place.file(path), { recursive: true });
  const text = (content: unknown): string => (typeof content === "string" ? content : JSON.stringify(content));
  place.write(`${path}/run.json`, text(run));
  place.write(`${path}/metrics.jsonl`, metrics.map((line) => `${JSON.stringify(line)}\n`).join(""));
  for (const [name, content] of Object.entries(more)) place.write(`${path}/${name}`, text(content));
}
