// What each part of the network is worth: trains variants side by side on the same batches, scores each on made series of another seed, and
// prints a table.
// Usage: npm run pretrain:ablation [-- --steps 6000 --only "as it is,no gates" --out FILE.json --write]
// `--out` adds to what a file has of other variants; `--write` puts the table into docs/pretrained.md. `--only ""` trains nothing.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { BatchRing } from "./batch-ring.mjs";
import { digits, fillTable } from "./card.mjs";
import { makeNetwork, RECIPE } from "./recipe.mjs";
import { training } from "./training.mjs";
import { validate, validationBatches } from "./validation.mjs";
import { VARIANTS } from "./variants.mjs";

const { values: options } = parseArgs({
  options: {
    steps: { type: "string", default: "6000" },
    only: { type: "string", default: Object.keys(VARIANTS).join() },
    validation: { type: "string", default: "100" },
    makers: { type: "string", default: "1" },
    out: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const names = options.only.split(",").filter(Boolean);
const wrong = names.find((name) => !Object.hasOwn(VARIANTS, name));
if (wrong !== undefined) {
  process.stderr.write(`--only: there is no variant ${JSON.stringify(wrong)}; known are ${Object.keys(VARIANTS)}\n`);
  process.exit(2);
}
const steps = Number(options.steps);
/** Steps that all variants take before the next ones: their batches are held in memory. */
const TOGETHER = 50;

const runs = names.map((name) => {
  const { recipe: own = {}, see = (batch) => batch, steps: factor = 1, network = makeNetwork } = VARIANTS[name];
  const recipe = { ...RECIPE, ...own };
  return { name, recipe, see, steps: Math.round(factor * steps), model: network(recipe), cpu: 0, done: false };
});
const most = Math.max(0, ...runs.map((run) => run.steps));
const { seed, batch: size } = RECIPE;
const ring = new BatchRing({ seed, size, first: 0, end: most, makers: Number(options.makers) });
/** The batches that the variants are at, by number. */
const at = new Map();
for (const run of runs) {
  const batchAt = (step) => run.see(at.get(step));
  const { model, recipe, steps } = run;
  run.epochs = training({ model, recipe, steps, batchAt, epoch: TOGETHER, threads: 1 });
}

const batches = validationBatches(Number(options.validation));
const found = options.out ? readFound(options.out) : {};
for (let first = 0; runs.some(({ done }) => !done); first += TOGETHER) {
  at.clear();
  for (let step = first; step < Math.min(most, first + TOGETHER); step++) at.set(step, ring.at(step));
  for (const run of runs.filter(({ done }) => !done)) {
    const before = process.cpuUsage().user;
    const { value } = await run.epochs.next();
    run.cpu += process.cpuUsage().user - before;
    if (first % 500 === 0) process.stderr.write(`step ${first}  ${run.name}: ${value.trainLoss.toFixed(4)}\n`);
    if (first + TOGETHER < run.steps) continue;
    await run.epochs.next();
    run.done = true;
    const parameters = run.model.parameters().reduce((sum, one) => sum + one.size, 0);
    const { all, seasonal, bySeason } = validate(run.model, batches, run.recipe.quantiles, run.see);
    const scores = { ...all, seasonal: seasonal.mae, none: bySeason.get(undefined)?.mae };
    found[run.name] = { steps: run.steps, parameters, ...scores };
    process.stderr.write(`${run.name}: ${JSON.stringify(found[run.name])}\n`);
    if (options.out) writeFileSync(options.out, `${JSON.stringify(found, null, 2)}\n`);
    run.model.dispose();
  }
}
await ring.end();

const rows = [["variant", "numbers", "steps", "MAE", "with a season", "without", "quantile loss"]];
for (const name of Object.keys(VARIANTS).filter((one) => found[one] !== undefined)) {
  const { parameters, steps: taken, mae, seasonal, none, loss } = found[name];
  const scores = [mae, seasonal, none ?? Number.NaN, loss].map((value) => digits(value, 4));
  rows.push([name, parameters.toLocaleString("en-US"), taken.toLocaleString("en-US"), ...scores]);
}
process.stdout.write(`${rows.map((cells) => cells.join("  ")).join("\n")}\n`);
if (options.write) fillTable("ablation", rows);

function readFound(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
