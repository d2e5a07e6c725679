// What a backtest costs beside the forward passes of its network, in CPU time: the windows as one tensor through a Predictor, the forecasts
// of a Forecaster, and whole backtests with their scores, intervals and rivals. A GRU of 32 units on made hourly values.
// Usage: node bench/backtest.mjs [--windows 10000] [--lookback 48] [--horizon 24] [--json]

import { parseArgs } from "node:util";
import { Forecaster, Predictor, Series, tensor } from "recurra";
import { backtest } from "recurra/evaluation";
import { enableWide } from "recurra/wide";
import { backtestText } from "./neighbours.mjs";

const { values } = parseArgs({
  options: {
    windows: { type: "string", default: "10000" },
    lookback: { type: "string", default: "48" },
    horizon: { type: "string", default: "24" },
    json: { type: "boolean", default: false },
  },
});
const [windows, lookback, horizon] = [values.windows, values.lookback, values.horizon].map(Number);
const fitted = 1000;
const ROUNDS = 3;

enableWide();
const load = Float64Array.from(
  { length: fitted + windows + horizon - 1 },
  (_, i) => 20 + 5 * Math.sin(i / 3.8) + ((i * 7919) % 101) / 40,
);
const series = Series.fromColumns({ load });
const settings = { target: "load", model: "stepwise", cell: "gru", hiddenSize: 32, linear: false, epochs: 1 };
const forecaster = new Forecaster({ ...settings, lookback, horizon });
for await (const _ of forecaster.fit(series.slice(0, fitted)));

const origins = Uint32Array.from({ length: windows }, (_, i) => fitted + i);
const inputs = new Float32Array(windows * lookback);
for (const [i, origin] of origins.entries()) {
  forecaster.normaliser.writeInputs([load], origin, lookback, inputs, i * lookback);
}
const x = tensor(inputs, [windows, lookback, 1]);
const predictor = new Predictor(forecaster.network);
const blocks = () => {
  for (let from = 0; from < windows; from += 64) forecaster.predictAt(series, origins.subarray(from, from + 64));
};
const works = [
  ["forward passes of a Predictor", () => predictor.predictSync(x)],
  ["forecasts, as a backtest asks for them", blocks],
  ['backtest, rivals "few"', () => backtest(forecaster, series, { from: fitted, rivals: "few" })],
  ["backtest", () => backtest(forecaster, series, { from: fitted })],
];

/** The least CPU time of some rounds, ms. */
async function timeOf(work) {
  const times = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return Math.min(...times.slice(1));
}

const rows = [];
for (const [name, work] of works) {
  const milliseconds = await timeOf(work);
  rows.push({ name, milliseconds, beside: milliseconds / (rows[0]?.milliseconds ?? milliseconds) });
}
const told = { node: process.version, windows, lookback, horizon, rows };
if (values.json) process.stdout.write(JSON.stringify(told));
else process.stdout.write(`${backtestText(told).join("\n\n")}\n`);
