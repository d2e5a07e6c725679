// node bench/accuracy/rivals-cost.mjs: the CPU seconds that all rivals of a backtest take together, on hours with a day and a week in them:
// fitted once, and rolled over 200 windows of 24 rows. What is given is the median of five runs.
import { Generator } from "recurra/core";
import { rivals } from "recurra/evaluation";

const SEASONS = [
  { rows: 24, name: "a day", found: true },
  { rows: 168, name: "a week", found: true },
];
const [windows, horizon] = [200, 24];

for (const rows of [1000, 20_000, 100_000]) {
  const random = new Generator(1).stream("hours");
  const values = Float64Array.from({ length: rows }, (_, i) => {
    const day = Math.abs((i % 24) - 12) * (Math.floor(i / 24) % 7 < 5 ? 5 : 2);
    return 100 + day + 3 * random.normal(i);
  });
  const fitted = rows - windows - horizon;
  const origins = Uint32Array.from({ length: windows }, (_, i) => fitted + i);
  const history = { values: values.subarray(0, fitted), fitted, seasons: SEASONS, horizon };
  const seconds = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    for (const rival of rivals({ seasons: SEASONS })) rival.fit(history)?.forecast(values, origins);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  console.log(`${rows} rows: ${seconds.sort((a, b) => a - b)[2].toFixed(2)} CPU s`);
}
