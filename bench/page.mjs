// docs/benchmarks.md from the results of a run: what was compared, the short table, where a peer is faster, growth, memory,
// start-up, the tape, kernels, and every contender. It tells what was measured; what this project aims at is for the terminal.

import { neighbourSections } from "./neighbours.mjs";
import { growthSection } from "./page-growth.mjs";
import { peerNames } from "./summary.mjs";
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
    ...peerNames.map((peer) => [peer, machine.peers[peer] ?? "not measured"]),
  ];
  return markdownTable(rows);
}

const timeOn = ({ seconds, threads }) => `${time(seconds.median)}${threads > 1 ? ` on ${threads} threads` : ""}`;

/** A cell of the short table: the time, the threads where they are several, and how it stands to the best peer. */
function cell(row, best) {
  if (!row) return "not measured";
  const ratio = row.timesAsFast[best];
  return `${timeOn(row)}${ratio ? `, **${timesWithSpread(ratio)}**` : ""}`;
}

function shortSection(works) {
  const hasNarrow = works.some(({ narrow }) => narrow.strict);
  const rows = works.map(({ work, per, peers, best, library, narrow }) => [
    `**${work}**<br>${per}`,
    best ? `${best}, ${timeOn(peers[best])}` : "",
    cell(library.strict, best),
    ...(hasNarrow ? [cell(narrow.strict, best)] : []),
    ...["fast", "native"].map((mode) => cell(library[mode], best)),
    othersOf({ peers, best, library }),
  ]);
  const head = [
    "Work",
    "The best peer",
    "Recurra, strict",
    ...(hasNarrow ? ["strict, vectors of 128 bits"] : []),
    "Recurra, fast",
    "Recurra, native",
    "strict beside the others",
  ];
  return [
    "## In short",
    `Time of one unit of work (smaller is better), each at its better number of threads, and in bold how many times as fast as the best peer of the run it is: above 1 Recurra is faster, below 1 the peer is. In brackets is where half of the rounds lie. The last column has strict mode beside the other peers.${hasNarrow ? " Node joins the kernels' vectors into those of 256 bits ([how](performance.md)); one column is without." : ""}`,
    markdownTable([head, ...rows]),
  ];
}

/** Strict mode beside the peers that are not the best. */
function othersOf({ peers, best, library }) {
  return Object.keys(peers)
    .filter((peer) => peer !== best && library.strict?.timesAsFast[peer])
    .map((peer) => `${times(library.strict.timesAsFast[peer].median)} ${peer}`)
    .join(", ");
}

/** Says plainly where a peer is faster, and where no side is. */
function behindSection(works) {
  const compared = works.flatMap(({ work, best, library }) =>
    modes
      .filter((mode) => library[mode]?.timesAsFast[best])
      .map((mode) => ({ work, mode, best, ratio: library[mode].timesAsFast[best] })),
  );
  if (compared.length === 0) return [];
  const isAhead = ({ best, ratio }) => ahead(ratio, best).startsWith(best);
  const behind = compared.filter(isAhead);
  const even = compared.filter(({ best, ratio }) => ahead(ratio, best) === "even");
  const listWorks = (list, told) => list.map((one) => `- ${one.work}, ${one.mode} mode${told(one)}`).join("\n");
  const sections = ["## Where a peer is faster"];
  if (behind.length === 0) sections.push("Nowhere among these works.");
  else sections.push(listWorks(behind, ({ best, ratio }) => `: ${best} is ${times(1 / ratio.median)} as fast`));
  if (even.length > 0) {
    sections.push("Even, since half of the rounds lie on both sides of 1:");
    sections.push(listWorks(even, () => ""));
  }
  return sections;
}

function methodSection(rounds) {
  return [
    "## What is compared",
    `Every contender is a process of its own. All are started and warmed up (at least two runs and half a second), then asked in turn for one run, ${rounds} times, so that a slow second of the machine hits neighbours alike; 30 ms lie between two runs, since threads of the one before may still spin. Short runs are repeated until they fill 50 ms. A ratio is between two runs of the same round; the median of the rounds counts. PyTorch, JAX and TensorFlow run with one and with two threads, ours too where the work is large enough for two; the better median of each side counts, and the best of the peers is what ours are measured by. One that takes more than 5 s for a run is asked 5 times.`,
    [
      "- **strict** is the default: the same bits on every machine and for every number of threads. **fast** uses relaxed SIMD (fused multiply-add), **native** takes the matrix products of wide layers to a BLAS.",
      "- **train()**, `Predictor` and `Stepper` are what the short table shows. *Loop by hand* below is the loop that a course writes, on the tape, on one thread: forward, `backward()`, `step()`; or `forward()` under `noGrad`.",
      "- The wide works (lstm128 to gru512) are forward and backward of the outputs' sum in PyTorch and in the loop by hand. `train()` runs those of their mean, in pieces of 16 sequences (32 in native mode), and does a little more: the gradients' norm and a step of SGD are in its time.",
      "- signal: train() with `step` and `plan: true`; batches of 5 are too small for two threads. In PyTorch the loop by hand, as everywhere.",
      "- JAX: a step of training is one compiled call (`jit`, `lax.scan`) with forward, backward and Adam, its buffers donated. XLA takes a thread for each core that it sees; with one thread it sees one, which suits small works better.",
      "- TensorFlow: Keras layers, a step is one `tf.function`; once more compiled by XLA. Keras has no encoder-decoder and no single steps of its own, so signal and stream are without it.",
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
    const named = peerNames.filter((peer) => rows.some((row) => row.side === "ours" && row.timesAsFast[peer]));
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
