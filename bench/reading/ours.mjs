// node bench/reading/ours.mjs FILE PACKAGE: reads a CSV once with a build of the library, and says how long it took and what memory.
import { createReadStream, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { mostResident } from "../resident.mjs";

const [path, folder] = process.argv.slice(2);
const load = (entry) => import(pathToFileURL(resolve(folder, "dist", entry)).href);
const { Series } = await load("index.js");
const { openSeries, sourceOf } = await load("files.js").catch(() => ({}));
const used = process.cpuUsage();
const start = performance.now();
// Builds from before sources existed read the whole text.
const series =
  sourceOf === undefined
    ? Series.fromCsv(readFileSync(path, "utf8"))
    : await openSeries({ size: statSync(path).size, pieces: () => createReadStream(path, { highWaterMark: 2 ** 18 }) });
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(used);
const cpuSeconds = (user + system) / 1e6;
console.log(JSON.stringify({ rows: series.length, seconds, cpuSeconds, megabytes: mostResident() }));
