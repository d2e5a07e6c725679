// How near the kernels come to what one core can do: `npm run bench:kernels -- [--mode strict|fast] [--json] [--write] [--assembly FOLDER]`.
// The kernels are compiled from packages/recurra/assembly (or the same folder of another checkout) as the build does, together with a loop that shows the
// peak: multiply-adds on values that stay in registers. The peak is the better of that loop and of one tile of 4 x 8 whose operands lie in the
// first-level cache. It is measured again beside every kernel, in turns, because a core's speed changes from second to second:
// the shares tell more than the rates. Every time is the least of many short repeats.
// --write measures with vectors of 128 bits and of 256 (kernel-table.mjs) and writes both into docs/performance.md.
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { at, elementCases, productCases } from "./kernel-cases.mjs";
import { kernelModule } from "./kernel-module.mjs";
import { writeTable } from "./kernel-table.mjs";

const { values: options } = parseArgs({
  options: {
    mode: { type: "string", default: "strict" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    assembly: { type: "string" },
  },
});
const { mode, json } = options;
if (mode !== "strict" && mode !== "fast") throw new Error(`--mode is ${mode}; it must be strict or fast.`);
if (options.write) {
  writeTable();
  process.exit(0);
}
// Optimized code from the first call on: the tier before it would be timed where the machine is busy.
setFlagsFromString("--no-liftoff");

const memory = new WebAssembly.Memory({ initial: 512, maximum: 65_536 });
const k = await kernelModule(mode, memory, options.assembly);
const floats = new Float32Array(memory.buffer);

for (let i = at(0) >> 2; i < at(8) >> 2; i++) floats[i] = (Math.imul(i, 2654435761) >>> 0) / 2 ** 32;
floats.set([0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1], at(7) >> 2);

const mostRounds = 300;
const fewestRounds = 30;
const millisecondsPerTurn = 0.15;
const longestMilliseconds = 600;

/** Milliseconds of one call of each body: the least over the rounds, the bodies taking turns. */
function times(bodies) {
  const repeats = bodies.map((body) => {
    for (let i = 0; i < 20; i++) body();
    const start = performance.now();
    let calls = 0;
    for (; performance.now() - start < 2; calls++) body();
    return Math.max(1, Math.round((calls * millisecondsPerTurn) / 2));
  });
  const least = bodies.map(() => Number.POSITIVE_INFINITY);
  const began = performance.now();
  for (let round = 0; round < mostRounds; round++) {
    if (round >= fewestRounds && performance.now() - began > longestMilliseconds) break;
    bodies.forEach((body, i) => {
      const start = performance.now();
      for (let call = 0; call < repeats[i]; call++) body();
      least[i] = Math.min(least[i], (performance.now() - start) / repeats[i]);
    });
  }
  return least;
}

const registerSteps = 500;
const peakBodies = [
  () => k.registers(at(7), registerSteps),
  () => k.gemm(4, 8, 512, at(5), 516, at(6) + 10_240, 0, at(7) + 4096, 8, 0),
];
const peakFlops = [registerSteps * 12 * 8, 2 * 4 * 8 * 512];

/** Runs a body beside the peak. */
function beside(body) {
  const [own, ...peaks] = times([body, ...peakBodies]);
  return { own, peak: Math.max(...peaks.map((ms, i) => peakFlops[i] / ms / 1e6)) };
}

const rows = [];
for (const { body, flops, ...row } of productCases(k)) {
  const { own, peak } = beside(body);
  const rate = flops / own / 1e6;
  rows.push({ ...row, rate, peak, share: rate / peak });
}

// Something element by element: nanoseconds for each, also as multiply-adds that the core could have done meanwhile. Bodies run many times on their own
// results. The backward passes would shrink a gradient to nothing, were the gates that it passes not 1.
for (const { kernel, size, count, value, body } of elementCases(k)) {
  floats.fill(0.5, at(0) >> 2, at(5) >> 2);
  floats.fill(value, at(0) >> 2, at(1) >> 2);
  const { own, peak } = beside(body);
  const nanoseconds = (own * 1e6) / count;
  rows.push({ kernel, size, nanoseconds, peak, multiplyAdds: (nanoseconds * peak) / 2 });
}

const best = Math.max(...rows.map((row) => row.peak));
if (json) {
  console.log(JSON.stringify({ mode, node: process.version, peak: best, rows }, null, 2));
} else {
  console.log(`mode ${mode}, Node ${process.version}; the peak reached ${best.toFixed(1)} GFLOP/s\n`);
  for (const row of rows) {
    const figures =
      row.rate === undefined
        ? `${row.nanoseconds.toFixed(3).padStart(7)} ns each     ${row.multiplyAdds.toFixed(1).padStart(5)} multiply-adds' time`
        : `${row.rate.toFixed(1).padStart(7)} GFLOP/s    ${(100 * row.share).toFixed(0).padStart(4)} % of the peak   ${row.use}`;
    console.log(`${row.kernel.padEnd(30)}${row.size.padEnd(18)}${figures}`);
  }
}
