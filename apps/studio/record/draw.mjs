// What was recorded, drawn when the page is built: a page's pictures of each lab, a sketch of each for its card, and what the first page shows.
// Here, so that the pictures are those that the reports of this version would draw.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { labs } from "@recurra/labs";
import { blockBody, documentBody } from "@recurra/report";
import { marksOfCells, sketchOf } from "./sketch.mjs";

/** Bytes of a lab's pictures at most, compressed: a page shows them before anything else. */
const MOST = 40_000;
/** The lab whose networks race above its pictures. */
const RACED = "compare";
/** Which block stands for a lab on its card, where it is not the first; and which of its panels, grids or passages. */
const PICKS = {
  direction: { block: 1, isClose: true },
  shapes: { block: 3, part: 2 },
  translate: { block: 1 },
  sound: { block: 2 },
};

const drawn = new URL("../src/recorded/drawn/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(`runs/${name}.json`, import.meta.url), "utf8"));

rmSync(drawn, { recursive: true, force: true });
mkdirSync(drawn, { recursive: true });
const race = read("race");
const runs = labs.map(({ name }) => [name, read(name)]);
for (const [name, run] of runs) write(`${name}.html`, pageOf(run, name === RACED ? [race] : []));
write(
  "sketches.json",
  Object.fromEntries(runs.map(([name, { blocks }]) => [name, sketchOf(name === RACED ? [race] : blocks, PICKS[name])])),
);
write("strip.json", { learning: read("film"), gates: { marks: gatesOf(read("cells")) }, forecast: read("forecast") });

function write(name, content) {
  writeFileSync(new URL(name, drawn), typeof content === "string" ? content : JSON.stringify(content));
}

/** The pictures, with their numbers where they are not too many, then the verdict. `before`: what the page draws above them. */
function pageOf({ verdict, blocks }, before) {
  const card = documentBody({ title: "", lead: "", ...(verdict && { verdict }), sections: [] });
  const drawnWith = (more) => [...before, ...blocks].map((block, at) => blockBody(block, more(at))).join("") + card;
  const whole = drawnWith((at) => ({ readable: `recorded-${at}` }));
  return gzipSync(whole).length <= MOST ? whole : drawnWith(() => ({}));
}

/** All gates and states of a cell, below each other. */
function gatesOf({ blocks }) {
  const heat = blocks.find(({ kind }) => kind === "heat");
  const height = 112 / heat.grids.length;
  return heat.grids.flatMap((grid, i) =>
    marksOfCells(grid.rows, heat, { top: i * height, left: 0, width: 240, height: height - 4 }),
  );
}
