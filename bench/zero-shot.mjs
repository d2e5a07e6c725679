// How long forecasts without training take for very many series: `npm run bench:zero-shot`, or with --series N --rows N --horizon N.
// Made series, half of them of days with a week and half of hours with a day, forecast as one SeriesSet on one thread; its seasons are found too. Ends with exit code 1 above the limit.

import { parseArgs } from "node:util";
import { Series, SeriesSet } from "recurra/data";
import { madeSeries } from "recurra/made";
import { loadPretrained, zeroShotSet } from "recurra/pretrained";

const number = (value) => ({ type: "string", default: String(value) });
const { values } = parseArgs({ options: { series: number(10_000), rows: number(300), horizon: number(14) } });
const [count, rows, horizon] = [Number(values.series), Number(values.rows), Number(values.horizon)];
/** Seconds of CPU for 10,000 series of 300 rows. */
const LIMIT = 90;

const start = Date.UTC(2024, 0, 1);
const clock = [
  { season: 7, times: Array.from({ length: rows }, (_, t) => start + t * 86_400_000) },
  { season: 24, times: Array.from({ length: rows }, (_, t) => start + t * 3_600_000) },
];
const set = SeriesSet.fromSeries(
  Array.from({ length: count }, (_, index) => {
    const { season, times } = clock[index % 2];
    const { values: value } = madeSeries({ index, season, rows });
    return [`s${index}`, Series.fromColumns({ value }, { times })];
  }),
);
const network = loadPretrained();

const before = process.cpuUsage();
const began = performance.now();
let seen = 0;
for (const { rows: ahead, looks } of zeroShotSet(network, set, { target: "value", horizon })) {
  if (ahead.length !== horizon) throw new Error("a series has no forecast");
  seen += looks.length;
}
const { user, system } = process.cpuUsage(before);
const cpu = (user + system) / 1e6;
console.log(
  `${count} series of ${rows} rows, ${horizon} ahead: ${cpu.toFixed(1)} s of CPU, ${((performance.now() - began) / 1000).toFixed(1)} s, ${((1000 * cpu) / count).toFixed(2)} ms a series, seen in ${(seen / count).toFixed(1)} ways, at most ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
);
if (cpu > (LIMIT * count * rows) / 3e6) {
  console.error(`more than ${LIMIT} s for 10,000 series of 300 rows`);
  process.exitCode = 1;
}
