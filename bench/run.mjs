// Recurra beside PyTorch on the same work in one run. All contenders are started and warmed up; then each round asks each of
// them, in turn, for one epoch, so that a slow second of the machine hits neighbours alike. A round's ratio is between two
// epochs that ran within seconds of each other; the median of the rounds counts. PyTorch runs with one and with two threads,
// and its better median counts. Without PyTorch, ours alone.
// Usage: npm run bench [-- --rounds 15] [--works denoise,denoise-loop,signal] [--json]
import { spawn, spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    works: { type: "string", default: "denoise,denoise-loop,signal" },
    json: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
// The peer's one denoise is a loop by hand; it stands beside both of ours.
const peerWork = { "denoise-loop": "denoise" };
const ours = { name: "recurra", command: process.execPath, args: (work) => [here("ours.mjs"), "--works", work] };
const torch = [1, 2].map((threads) => ({
  name: `PyTorch, ${threads} thread${threads > 1 ? "s" : ""}`,
  command: "python3",
  args: (work) => [here("peers/torch_peer.py"), "--threads", String(threads), "--works", peerWork[work] ?? work],
}));
const hasTorch = spawnSync("python3", ["-c", "import torch"]).status === 0;
const contenders = hasTorch ? [ours, ...torch] : [ours];

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** A contender that has warmed up and gives the seconds of one epoch each time it is asked. */
async function start(contender, work) {
  const child = spawn(contender.command, [...contender.args(work), "--asked"], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${contender.name} ended on ${work}`);
    return JSON.parse(value);
  };
  const { peer, per } = await next();
  return {
    peer,
    per,
    seconds: async () => {
      child.stdin.write("\n");
      return (await next()).seconds;
    },
    end: () => child.stdin.end(),
  };
}

async function measure(work) {
  const running = [];
  for (const contender of contenders) running.push(await start(contender, work));
  const times = running.map(() => []);
  for (let round = 1; round <= rounds; round++) {
    for (let i = 0; i < running.length; i++) times[i].push(await running[i].seconds());
    if (!values.json) process.stderr.write(`${work}: round ${round} of ${rounds}\n`);
  }
  for (const contender of running) contender.end();
  const [us, ...them] = times;
  const result = { work, per: running[0].per, seconds: median(us) };
  if (them.length === 0) return result;
  const best = them.reduce((kept, list, i) => (median(list) < median(them[kept]) ? i : kept), 0);
  const ratios = them[best].map((seconds, round) => seconds / us[round]).sort((a, b) => a - b);
  return {
    ...result,
    peer: `${running[1 + best].peer}, ${torch[best].name.slice(9)}`,
    peerSeconds: median(them[best]),
    ratio: median(ratios),
    ratioQuartiles: [ratios[ratios.length >> 2], ratios[(ratios.length * 3) >> 2]],
  };
}

const results = [];
for (const work of values.works.split(",")) results.push(await measure(work));

const processor = `${cpus()[0].model}, ${cpus().length} cores`;
if (values.json) {
  process.stdout.write(`${JSON.stringify({ node: process.version, processor, rounds, results }, null, 2)}\n`);
} else {
  process.stdout.write(
    `\nNode ${process.version}, ${processor}; one thread, strict mode; median of ${rounds} rounds\n`,
  );
  for (const { work, per, seconds, peer, peerSeconds, ratio, ratioQuartiles } of results) {
    const beside = peer
      ? `   ${peer}: ${peerSeconds.toFixed(4)} s   ratio ${ratio.toFixed(2)} (half of the rounds: ${ratioQuartiles.map((r) => r.toFixed(2)).join(" to ")})`
      : "";
    process.stdout.write(`${work.padEnd(13)} ${seconds.toFixed(4)} s${beside}\n              ${per}\n`);
  }
  if (!hasTorch) process.stdout.write("PyTorch is not on this machine (pip install torch==2.13.0): ours alone.\n");
}
