// Recurra beside PyTorch on the same work in one run. Each round runs every contender in a process of its own, in turn, so
// that a slow minute of the machine hits all of them; every contender warms up before it is timed. PyTorch is measured
// with one and with two threads, and its better median counts. Without PyTorch, ours alone.
// Usage: npm run bench [-- --rounds 5] [--works denoise,denoise-loop,signal] [--json]
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    works: { type: "string", default: "denoise,denoise-loop,signal" },
    json: { type: "boolean", default: false },
  },
});
const works = values.works.split(",");
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const ours = { name: "recurra strict", command: process.execPath, args: [here("ours.mjs")], repeats: 7 };
const torch = [1, 2].map((threads) => ({
  name: `PyTorch, ${threads} thread${threads > 1 ? "s" : ""}`,
  command: "python3",
  args: [here("peers/torch_peer.py"), "--threads", String(threads)],
  repeats: 2,
  // The peer's one denoise is such a loop; it answers for both of ours.
  peerOf: { "denoise-loop": "denoise" },
}));
const hasTorch = spawnSync("python3", ["-c", "import torch"]).status === 0;
const contenders = hasTorch ? [ours, ...torch] : [ours];

/** Seconds of every round, by contender and work. */
const times = new Map(contenders.map(({ name }) => [name, new Map(works.map((work) => [work, []]))]));
const details = new Map();
for (let round = 1; round <= Number(values.rounds); round++) {
  for (const work of works) {
    for (const { name, command, args, repeats, peerOf } of contenders) {
      const asked = peerOf?.[work] ?? work;
      if (!values.json) process.stderr.write(`round ${round} of ${values.rounds}: ${work}, ${name}\n`);
      const run = spawnSync(command, [...args, "--works", asked, "--repeats", String(repeats)], { encoding: "utf8" });
      if (run.status !== 0) throw new Error(`${name} failed on ${work}:\n${run.stderr}`);
      const line = JSON.parse(run.stdout.trim().split("\n").at(-1));
      times.get(name).get(work).push(line.seconds);
      if (!peerOf) details.set(work, line.per);
      details.set(name, line.peer);
    }
  }
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const results = works.map((work) => {
  const us = times.get(ours.name).get(work);
  const result = { work, per: details.get(work), seconds: median(us) };
  if (!hasTorch) return result;
  const [best] = [...torch].sort((a, b) => median(times.get(a.name).get(work)) - median(times.get(b.name).get(work)));
  const them = times.get(best.name).get(work);
  const ratios = them.map((seconds, round) => seconds / us[round]);
  return {
    ...result,
    peer: `${details.get(best.name)}, ${best.name.slice(9)}`,
    peerSeconds: median(them),
    ratio: median(ratios),
    ratioFrom: Math.min(...ratios),
    ratioTo: Math.max(...ratios),
  };
});

if (values.json) {
  process.stdout.write(
    `${JSON.stringify({ node: process.version, processor: cpus()[0].model, rounds: Number(values.rounds), results }, null, 2)}\n`,
  );
} else {
  process.stdout.write(
    `\nNode ${process.version}, ${cpus()[0].model}, ${cpus().length} cores; one thread, strict mode; median of ${values.rounds} rounds\n`,
  );
  for (const r of results) {
    const base = `${r.work.padEnd(10)} ${r.seconds.toFixed(4)} s`;
    const peer = r.peer
      ? `   ${r.peer}: ${r.peerSeconds.toFixed(4)} s   ratio ${r.ratio.toFixed(2)} (${r.ratioFrom.toFixed(2)} to ${r.ratioTo.toFixed(2)})`
      : "";
    process.stdout.write(`${base}${peer}\n           ${r.per}\n`);
  }
  if (!hasTorch) process.stdout.write("PyTorch is not on this machine (pip install torch==2.13.0): ours alone.\n");
}
