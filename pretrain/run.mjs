// Trains the network of recurra/pretrained on made series. Killed and started again it goes on from its last state, to the same bytes.
// Usage: npm run pretrain                          (the whole training)
//        npm run pretrain -- --steps 300           (fewer steps: a schedule of its own, not the beginning of a longer one)
//        ... --threads N                           threads of the steps, 1 unless given; one more makes series ahead
//        ... --out DIR                             where states and weights lie, runs/pretrain-STEPS unless given
//        ... --every S                             seconds between two states, 20 unless given
//        ... --write                               puts the weights into the package, packages/recurra/src/pretrained/weights.safetensors, and
//                                                  their hashes into docs/pretrained.md
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readSmallNetwork, writeSmallNetwork } from "recurra/pretrained";
import { BatchRing } from "./batch-ring.mjs";
import { fillTable } from "./card.mjs";
import { hashOfBytes, hashOfWeights } from "./hash.mjs";
import { makeNetwork, RECIPE, STEPS } from "./recipe.mjs";
import { OtherTraining, RunFolder } from "./run-folder.mjs";
import { batchesOf, training } from "./training.mjs";

const { values: options } = parseArgs({
  options: {
    steps: { type: "string", default: `${STEPS}` },
    threads: { type: "string", default: "1" },
    every: { type: "string", default: "20" },
    out: { type: "string" },
    write: { type: "boolean", default: false },
  },
});

function count(name, least = 1) {
  const value = Number(options[name]);
  if (Number.isSafeInteger(value) && value >= least) return value;
  process.stderr.write(`--${name} must be a whole number from ${least}, not ${JSON.stringify(options[name])}\n`);
  process.exit(2);
}

const steps = count("steps");
const threads = count("threads");
const every = count("every", 0);
const root = fileURLToPath(new URL("..", import.meta.url));
const out = options.out ?? `${root}runs/pretrain-${steps}`;
mkdirSync(out, { recursive: true });

const model = makeNetwork();
// Made series that change make another training, too.
const series = await hashOfBytes(batchesOf()(0).x);
const folder = new RunFolder(out, { recipe: RECIPE, steps, series });
try {
  if (!folder.takeWeights(model)) await train();
} catch (error) {
  if (!(error instanceof OtherTraining)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const file = writeSmallNetwork(model);
folder.keepFile(file);
const hashes = [await hashOfWeights(model), await hashOfBytes(file)];
process.stdout.write(`weights  SHA-256 ${hashes[0]}\nfile     SHA-256 ${hashes[1]}  ${file.length} bytes\n`);
if (options.write) {
  writeFileSync(`${root}packages/recurra/src/pretrained/weights.safetensors`, file);
  const loaded = await hashOfWeights(readSmallNetwork(file));
  fillTable("hashes", [
    [`after ${steps.toLocaleString("en-US")} steps`, "SHA-256"],
    ["weights as float32", `\`${hashes[0]}\``],
    ["the file", `\`${hashes[1]}\``],
    ["what is loaded", `\`${loaded}\``],
  ]);
}

async function train() {
  const resume = folder.state();
  const first = resume?.step ?? 0;
  if (first > 0) process.stdout.write(`goes on after step ${first}\n`);
  const ring = new BatchRing({ seed: RECIPE.seed, size: RECIPE.batch, first, end: steps });
  const began = performance.now();
  let shown = began;
  let done = first;
  let loss = 0;
  let losses = 0;
  const onStep = (step) => {
    done++;
    loss += step.loss;
    losses++;
    const now = performance.now();
    if (now - shown < 10_000 && done < steps && losses < 250) return;
    const left = ((now - began) / 1000 / (done - first)) * (steps - done);
    process.stdout.write(
      `step ${done} of ${steps}  loss ${(loss / losses).toFixed(4)}  ${clock((now - began) / 1000)}, ${clock(left)} left\n`,
    );
    shown = now;
    loss = 0;
    losses = 0;
  };
  const checkpoint = { every, save: (state) => folder.keep(state) };
  const batchAt = (step) => ring.at(step);
  for await (const _ of training({ model, steps, batchAt, threads, resume, checkpoint, onStep }));
  await ring.end();
  folder.finish(model);
}

function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
