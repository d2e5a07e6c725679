// A network that was trained on series that never existed forecasts one that it has not seen, and says what its forecast is made of: weights of
// past seasons, and gates towards the last value and other levels.
import { noGrad, Series, tensor } from "recurra";
import { madeSeries } from "recurra/made";
import { loadPretrained, SeasonView, zeroShot } from "recurra/pretrained";

const season = 12;
const horizon = 12;
const levels = ["last value", "mean of the last season", "mean of all", "drift"];

/** Forecasts the last year of some made series; the mean error beside that of the year before, and what moves one of them. */
export function run(
  count: number,
  print: (line: string) => void = () => {},
): { error: number; lastYear: number; weights: number[]; gates: number[] } {
  const network = loadPretrained();
  let [error, lastYear] = [0, 0];
  for (let index = 0; index < count; index++) {
    const { values } = madeSeries({ seed: 5, index, season, rows: 8 * season });
    const known = values.slice(0, -horizon);
    const { rows } = zeroShot(network, Series.fromColumns({ value: known }), { target: "value", horizon, season });
    let [own, year, unit] = [0, 0, 0];
    rows.forEach(({ value }, i) => {
      own += Math.abs(values[known.length + i] - value);
      year += Math.abs(values[known.length + i] - known[known.length - season + i]);
    });
    for (let row = season; row < known.length; row++) unit += Math.abs(known[row] - known[row - season]);
    unit = (unit / (known.length - season)) * horizon * count;
    if (unit === 0) continue;
    error += own / unit;
    lastYear += year / unit;
  }
  print(`${count} series: error ${error.toFixed(3)}; the year before: ${lastYear.toFixed(3)}`);

  // What the network makes of one of them.
  const { values } = madeSeries({ seed: 5, index: 0, season, rows: 7 * season });
  const view = new SeasonView(season);
  const x = new Float32Array(view.layout.end);
  view.write(values, values.length, x, 0);
  const inside = noGrad(() => {
    const { weights, gates } = network.inside(tensor(x, [1, x.length]));
    return { weights: weights.toArray(), gates: gates!.toArray() };
  });
  const weights = [...inside.weights.slice(1, 7)];
  const places = inside.gates.length / 2 / levels.length;
  const gates = levels.map((_, level) => {
    const own = inside.gates.slice(level * places, (level + 1) * places);
    return own.reduce((sum, value) => sum + value, 0) / places;
  });
  print(`weights of the seasons before the last: ${weights.map((value) => value.toFixed(2)).join(", ")}`);
  print(`gates: ${levels.map((level, i) => `${level} ${gates[i].toFixed(2)}`).join(", ")}`);
  network.dispose();
  return { error, lastYear, weights, gates };
}

if (process.argv[1]?.endsWith("15-made-series.js")) run(40, console.log);
