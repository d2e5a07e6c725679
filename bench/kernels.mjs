// How near the kernels come to what one core can do: `npm run bench:kernels -- [--mode strict|fast] [--json]`.
// The kernels are compiled from packages/recurra/assembly as the build does, together with a loop that shows the peak: multiply-adds
// on values that stay in registers. The peak is the better of that loop and of one tile of 4 x 8 whose operands lie in the
// first-level cache. It is measured again beside every kernel, in turns, because a core's speed changes from second to second:
// the shares tell more than the rates. Every time is the least of many short repeats.
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { kernelModule } from "./kernel-module.mjs";

const { values: options } = parseArgs({
  options: { mode: { type: "string", default: "strict" }, json: { type: "boolean", default: false } },
});
const { mode, json } = options;
if (mode !== "strict" && mode !== "fast") throw new Error(`--mode is ${mode}; it must be strict or fast.`);
// Optimized code from the first call on: the tier before it would be timed where the machine is busy.
setFlagsFromString("--no-liftoff");

const memory = new WebAssembly.Memory({ initial: 512, maximum: 65_536 });
const k = await kernelModule(mode, memory);
const floats = new Float32Array(memory.buffer);

/** Eight areas of 3 MiB that share no cache sets at their starts. */
const at = (area) => (1 << 20) + area * ((3 << 20) + 4160);
for (let i = at(0) >> 2; i < at(8) >> 2; i++) floats[i] = (Math.imul(i, 2654435761) >>> 0) / 2 ** 32;
floats.set([0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1], at(7) >> 2);

/** As layouts do: no row of a multiple of 256 bytes. */
const stride = (n) => (n % 64 === 0 ? n + 16 : n);
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

// Bodies run many times on their own results. The backward passes would shrink a gradient to numbers too small for full speed, were
// the gates that it passes not 1.
const areas = (first, last, value) => floats.fill(value, at(first) >> 2, at(last + 1) >> 2);

/** A product: its rate in GFLOP/s and its share of the peak. */
function product(kernel, use, [m, n, terms], body) {
  const { own, peak } = beside(body);
  const rate = (2 * m * n * terms) / own / 1e6;
  rows.push({ kernel, size: `${m} x ${n} x ${terms}`, use, rate, peak, share: rate / peak });
}

/** Something element by element: nanoseconds for each, also as multiply-adds that the core could have done meanwhile. */
function elements(kernel, size, count, body) {
  const { own, peak } = beside(body);
  const nanoseconds = (own * 1e6) / count;
  rows.push({ kernel, size, nanoseconds, peak, multiplyAdds: (nanoseconds * peak) / 2 });
}

for (const [use, m, n, terms] of [
  ["GRU 30, gates r and z", 20, 64, 32],
  ["GRU 30, three gates wide", 20, 96, 32],
  ["GRU 30, back to h", 20, 32, 90],
  ["LSTM 32, ten rows", 10, 128, 33],
  ["LSTM 32, five rows", 5, 128, 33],
  ["LSTM 128", 12, 512, 137],
  ["LSTM 128", 16, 512, 137],
  ["LSTM 128, back to h", 16, 128, 512],
  ["LSTM 512", 12, 2048, 521],
  ["LSTM 512", 32, 2048, 521],
  ["LSTM 64, one row", 1, 256, 66],
]) {
  const lda = stride((terms + 3) & ~3);
  product("product", use, [m, n, terms], () => k.gemm(m, n, terms, at(0), lda, at(1), 0, at(3), n + 16, 0));
}
for (const [use, m, n, terms] of [
  ["GRU 30, weights", 90, 32, 120],
  ["GRU 30, weights", 120, 32, 120],
  ["GRU 128, weights", 384, 144, 128],
  ["LSTM 128, weights", 512, 144, 128],
  ["LSTM 512, weights", 2048, 528, 120],
]) {
  const lda = stride((m + 11) & ~3);
  product("product, transposed", use, [m, n, terms], () => k.gemmTN(m, n, terms, at(0), lda, at(1), n, at(3), n));
}
areas(0, 4, 0.5);
elements("sigmoid", "4096", 4096, () => k.sigmoidArray(at(1), at(0), 4096));
elements("tanh", "4096", 4096, () => k.tanhArray(at(1), at(0), 4096));
for (const [batch, hidden, padded] of [
  [20, 30, 32],
  [12, 128, 128],
]) {
  const size = `${batch} x ${hidden}`;
  const [g, h, d] = [padded * 16, padded * 4 + 64, hidden * 16 + 32];
  const [lstm, gru] = [batch * padded * 4, batch * padded * 3];
  areas(0, 4, 0.5);
  elements("RNN tanh", size, gru / 3, () => k.rnnForward(0, batch, padded, at(0), padded * 4, at(3) + 36, h));
  elements("RNN tanh, backward", size, gru / 3, () =>
    k.rnnBackward(0, 0, batch, padded, at(3) + 36, h, at(4), at(5), d),
  );
  elements("LSTM gates", size, lstm, () => k.lstmForward(batch, padded, at(0), g, at(1), at(2), at(3) + 36, h));
  areas(0, 0, 1);
  elements("LSTM gates, backward", size, lstm, () =>
    k.lstmBackward(0, batch, hidden * 4, padded, at(0), g, at(1), at(2), at(3), at(4), at(5), d),
  );
  areas(0, 4, 0.5);
  elements("GRU gates", size, gru, () => k.gruAfterForward(batch, padded, at(0), g, at(3) + 36, at(4) + 36, h));
  areas(0, 0, 1);
  elements("GRU gates, backward", size, gru, () =>
    k.gruAfterBackward(0, batch, hidden * 4, padded, at(0), g, at(3) + 36, h, at(4), at(5), d),
  );
}
areas(0, 4, 0.5);
elements("Adam", "12672", 12_672, () =>
  k.adamStep(at(0), at(1), at(2), at(3), 12_672, 1e-6, 0.1, 0.999, 0.001, 0.1, 1e-8, 0, 1, 0.5),
);

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
    console.log(`${row.kernel.padEnd(22)}${row.size.padEnd(18)}${figures}`);
  }
}
