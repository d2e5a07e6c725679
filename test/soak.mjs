// A long run in flat memory: 100,000 training steps of the hand-written encoder-decoder example. The engine's memory and
// the JavaScript heap are measured after a warm-up and at the end. Usage: npm run test:soak, or after a build: node test/soak.mjs [STEPS]
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Adam, manualSeed, mseLoss } from "recurra";
import { memoryUse } from "recurra/tensor";
import { Model, signal } from "../examples/dist/02-encoder-decoder.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const steps = Number(process.argv[2] ?? 100_000);
const warm = Math.min(1_000, Math.floor(steps / 2));
const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(2)} MiB`;

manualSeed(7);
const model = new Model();
const adam = new Adam(model.parameters(), { learningRate: 0.001 });
const windows = signal().windows({ lookback: 5, horizon: 2, inputs: ["y"], targets: ["y"] });

let start;
let done = 0;
let loss = 0;
const began = performance.now();
for (let epoch = 1; done < steps; epoch++) {
  for (const { x, y } of windows.batches(5, { seed: 7, epoch })) {
    adam.zeroGrad();
    const error = mseLoss(model.forward(x, y), y);
    error.backward();
    adam.step();
    loss = error.item();
    done++;
    if (done === warm) start = measure();
    if (done % 20_000 === 0) process.stdout.write(`${done} steps, loss ${loss.toFixed(5)}\n`);
    if (done === steps) break;
  }
}
const end = measure();
const seconds = (performance.now() - began) / 1000;

function measure() {
  collect();
  return { engine: memoryUse(), heap: process.memoryUsage().heapUsed };
}

process.stdout.write(`${steps} steps in ${seconds.toFixed(1)} s\n`);
process.stdout.write(
  `engine  ${mebibytes(start.engine.total)} after ${warm} steps, ${mebibytes(end.engine.total)} at the end\n`,
);
process.stdout.write(`heap    ${mebibytes(start.heap)} after ${warm} steps, ${mebibytes(end.heap)} at the end\n`);
const flat =
  end.engine.total === start.engine.total &&
  end.engine.parameters === start.engine.parameters &&
  end.heap - start.heap < 1 << 20 &&
  Number.isFinite(loss);
process.stdout.write(flat ? "Memory is flat.\n" : "MEMORY GREW.\n");
process.exitCode = flat ? 0 : 1;
