// How often two equally good forecasts are called different at p < 0.05, by the test of the verdict and by the usual sum of autocovariances
// (Newey and West 1987, with the small-sample factor of Harvey, Leybourne and Newbold 1997): `node test/verdict/size.mjs`. Errors are
// autoregressions of first order; a window's error is the mean absolute one over its rows.
import { Generator } from "recurra/core";
import { dieboldMariano } from "recurra/evaluation";

const DRAWS = 2000;
const CASES = [
  { windows: 60, horizon: 1 },
  { windows: 200, horizon: 1 },
  { windows: 60, horizon: 5 },
  { windows: 200, horizon: 5 },
  { windows: 240, horizon: 24 },
  { windows: 700, horizon: 24 },
];

/** Student's t at which the two-sided p is 0.05, for so many degrees of freedom, by Hill's expansion from the normal's 1.959964. */
function critical(freedom) {
  const z = 1.959964;
  const g = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return z + g[0] / freedom + g[1] / freedom ** 2 + g[2] / freedom ** 3;
}

function bySum(differences, horizon) {
  const n = differences.length;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  let variance = 0;
  for (let k = 0; k < horizon; k++) {
    let covariance = 0;
    for (let i = k; i < n; i++) covariance += (differences[i] - mean) * (differences[i - k] - mean);
    variance += ((k === 0 ? 1 : 2 * (1 - k / horizon)) * covariance) / n;
  }
  const factor = Math.sqrt((n + 1 - 2 * horizon + (horizon * (horizon - 1)) / n) / n);
  return Math.abs((mean / Math.sqrt(variance / n)) * factor) > critical(n - 1);
}

const random = new Generator(1).stream("size");
let draw = 0;
function errors(count, memory) {
  let value = 0;
  const all = Array.from({ length: count + 50 }, () => {
    value = memory * value + random.normal(draw++);
    return Math.abs(value);
  });
  return all.slice(50);
}

console.log("| windows | horizon | memory of the errors | this test | sum of autocovariances |");
console.log("| ---: | ---: | ---: | ---: | ---: |");
for (const { windows, horizon } of CASES) {
  for (const memory of [0, 0.8]) {
    let [ours, sums] = [0, 0];
    for (let i = 0; i < DRAWS; i++) {
      const [f, g] = [errors(windows + horizon, memory), errors(windows + horizon, memory)];
      const unfold = (all) =>
        Float64Array.from({ length: windows * horizon }, (_, at) => all[Math.floor(at / horizon) + (at % horizon)]);
      const truth = new Float64Array(windows * horizon);
      if (dieboldMariano(truth, unfold(f), unfold(g), { horizon, stride: 1, against: "g" }).p < 0.05) ours++;
      const differences = Array.from({ length: windows }, (_, w) => {
        let sum = 0;
        for (let s = 0; s < horizon; s++) sum += (f[w + s] - g[w + s]) / horizon;
        return sum;
      });
      if (bySum(differences, horizon)) sums++;
    }
    const percent = (count) => `${((100 * count) / DRAWS).toFixed(1)} %`;
    console.log(`| ${windows} | ${horizon} | ${memory} | ${percent(ours)} | ${percent(sums)} |`);
  }
}
