// What the tape costs for each operation: `node bench/tape.mjs [--json]`. A chain of a thousand operations on four numbers, where the
// arithmetic itself takes some nanoseconds: forward, and forward with backward. The times are of the operations one by one, in
// nanoseconds; the median of many runs, and the least.
import { manualSeed, Parameter, scope, tensor } from "recurra";
import { median } from "recurra/statistics";
import { add, mul, sum, tanh } from "recurra/tensor";

const nodes = 1000;
const runs = 200;
const start = [0.1, -0.2, 0.3, -0.4];

manualSeed(0);
const weight = new Parameter(new Float32Array([0.9, 1.1, -0.8, 1.2]), [4]);
const bias = tensor([0.01, 0.02, -0.01, 0.03], [4]);
const kinds = [(x) => mul(x, weight), (x) => add(x, bias), tanh, (x) => add(x, weight)];

function chain() {
  let x = tensor(start, [4], { requiresGrad: true });
  for (let i = 0; i < nodes; i++) x = kinds[i % kinds.length](x);
  return x;
}

/** Nanoseconds a node, in each of the runs after a warm-up. */
function nanoseconds(body) {
  const samples = [];
  for (let run = -100; run < runs; run++) {
    const begin = performance.now();
    body();
    if (run >= 0) samples.push(((performance.now() - begin) * 1e6) / nodes);
  }
  return { median: median(samples), least: Math.min(...samples) };
}

const forward = nanoseconds(() => scope(() => void chain()));
const both = nanoseconds(() => {
  weight.zeroGrad();
  sum(chain()).backward();
});
const told = { node: process.version, nodes, runs, forward, both };
if (process.argv.includes("--json")) console.log(JSON.stringify(told));
else {
  const line = (what, { median, least }) =>
    `${what.padEnd(24)}${median.toFixed(0).padStart(6)} ns (least ${least.toFixed(0)})`;
  console.log(`Node ${told.node}; a chain of ${nodes} operations on 4 numbers, per operation, median of ${runs}`);
  console.log(`${line("forward", forward)}\n${line("forward and backward", both)}`);
}
