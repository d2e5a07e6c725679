// Layers in networks of one's own beside PyTorch: `npm run bench:modules -- [--python PATH] [--rounds 15] [--works A,B] [--threads 2] [--json]`. Both
// sides run on one thread, in turns, and their CPU time counts, so that other programs disturb neither: of each side the least of all
// rounds, and the median. With more threads it is wall time. The interpreter needs torch (2.13); Node 24 has vectors of 256 bits.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { enableWide } from "recurra/wide";

const { values: options } = parseArgs({
  options: {
    python: { type: "string", default: process.env.PYTHON ?? "python3" },
    rounds: { type: "string", default: "15" },
    works: { type: "string" },
    threads: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const { wide } = enableWide();
const { works } = await import("./works.mjs");
const { median } = await import("recurra/statistics");

const chosen = options.works ? works.filter(({ name }) => options.works.split(",").includes(name)) : works;
/** Milliseconds that a turn is to fill. */
const TURN = 60;
const WARM_UP = 400;

const threads = Number(options.threads);
const peer = spawn(options.python, [fileURLToPath(new URL("torch_modules.py", import.meta.url)), options.threads], {
  stdio: ["pipe", "pipe", "inherit"],
});
const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
const torch = (await lines.next()).value;
if (torch === undefined) throw new Error(`${options.python} has no torch; name one that has: --python PATH`);

/** Milliseconds of one of `count` runs. */
const sides = {
  PyTorch: (work) => async (count) => {
    peer.stdin.write(`${work.name} ${count}\n`);
    return Number((await lines.next()).value) * 1000;
  },
  loop: ({ loop }) =>
    timed((count) => {
      for (let i = 0; i < count; i++) loop();
    }),
  "train()": ({ train }) => train && timed((count) => train(count, threads)),
};

function timed(run) {
  return async (count) => {
    const [before, start] = [process.cpuUsage(), performance.now()];
    await run(count);
    if (threads > 1) return (performance.now() - start) / count;
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / count;
  };
}

const results = [];
for (const work of chosen) {
  const contenders = [];
  for (const [side, make] of Object.entries(sides)) {
    const run = make(work);
    if (!run) continue;
    let [spent, each] = [0, 0];
    for (let count = 1; spent < WARM_UP; count *= 2) {
      each = await run(count);
      spent += each * count;
    }
    // A training begins with capturing plans.
    const fewest = side === "train()" ? 40 : 1;
    contenders.push({ side, run, count: Math.max(fewest, Math.ceil(TURN / each)), times: [] });
  }
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const { run, count, times } of contenders) times.push(await run(count));
  }
  const of = Object.fromEntries(
    contenders.map(({ side, times }) => [side, { least: Math.min(...times), median: median(times) }]),
  );
  results.push({ work: work.name, wanted: work.least, ...of });
}
peer.stdin.end();

if (options.json) console.log(JSON.stringify({ node: process.version, wide, torch, results }, null, 2));
else {
  console.log(
    `Node ${process.version}, ${wide ? "vectors of 256 bits" : "vectors of 128 bits"}; PyTorch ${torch}; ${threads === 1 ? "one thread, CPU" : `${threads} threads,`} ms a step, least (median) of ${options.rounds} rounds\n`,
  );
  const cell = (time) => (time ? `${time.least.toFixed(2)} (${time.median.toFixed(2)})` : "-");
  for (const { work, wanted, ...of } of results) {
    const [torchTime, loop, train] = Object.keys(sides).map((side) => of[side]);
    const times = (ours) =>
      ours ? `${(torchTime.least / ours.least).toFixed(2)}x (${(torchTime.median / ours.median).toFixed(2)}x)` : "-";
    console.log(
      `${work.padEnd(15)} PyTorch ${cell(torchTime).padEnd(16)} loop ${cell(loop).padEnd(16)} ${times(loop).padEnd(16)} train() ${cell(train).padEnd(16)} ${times(train).padEnd(16)} wanted ${wanted}x`,
    );
  }
}
