// docs/benchmarks.md from the results of a run: what was compared, the short table, where a peer is faster, growth, memory,
// start-up, the tape, kernels, and every contender. It tells what was measured; what this project aims at is for the terminal.

import { neighbourSections } from "./neighbours.mjs";
import { growthSection } from "./page-growth.mjs";
import { ahead, markdownTable, time, times, timesWithSpread, timeWithSpread } from "./table.mjs";

const modes = ["strict", "fast", "native"];

export function pageText(results) {
  const { machine, rounds, works, missing } = results;
  return `${[
    "# Benchmarks",
    `Written by \`npm run bench -- --write${machine.fastNode !== machine.node ? " --node PATH" : ""}\` on ${machine.date}. All ratios are between contenders of the same run on the same machine.`,
    ...[machineSection(machine), ...missing],
    ...shortSection(works),
    ...behindSection(works),
    ...methodSection(rounds),
    ...(results.growth ? growthSection(results.growth) : []),
    ...memorySection(works),
    ...neighbourSections(results),
    ...detailSection(works),
  ].join("\n\n")}\n`;
}

function machineSection(machine) {
  const { processor, cores, gigabytes, system, recurra, node, fastNode, blas } = machine;
  const rows = [
    ["", ""],
    ["Processor", `${processor}, ${cores} cores, ${gigabytes} GiB`],
    ["System", system],
    ["Recurra", `${recurra} on Node ${node}${fastNode && fastNode !== node ? `; fast mode on Node ${fastNode}` : ""}`],
    ["BLAS of the native mode", blas ?? "none measured"],
    ["PyTorch", machine.PyTorch ?? "not measured"],
    ["TensorFlow.js", machine["TensorFlow.js"] ?? "not measured"],
  ];
  return markdownTable(rows);
}

const timeOn = ({ seconds, threads }) => `${time(seconds.median)}${threads > 1 ? ` on ${threads} threads` : ""}`;

/** A cell of the short table: the time, the threads where they are several, and how it stands to PyTorch. */
function cell(row) {
  if (!row) return "not measured";
  const ratio = row.timesAsFast.PyTorch;
  return `${timeOn(row)}${ratio ? `, **${timesWithSpread(ratio)}**` : ""}`;
}

function shortSection(works) {
  const rows = works.map(({ work, per, peers, library }) => [
    `**${work}**<br>${per}`,
    peers.PyTorch ? timeOn(peers.PyTorch) : "",
    ...modes.map((mode) => cell(library[mode])),
    library.strict?.timesAsFast["TensorFlow.js"] ? times(library.strict.timesAsFast["TensorFlow.js"].median) : "",
  ]);
  return [
    "## In short",
    "Time of one unit of work (smaller is better), each at its better number of threads, and in bold how many times as fast as PyTorch it is: above 1 Recurra is faster, below 1 PyTorch is. In brackets is where half of the rounds lie. The last column is strict mode against TensorFlow.js.",
    markdownTable([["Work", "PyTorch", ...modes.map((mode) => `Recurra, ${mode}`), "against TensorFlow.js"], ...rows]),
  ];
}

/** Says plainly where PyTorch is faster, and where no side is. */
function behindSection(works) {
  const compared = works.flatMap(({ work, library }) =>
    modes
      .filter((mode) => library[mode]?.timesAsFast.PyTorch)
      .map((mode) => ({ work, mode, ratio: library[mode].timesAsFast.PyTorch })),
  );
  if (compared.length === 0) return [];
  const verdict = ({ ratio }) => ahead(ratio, "PyTorch");
  const behind = compared.filter((one) => verdict(one).startsWith("PyTorch"));
  const even = compared.filter((one) => verdict(one) === "even");
  const listWorks = (list, told) => list.map((one) => `- ${one.work}, ${one.mode} mode${told(one)}`).join("\n");
  const sections = ["## Where PyTorch is faster"];
  if (behind.length === 0) sections.push("Nowhere among these works.");
  else sections.push(listWorks(behind, ({ ratio }) => `: PyTorch is ${times(1 / ratio.median)} as fast`));
  if (even.length > 0) {
    sections.push("Even, since half of the rounds lie on both sides of 1:");
    sections.push(listWorks(even, () => ""));
  }
  return sections;
}

function methodSection(rounds) {
  return [
    "## What is compared",
    `Every contender is a process of its own. All are started and warmed up (at least two runs and half a second), then asked in turn for one run, ${rounds} times, so that a slow second of the machine hits neighbours alike; 30 ms lie between two runs, since threads of the one before may still spin. Short runs are repeated until they fill 50 ms. A ratio is between two runs of the same round; the median of the rounds counts. PyTorch runs with one and with two threads, ours too where the work is large enough for two, and the better median of each side counts. One that takes more than 5 s for a run is asked 5 times.`,
    [
      "- **strict** is the default: the same bits on every machine and for every number of threads. **fast** uses relaxed SIMD (fused multiply-add), **native** takes the matrix products of wide layers to a BLAS.",
      "- **train()**, `Predictor` and `Stepper` are what the short table shows. *Loop by hand* below is the loop that a course writes, on the tape, on one thread: forward, `backward()`, `step()`; or `forward()` under `noGrad`.",
      "- The wide works (lstm128 to gru512) are forward and backward of the outputs' sum in PyTorch and in the loop by hand. `train()` runs those of their mean, in pieces of 16 sequences (32 in native mode), and does a little more: the gradients' norm and a step of SGD are in its time.",
      "- signal: train() with `step` and `plan: true`; batches of 5 are too small for two threads. In PyTorch the loop by hand, as everywhere.",
      "- TensorFlow.js runs its WebAssembly backend with SIMD on one thread, as it does in Node. It runs a few batches, scaled to the work; its GRU is the reset-before form.",
    ].join("\n"),
    "## Before and after a change",
    "`npm run bench -- --against DIR` puts another checkout of this repository, built, in the place of the peers, so that a change can be measured against before: each contender in turns with the same one there, the order changing from round to round, 11 rounds. One table has the two medians, the ratio (how many times as fast it is here as there: above 1 is faster now) and its quartiles. It ends with exit code 1 and names the works whose ratio is below 0.95, or what `--at-least` says. `--works`, `--modes`, `--quick`, `--rounds`, `--node` and `--json` go with it. Each side runs its own `bench/ours.mjs` in its own folder, so names that have changed in between do no harm.",
  ];
}

function memorySection(works) {
  const denoise = works.find(({ work }) => work === "denoise");
  const rows = denoise?.rows.filter((row) => row.megabytes !== undefined) ?? [];
  if (rows.length === 0) return [];
  return [
    "## Memory",
    "The largest resident set of the process that trained the denoiser, its runtime, library and data included.",
    markdownTable([["Contender", "MiB"], ...rows.map((row) => [row.name, row.megabytes.toFixed(0)])]),
  ];
}

function detailSection(works) {
  const sections = ["## Every contender"];
  for (const { work, per, rows, out } of works) {
    const named = ["PyTorch", "TensorFlow.js"].filter((peer) =>
      rows.some((row) => row.side === "ours" && row.timesAsFast[peer]),
    );
    const lines = rows.map((row) => [
      `${row.name}${row.share ? ` (${row.share})` : ""}`,
      timeWithSpread(row.seconds),
      ...named.map((peer) => (row.side === "ours" ? timesWithSpread(row.timesAsFast[peer]) : "")),
      String(row.rounds),
    ]);
    sections.push(`### ${work}`, `${per}.`);
    sections.push(
      markdownTable([["Contender", "Time", ...named.map((peer) => `as fast as ${peer}`), "Rounds"], ...lines]),
    );
    if (out.length > 0)
      sections.push(`Not measured:\n\n${out.map(({ name, reason }) => `- ${name}: ${reason}`).join("\n")}`);
  }
  return sections;
}
