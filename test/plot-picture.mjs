// npm run docs:plot: what recurra/plot draws, as docs/plot.md shows it: docs/images/plot.svg.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Series } from "recurra";
import { portableMath } from "recurra/core";
import { bars, heatMap, lines, panels, scatter } from "recurra/plot";

const file = fileURLToPath(new URL("../docs/images/plot.svg", import.meta.url));
const range = (length, value) => Array.from({ length }, (_, i) => value(i));

/** The file's text. */
export function plotPicture() {
  const csv = readFileSync(new URL("../examples/data/aapl.csv", import.meta.url), "utf8");
  const year = Series.fromCsv(csv).from("2017-05-12").select(["Close"]);
  const decay = (rate, end) => range(20, (i) => end + portableMath.exp(-i * rate));
  const wave = (i) => portableMath.sin(i / 5);
  const loss = lines(
    { training: decay(0.35, 0.05), validation: decay(0.3, 0.12) },
    { title: "Loss by epoch", x: "epoch", from: 1, y: "mean squared error", rules: [{ label: "guessing", y: 0.9 }] },
  );
  const price = lines(year, { title: "A share price", y: "Close, USD" });
  const gates = range(6, (unit) => range(40, (t) => 0.5 + 0.5 * portableMath.sin((t * (unit + 2)) / 9 + unit)));
  const gate = heatMap(gates, { title: "Input gate", x: "step", y: "unit", domain: [0, 1], legend: "open" });
  const scores = bars(
    { model: 1.21, "last value": 1.53 },
    { title: "Error", value: "MAE", roles: { "last value": "naive" } },
  );
  const states = scatter(
    {
      early: { x: range(30, wave), y: range(30, (i) => wave(i + 5)) },
      late: { x: range(30, (i) => wave(i) / 2), y: range(30, (i) => wave(i + 9) / 2) },
    },
    { title: "Hidden states", x: "unit 1", y: "unit 2" },
  );
  const confusion = heatMap(
    [
      [50, 3],
      [4, 43],
    ],
    { title: "Calls", x: "said", y: "was", rowNames: ["up", "down"], columnNames: ["up", "down"], legend: "days" },
  );
  return panels([loss, price, gate, states, scores, confusion], { across: 2 }).svg();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, plotPicture());
