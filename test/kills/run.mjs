// Kills `recurra forecast` at random moments, over all its options, and compares what the run that went on leaves with what an
// undisturbed one leaves: the bytes of model and forecast, the numbers of the result and of every epoch, and the names of the files.
//
//   node test/kills/run.mjs [--kills 1000] [--seed 1] [--jobs 1] [--each 8] [--asking=FLAG]      after a build
//
// `--each`: kills of a command; `--asking`: only commands whose model is asked for with this flag.
//
// A moment is an event (a batch, a write, half of one, a flush, a rename, a link, a removal) of those that the undisturbed run has,
// or, each fourth time, any millisecond. A third of the runs is killed once more as it goes on. It is slow, and not a part of npm test.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { models, others, scenes } from "./scenes.mjs";

const texts = { kills: "1000", seed: "1", jobs: "1", each: "8", asking: "" };
const options = Object.fromEntries(
  Object.entries(texts).map(([name, text]) => [name, { type: "string", default: text }]),
);
const { kills, seed, jobs, each, asking } = parseArgs({ options }).values;
const bin = fileURLToPath(new URL("../../packages/cli/bin/recurra.js", import.meta.url));
const preload = new URL("../../packages/cli/src/fault.fixture.mjs", import.meta.url).href;

/** Whole numbers below a limit: a linear congruential generator (Numerical Recipes). */
function drawer(start) {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Runs the command; `fault` is that of the fixture, `after` the milliseconds until it is killed from outside. */
function recurra(cwd, args, { fault, after } = {}) {
  const env = { ...process.env, NO_COLOR: "1" };
  if (fault !== undefined) {
    Object.assign(env, { NODE_OPTIONS: `--import=${preload}`, RECURRA_FAULT: JSON.stringify(fault) });
    env.RECURRA_EVENTS = join(cwd, "events.txt");
  }
  const child = spawn(process.execPath, [bin, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) {
    child[stream].setEncoding("utf8").on("data", (text) => {
      said[stream] += text;
    });
  }
  const timer = after === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), after);
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...said });
    });
  });
}

/** A folder with the files of a scene. */
function placeOf({ files }) {
  const path = mkdtempSync(join(tmpdir(), "recurra-kills-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

/** JSON without times, whatever the order of its members. */
function timeless(text) {
  const sorted = (value) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  return JSON.stringify(
    JSON.parse(text, (key, value) => (key === "seconds" ? undefined : isObject(value) ? sorted(value) : value)),
  );
}

/** What a run left; its document only where it was printed by the run itself. */
function left(place, stdout) {
  const run = join(place, "run");
  const file = (name) => readFileSync(join(run, name), "base64");
  const lines = readFileSync(join(run, "metrics.jsonl"), "utf8").split("\n").filter(Boolean);
  return {
    files: readdirSync(run).sort().join(" "),
    model: file("model.safetensors"),
    forecast: file("forecast.csv"),
    metrics: lines.map(timeless).join("\n"),
    status: JSON.parse(readFileSync(join(run, "run.json"), "utf8")).status,
    document: stdout === undefined ? undefined : timeless(stdout),
  };
}

const tally = { commands: 0, kills: 0, twice: 0, before: 0, done: 0, same: 0, cpu: 0 };
const kinds = new Map();
const asked = new Map();
const refused = new Map();
const faults = [];
const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
const flags = (args) => new Set(args.filter((word) => word.startsWith("--")));

/** Options of a command that can be run, and what it leaves: those that are refused together are drawn again. */
async function command(scene, draw) {
  for (let tries = 0; tries < 30; tries++) {
    const fits = ({ many }) => scene.many !== true || many === true;
    const possible = models.filter((model) => fits(model) && (asking === "" || model.args.includes(asking)));
    const args = [...scene.args, ...possible[draw(possible.length)].args];
    for (const { option, values, always } of others.filter(fits)) {
      // Fewer, the more often it was refused.
      if (!always && draw(3 + tries) > 0) continue;
      if (args.includes(option)) continue;
      const value = values[draw(values.length)];
      args.push(option, ...(value === undefined ? [] : [value]));
    }
    args.push("--checkpoint", ["0", "0", "0", "0.05", "5"][draw(5)], "--json", "--out", "run");
    const place = placeOf(scene);
    const began = performance.now();
    const { code, stdout, stderr } = await recurra(place, ["forecast", ...args], { fault: { how: "count" } });
    const took = performance.now() - began;
    if (code === 0) {
      const events = readFileSync(join(place, "events.txt"), "utf8").split("\n");
      const expected = left(place, stdout);
      rmSync(place, { recursive: true });
      return { args, events, expected, took };
    }
    rmSync(place, { recursive: true });
    if (code !== 2) throw new Error(`${scene.name}: ${args.join(" ")}: ${code} ${stderr}`);
    const problem = JSON.parse(stderr.trim().split("\n").at(-1)).error;
    count(refused, `${problem.code} ${problem.message.slice(0, 100)}`);
  }
  throw new Error(`${scene.name}: nothing can be asked; ${[...refused.keys()].join(" | ")}`);
}

/** The at-th event of its kind; a write may be cut in half. */
function faultAt(events, index, draw) {
  const kind = events[index];
  const at = events.slice(0, index + 1).filter((one) => one === kind).length;
  return { kind: kind === "write" && draw(2) === 0 ? "half" : kind, at, how: "kill" };
}

async function killOnce(scene, { args, events, expected, took }, draw) {
  const place = placeOf(scene);
  const threads = () => ["--threads", String(1 + draw(2))];
  const byTime = draw(4) === 0;
  const how = byTime ? { after: draw(Math.ceil(took)) } : { fault: faultAt(events, draw(events.length), draw) };
  const again =
    draw(3) === 0 ? { fault: { ...faultAt(events, draw(events.length), draw), at: 1 + draw(6) } } : undefined;
  const begin = ["forecast", ...args, ...threads()];
  const goOn = ["forecast", "--resume", "./run", "--json", ...threads()];
  const story = [`${scene.name}: ${begin.join(" ")}`, JSON.stringify(how), JSON.stringify(again ?? {})];
  let out = await recurra(place, begin, how);
  if (out.signal === "SIGKILL") {
    tally.kills++;
    count(kinds, byTime ? "any millisecond" : how.fault.kind);
    if (!existsSync(join(place, "run", "run.json"))) {
      tally.before++;
      out = await recurra(place, begin);
    } else {
      if (again !== undefined && (await recurra(place, goOn, again)).signal === "SIGKILL") tally.twice++;
      out = await recurra(place, goOn);
    }
  } else tally.done++; // The moment came too late.
  const answer = out.code === 0 ? JSON.parse(out.stdout) : undefined;
  // Where the run was done already, run.json is what is printed.
  const found = out.code === 0 ? left(place, answer.status === "done" ? undefined : out.stdout) : undefined;
  const differs = Object.keys(expected).filter(
    (name) => found === undefined || (found[name] !== undefined && found[name] !== expected[name]),
  );
  const others = out.stderr
    .split("\n")
    .filter((line) => line !== "" && !/: going on with |: at once, |: plan: /.test(line));
  if (differs.length === 0 && others.length === 0) {
    tally.same++;
    rmSync(place, { recursive: true });
    return;
  }
  const fault = { story, differs, place, code: out.code, stderr: out.stderr.slice(0, 500) };
  faults.push(fault);
  process.stdout.write(`${JSON.stringify(fault)}\n`);
}

/** Commands, scene by scene, until there were enough kills. */
async function job(number) {
  for (let turn = number; tally.kills < Number(kills); turn += Number(jobs)) {
    const draw = drawer(Number(seed) * 100_003 + turn * 7919);
    for (let skip = 0; skip < 3; skip++) draw(2);
    const scene = scenes[turn % scenes.length];
    if (asking !== "" && scene.many === true) continue;
    const one = await command(scene, draw);
    tally.commands++;
    for (const flag of flags(one.args)) count(asked, flag);
    for (let i = 0; i < Number(each) && tally.kills < Number(kills); i++) await killOnce(scene, one, draw);
    process.stdout.write(
      `${tally.commands} commands, ${tally.kills} kills, ${tally.same} the same, ${faults.length} not\n`,
    );
  }
}

setPriority(10);
await Promise.all(Array.from({ length: Number(jobs) }, (_, number) => job(number)));
const list = (map) =>
  [...map]
    .sort(([, a], [, b]) => b - a)
    .map(([name, times]) => `${name} ${times}`)
    .join(", ");
process.stdout.write(`
${tally.kills} kills of ${tally.commands} commands; ${tally.twice} runs were killed twice, ${tally.before} kills came before there was a run, ${tally.done} moments after it
killed at: ${list(kinds)}
options: ${list(asked)}
refused together, and drawn again: ${list(refused)}
the same: ${tally.same}, not the same: ${faults.length}
`);
process.exitCode = faults.length === 0 ? 0 : 1;
