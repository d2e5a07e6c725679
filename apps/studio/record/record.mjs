// npm run docs:studio-pictures [-- LAB ...]: records what the pages of the labs and the first page show before anything runs, in `runs`: plain
// data, which `draw.mjs` draws whenever the page is built. Every lab is run at its defaults to its end, which takes minutes; with names, only
// those labs are, and the rest stays. No clock is in what is written: the same version writes the same files.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { labs } from "@recurra/labs";
import { Film } from "./film.mjs";
import { Race } from "./race.mjs";
import { recordForecast } from "./recorded-forecast.mjs";
import { runLab } from "./run-lab.mjs";

const folder = new URL("runs/", import.meta.url);
/** The lab whose training is filmed. */
const FILMED = "denoise";
/** The lab whose networks race on its page, above all else. */
const RACED = "compare";

const names = process.argv.slice(2);
const unknown = names.find((name) => !labs.some((lab) => lab.name === name));
if (unknown !== undefined) throw new Error(`there is no lab ${unknown}`);

for (const lab of labs) {
  if (names.length > 0 && !names.includes(lab.name)) continue;
  const film = lab.name === FILMED ? new Film() : undefined;
  const race = lab.name === RACED ? new Race() : undefined;
  const onStep = (step) => {
    film?.take(step);
    race?.take(step);
  };
  const { blocks, verdict } = await runLab(lab, { onStep });
  write(lab.name, { verdict, blocks: blocks.map(kept) });
  if (film) write("film", film.end(blocks));
  if (race) write("race", race.end());
  process.stdout.write(`${lab.name}\n`);
}
write("forecast", await recordForecast());
process.stdout.write(`${fileURLToPath(folder)}\n`);

/** Of sounds, which do not get smaller, the first two for half a second: what is noisy, and what the network makes of it. */
function kept(block) {
  if (block.kind !== "sound") return block;
  const sounds = block.sounds.slice(0, 2);
  return { ...block, sounds: sounds.map((one) => ({ ...one, samples: one.samples.slice(0, block.sampleRate / 2) })) };
}

/** Numbers with as many digits as a picture shows. */
function write(name, value) {
  const plain = (_key, one) => {
    if (ArrayBuffer.isView(one)) return Array.from(one);
    return typeof one === "number" && !Number.isInteger(one) ? Number(one.toPrecision(4)) : one;
  };
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(value, plain)}\n`);
}
