// npm run bench: Recurra beside its peers on the same work in one run. This file only says what is measured in which order and
// where it goes; options.mjs has the arguments, works.mjs the works, rounds.mjs the measurement, page.mjs the page.
import { readFileSync, writeFileSync } from "node:fs";
import { againstText, failureAgainst, measureAgainst } from "./against.mjs";
import { builtCheckout } from "./checkout.mjs";
import { findContenders, ours, peers } from "./contenders.mjs";
import { measureGrowth } from "./growth.mjs";
import { busyness, describeMachine } from "./machine.mjs";
import { neighbour, neighbourSections } from "./neighbours.mjs";
import { readOptions, usage } from "./options.mjs";
import { pageText } from "./page.mjs";
import { growthPlot } from "./plot.mjs";
import { measure } from "./rounds.mjs";
import { summarise } from "./summary.mjs";
import { goalsText, growthText, workText } from "./terminal.mjs";

const options = chosenOptions();
const print = (text) => options.json || process.stdout.write(`${text}\n`);
const inRepository = (path) => new URL(`../${path}`, import.meta.url);

function chosenOptions() {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read.against !== undefined && !read.help) builtCheckout(read.against);
    if (!read.help) return read;
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`bench: ${error.message} npm run bench -- --help shows all options.\n`);
    process.exit(2);
  }
}

/** Who takes part; prints what is missing. */
function findAll() {
  const found = { ...findContenders(options), loops: options.loops };
  const busy = busyness();
  if (busy) found.missing.push(busy);
  for (const line of found.missing) print(line);
  return found;
}

/** Says on one line of the terminal how far it is. */
function say(what) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`);
}

async function measureAll() {
  const found = findAll();
  const measureWork = async (work, rounds = options.rounds) => {
    const contenders = [...ours(work, found), ...peers(work, { ...found, tfjs: found.tfjs && options.tfjs })];
    const told = (what) => say(`${work.name}: ${what}`);
    const summary = summarise(work, await measure(contenders, { rounds, say: told }));
    say("");
    return summary;
  };
  const works = [];
  for (const work of options.works) {
    works.push(await measureWork(work));
    print(`\n${workText(works.at(-1))}`);
  }
  const growth = options.growth ? await measureGrowth((work) => measureWork(work, 5)) : undefined;
  const startup = options.startup ? await neighbour("startup") : undefined;
  const tape = options.startup ? await neighbour("tape") : undefined;
  const backtest = options.labMemory ? await neighbour("backtest") : undefined;
  const labMemory = options.labMemory ? await neighbour("lab-memory") : undefined;
  const kernels = options.kernels ? await measureKernels(found) : undefined;
  const machine = describeMachine(works);
  return {
    machine,
    rounds: options.rounds,
    missing: found.missing,
    works,
    growth,
    startup,
    tape,
    backtest,
    labMemory,
    kernels,
  };
}

/** Each module by the Node that its contenders had. */
async function measureKernels({ modes, node }) {
  const measured = [];
  for (const mode of modes.filter((one) => one !== "native")) {
    measured.push(await neighbour("kernels", { node: mode === "fast" ? node : undefined, args: ["--mode", mode] }));
  }
  return measured;
}

/** Measures beside another checkout and says so; the exit code tells whether this one passes. */
async function compareCheckouts() {
  const compared = await measureAgainst(options, findAll(), say);
  say("");
  const failure = failureAgainst(compared);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...compared, failure }, null, 1)}\n`);
  const { node, processor, cores, rounds } = compared;
  print(
    `\n${againstText(compared)}\n\nNode ${node}, ${processor}, ${cores} cores; ratios are medians of ${rounds} rounds`,
  );
  if (failure === undefined) return;
  process.stderr.write(`bench: ${failure}\n`);
  process.exitCode = 1;
}

/** Measures all that was asked for, or reads it from a file, and says so. */
async function compareWithPeers() {
  const results = options.from ? JSON.parse(readFileSync(options.from, "utf8")) : await measureAll();
  if (options.from) for (const summary of results.works) print(`\n${workText(summary)}`);

  if (options.json) process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);
  if (results.growth) print(`\n${growthText(results.growth)}`);
  for (const section of neighbourSections(results)) print(`\n${section}`);
  if (results.works.length > 0) print(`\n${goalsText(results.works)}`);
  const { machine } = results;
  print(
    `\nNode ${machine.node}, ${machine.processor}, ${machine.cores} cores; ratios are medians of ${results.rounds} rounds`,
  );
  if (!options.write) return;
  writeFileSync(inRepository("docs/images/benchmarks-growth.svg"), growthPlot(results.growth));
  writeFileSync(inRepository("docs/benchmarks.md"), pageText(results));
  print("wrote docs/benchmarks.md and docs/images/benchmarks-growth.svg");
}

const started = performance.now();
await (options.against === undefined ? compareWithPeers() : compareCheckouts());
if (!options.from) print(`measured in ${Math.round((performance.now() - started) / 1000)} s`);
