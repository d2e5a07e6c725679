// What the pretrained network says of the bundled share prices at once, as a sketch: the last rows, the forecast with its interval, and the verdict.
import { readFileSync } from "node:fs";
import { Experiment } from "recurra";
import { openSeries } from "recurra/files";
import { loadPretrained } from "recurra/pretrained";
import { pathOf, planeOf } from "./sketch.mjs";

const [TARGET, HORIZON, KNOWN] = ["Volume", 20, 70];

export async function recordForecast() {
  const bytes = readFileSync(new URL("../../../examples/data/aapl.csv", import.meta.url));
  const series = await openSeries(bytes, { name: "aapl.csv", columns: [TARGET] });
  const settings = { target: TARGET, horizon: HORIZON, model: "pretrained" };
  const experiment = new Experiment(series, settings, { pretrained: loadPretrained() });
  let result;
  for await (const event of experiment.run()) if (event.type === "result") result = event.result;
  const known = Array.from(series.column(TARGET)).slice(-KNOWN);
  const { forecast, verdict } = result;
  const line = (y, from) => ({ x: y.map((_, i) => from + i), y });
  const ahead = (pick) => line([known[KNOWN - 1], ...forecast.map(pick)], KNOWN - 1);
  const [past, value, low, high] = [
    line(known, 0),
    ahead((row) => row.value),
    ahead((row) => row.lower),
    ahead((row) => row.upper),
  ];
  const plane = planeOf([past, low, high], { left: 0, width: 240 });
  const points = ({ x, y }) => x.map((at, i) => [plane.x(at), plane.y(y[i])]);
  return {
    target: TARGET,
    file: "aapl.csv",
    outcome: verdict.outcome,
    headline: verdict.headline,
    past: pathOf(points(past)),
    value: pathOf(points(value)),
    band: `${pathOf([...points(high), ...points(low).reverse()])}z`,
  };
}
