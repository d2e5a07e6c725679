// What each part of the network is worth: trains variants side by side on the same batches, scores each on made series of another seed, and
// prints a table.
// Usage: npm run pretrain:ablation [-- --steps 6000 --only "as it is,no gates" --out FILE.json --write]
// `--out` adds to what a file has of other variants; `--write` puts the table into docs/pretrained.md. `--only ""` trains nothing.
// `--trained DIR`, which may come several times, scores what `npm run pretrain` left in its folder beside them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readSafetensors } from "recurra/model";
import { BatchRing } from "./batch-ring.mjs";
import { digits, fillTable } from "./card.mjs";
import { makeNetwork, RECIPE } from "./recipe.mjs";
import { batchesOf, training } from "./training.mjs";
import { validate, validationBatches } from "./validation.mjs";
import { VARIANTS } from "./variants.mjs";

const { values: options } = parseArgs({
  options: {
    steps: { type: "string", default: "6000" },
    only: { type: "string", default: Object.keys(VARIANTS).join() },
    validation: { type: "string", default: "100" },
    makers: { type: "string", default: "1" },
    out: { type: "string" },
    trained: { type: "string", multiple: true, default: [] },
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
  const { recipe: own = {}, see = (batch) => batch, steps: factor = 1, View } = VARIANTS[name];
  const recipe = { ...RECIPE, ...own };
  return { name, recipe, see, View, steps: Math.round(factor * steps), model: makeNetwork(recipe), done: false };
});
const most = Math.max(0, ...runs.map((run) => run.steps));
const { seed, batch: size } = RECIPE;
const ring = new BatchRing({ seed, size, first: 0, end: most, makers: Number(options.makers) });
/** The batches that the variants are at, by number. */
const at = new Map();
for (const run of runs) {
  // Another view makes batches of its own, of the same series.
  const own = run.View && batchesOf({ seed, batch: size, View: run.View });
  const batchAt = own ?? ((step) => run.see(at.get(step)));
  const { model, recipe, steps } = run;
  run.epochs = training({ model, recipe, steps, batchAt, epoch: TOGETHER, threads: 1 });
}

const batches = validationBatches(Number(options.validation));
const found = options.out ? readFound(options.out) : {};
for (let first = 0; runs.some(({ done }) => !done); first += TOGETHER) {
  at.clear();
  for (let step = first; step < Math.min(most, first + TOGETHER); step++) at.set(step, ring.at(step));
  for (const run of runs.filter(({ done }) => !done)) {
    const { value } = await run.epochs.next();
    if (first % 500 === 0) process.stderr.write(`step ${first}  ${run.name}: ${value.trainLoss.toFixed(4)}\n`);
    if (first + TOGETHER < run.steps) continue;
    await run.epochs.next();
    run.done = true;
    note(run.name, run.model, run);
  }
}
await ring.end();
for (const folder of options.trained) {
  const { tensors, metadata } = readSafetensors(readFileSync(join(folder, "weights.safetensors")), folder);
  const { recipe, steps: taken } = JSON.parse(metadata.get("settings"));
  const model = makeNetwork(recipe);
  for (const [name, parameter] of model.namedParameters()) parameter.value = tensors.get(name).data;
  note(`after ${taken.toLocaleString("en-US")} steps`, model, { steps: taken, recipe });
}

const rows = [["variant", "numbers", "steps", "MAE", "with a season", "without", "quantile loss"]];
const order = new Set([...Object.keys(VARIANTS), ...Object.keys(found)].filter((name) => found[name] !== undefined));
for (const name of order) {
  const { parameters, steps: taken, mae, seasonal, none, loss } = found[name];
  const scores = [mae, seasonal, none ?? Number.NaN, loss].map((value) => digits(value, 4));
  rows.push([name, parameters.toLocaleString("en-US"), taken.toLocaleString("en-US"), ...scores]);
}
process.stdout.write(`${rows.map((cells) => cells.join("  ")).join("\n")}\n`);
if (options.write) fillTable("ablation", rows);

/** Scores a network that is trained, and ends it. */
function note(name, model, { steps: taken, recipe, see, View }) {
  const parameters = model.parameters().reduce((sum, one) => sum + one.size, 0);
  const seen = View ? validationBatches(batches.length, View) : batches;
  const { all, seasonal, bySeason } = validate(model, seen, recipe.quantiles, see);
  found[name] = { steps: taken, parameters, ...all, seasonal: seasonal.mae, none: bySeason.get(undefined)?.mae };
  process.stderr.write(`${name}: ${JSON.stringify(found[name])}\n`);
  if (options.out) writeFileSync(options.out, `${JSON.stringify(found, null, 2)}\n`);
  model.dispose();
}

function readFound(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
