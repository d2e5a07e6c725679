// npm run bench:accuracy -- DIR: how good the rivals of a backtest are by themselves, on the 414 hourly series of the M4 competition. DIR has
// m4-hourly-train.csv and m4-hourly-test.csv (a row for each series: its name, then its values). Each rival forecasts 48 hours from the end
// of each training series; printed are the mean MASE (season 24) and sMAPE beside those of m4_hourly.py, which are computed by other
// people's software, and published ones.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mase, naiveScale, rivals, smape } from "recurra/evaluation";

const HORIZON = 48;
const SEASONS = [
  { rows: 24, name: "a day", found: true },
  { rows: 168, name: "a week", found: true },
];
/** Source: Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition: 100,000 time series and 61 forecasting methods". */
const published = { "seasonal naive (day)": 1.193 };

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Give the folder that has m4-hourly-train.csv and m4-hourly-test.csv: npm run bench:accuracy -- DIR");
  process.exit(2);
}

/** Name of a series -> its values; shorter rows end in empty cells. */
function read(file) {
  const lines = readFileSync(join(folder, file), "utf8").trim().split("\n").slice(1);
  return new Map(
    lines.map((line) => {
      const [name, ...cells] = line.split(",").map((cell) => cell.trim().replaceAll('"', ""));
      return [name, Float64Array.from(cells.filter((cell) => cell !== "" && cell !== "NA").map(Number))];
    }),
  );
}

const train = read("m4-hourly-train.csv");
const test = read("m4-hourly-test.csv");
const only = process.env.ONLY;
const found = rivals({ seasons: SEASONS })
  .filter(({ name }) => only === undefined || name === only)
  .map((rival) => ({ rival, mase: 0, smape: 0, count: 0, seconds: 0 }));
for (const [name, values] of train) {
  const actual = test.get(name);
  const scale = naiveScale(values, 24);
  for (const score of found) {
    const start = process.cpuUsage();
    const fitted = score.rival.fit({ values, fitted: values.length, seasons: SEASONS, horizon: HORIZON });
    const forecast = fitted?.forecast(values, Uint32Array.of(values.length));
    const { user } = process.cpuUsage(start);
    score.seconds += user / 1e6;
    if (forecast === undefined) continue;
    score.count++;
    score.mase += mase(actual, forecast, scale);
    score.smape += smape(actual, forecast);
  }
}

const reference = JSON.parse(readFileSync(fileURLToPath(new URL("m4-hourly.json", import.meta.url)), "utf8"));
console.log(`${"".padEnd(24)}  MASE   sMAPE   computed elsewhere  published  CPU s  series`);
for (const { rival, mase, smape, count, seconds } of found) {
  const other = reference.scores[rival.name];
  console.log(
    [
      rival.name.padEnd(24),
      (mase / count).toFixed(3).padStart(6),
      (smape / count).toFixed(2).padStart(6),
      (other === undefined ? "-" : `${other.mase.toFixed(3)} / ${other.smape.toFixed(2)}`).padStart(20),
      (published[rival.name]?.toFixed(3) ?? "-").padStart(10),
      seconds.toFixed(1).padStart(6),
      String(count).padStart(7),
    ].join(" "),
  );
}
