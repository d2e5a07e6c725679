// npm run docs:studio-pictures [-- LAB ...]: what the pages of the labs and the first page show before anything runs, in src/recorded. Every
// lab is run at its defaults to its end, which takes minutes; with names, only those labs are, and the rest stays. No clock is in what is
// written: the same version writes the same files.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { labs } from "@recurra/labs";
import { blockBody, documentBody } from "@recurra/report";
import { Film } from "./film.mjs";
import { sketchForecast } from "./forecast-sketch.mjs";
import { runLab } from "./run-lab.mjs";
import { marksOfCells, sketchOf } from "./sketch.mjs";

/** Bytes of a lab's pictures at most, compressed: a page shows them before anything else. */
const MOST = 40_000;
const folder = new URL("../src/recorded/", import.meta.url);
/** Which block stands for a lab on its card, where it is not the first; and which of its panels, grids or passages. */
const PICKS = {
  compare: { block: 1 },
  direction: { block: 2 },
  shapes: { block: 3, part: 2 },
  translate: { block: 1 },
  sound: { block: 2 },
};

/** Of sounds, which do not get smaller, the first two for half a second: what is noisy, and what the network makes of it. */
const kept = (blocks) =>
  blocks.map((block) => {
    if (block.kind !== "sound") return block;
    const sounds = block.sounds.slice(0, 2);
    return { ...block, sounds: sounds.map((one) => ({ ...one, samples: one.samples.slice(0, block.sampleRate / 2) })) };
  });

/** The verdict, then the pictures, with their numbers where they are not too many. */
function pageOf({ title, lead, verdict, blocks }) {
  const card = documentBody({ title, lead, ...(verdict && { verdict }), sections: [] });
  const drawn = (more) => card + blocks.map((block, at) => blockBody(block, more(at))).join("");
  const whole = drawn((at) => ({ readable: `recorded-${at}` }));
  return gzipSync(whole).length <= MOST ? whole : drawn(() => ({}));
}

const read = (name, otherwise) => {
  try {
    return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
  } catch {
    return otherwise;
  }
};
const write = (name, text) => writeFileSync(new URL(name, folder), text);

const names = process.argv.slice(2);
const unknown = names.find((name) => !labs.some((lab) => lab.name === name));
if (unknown !== undefined) throw new Error(`there is no lab ${unknown}`);
const sketches = read("sketches.json", {});
const strip = read("strip.json", {});

for (const lab of labs) {
  if (names.length > 0 && !names.includes(lab.name)) continue;
  const film = lab.name === "denoise" ? new Film() : undefined;
  const { blocks: shown, verdict } = await runLab(lab, { onStep: (step) => film?.take(step) });
  const { title, about: lead } = lab;
  const blocks = kept(shown);
  write(`${lab.name}.html`, pageOf({ title, lead, verdict, blocks }));
  if (blocks.length > 0) sketches[lab.name] = sketchOf(blocks, PICKS[lab.name]);
  if (film) strip.learning = film.end(blocks);
  if (lab.name === "cells") {
    const heat = blocks.find(({ kind }) => kind === "heat");
    strip.gates = {
      marks: heat.grids.flatMap((grid, i) => marksOfGrid(heat, grid, i)),
      names: heat.grids.map((grid) => grid.title),
    };
  }
  save();
  process.stdout.write(`${lab.name}\n`);
}
strip.forecast = await sketchForecast();
save();
process.stdout.write(`${fileURLToPath(folder)}\n`);

/** Labs that have been recorded are there, also when a later one fails. */
function save() {
  const inOrder = labs.flatMap(({ name }) => (sketches[name] ? [[name, sketches[name]]] : []));
  write("sketches.json", `${JSON.stringify(Object.fromEntries(inOrder))}\n`);
  write("strip.json", `${JSON.stringify(strip)}\n`);
}

function marksOfGrid(heat, grid, i) {
  const height = 112 / heat.grids.length;
  return marksOfCells(grid.rows, heat, { top: i * height, left: 0, width: 240, height: height - 4 });
}
