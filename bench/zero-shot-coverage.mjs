// How often the intervals of forecasts without training hold: `npm run bench:coverage`, with --m4 Hourly-train.csv also on the training part of
// M4 Hourly. Made series are of another seed than the network saw; of M4 only the training file is read.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Series, SeriesSet } from "recurra/data";
import { madeSeries } from "recurra/made";
import { loadPretrained, zeroShotSet } from "recurra/pretrained";

const { values: given } = parseArgs({
  options: { m4: { type: "string" }, series: { type: "string", default: "1000" } },
});
const LEVELS = [0.9, 0.95, 0.8, 0.5];
const AHEAD = 24;
const SEED = 9001;
const network = loadPretrained();

/** Prints the shares of truths inside; `groups` are pairs of what is known and what comes, by season. */
function measure(name, horizon, groups) {
  const held = LEVELS.map(() => 0);
  let rows = 0;
  for (const [season, pairs] of groups) {
    const set = SeriesSet.fromSeries(pairs.map(([value], i) => [`s${i}`, Series.fromColumns({ value })]));
    let at = 0;
    for (const forecast of zeroShotSet(network, set, { target: "value", horizon, season, level: LEVELS })) {
      const [, truth] = pairs[at++];
      forecast.rows.forEach((row, h) => {
        rows++;
        [row, ...row.further].forEach(({ lower, upper }, level) => {
          if (truth[h] >= lower && truth[h] <= upper) held[level]++;
        });
      });
    }
  }
  console.log(`${name}: ${LEVELS.map((level, i) => `${level}: ${((100 * held[i]) / rows).toFixed(1)} %`).join("  ")}`);
}

if (given.m4 !== undefined) {
  const lines = readFileSync(given.m4, "utf8").trim().split("\n").slice(1);
  const numbers = (line) =>
    line
      .split(",")
      .slice(1)
      .map((cell) => cell.replaceAll('"', ""))
      .filter(Boolean)
      .map(Number);
  const all = lines.map((line) => Float64Array.from(numbers(line)));
  for (const rows of [0, 200, 100, 60]) {
    const pairs = [48, 96].flatMap((back) =>
      all.map((values) => {
        const end = values.length - back;
        return [values.subarray(rows ? end - rows : 0, end), values.subarray(end, end + 48)];
      }),
    );
    measure(`M4 Hourly, ${rows || "all"} rows`, 48, [[rows ? 24 : [24, 168], pairs]]);
  }
}
for (const rows of [300, 150, 100, 60, 40, 20]) {
  const groups = new Map();
  for (let index = 0; index < Number(given.series); index++) {
    const { values, season = "none" } = madeSeries({ seed: SEED, index, rows: rows + AHEAD });
    if (!groups.has(season)) groups.set(season, []);
    groups.get(season).push([values.subarray(0, rows), values.subarray(rows)]);
  }
  measure(`made series of ${rows} rows`, AHEAD, groups);
}
