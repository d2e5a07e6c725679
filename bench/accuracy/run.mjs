// npm run bench:accuracy: how good forecasts are, by published protocols, on any file of their layout. options.mjs has the arguments, methods.mjs
// what is scored, m4.mjs, ett.mjs and file.mjs the protocols, page.mjs docs/accuracy.md.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { openSeries } from "recurra/files";
import { textTable } from "../table.mjs";
import { ablationTable, VARIANTS } from "./ablation.mjs";
import { cutWindows, findBorders, scoreChannels, standardise } from "./ett.mjs";
import { readSeries, scoreFile, settingsOf, summarise } from "./file.mjs";
import { commandLine, commitName, logLook } from "./looks.mjs";
import { cutSeries, readRows, scoreSeries } from "./m4.mjs";
import { methodsOf } from "./methods.mjs";
import { readOptions, usage } from "./options.mjs";
import { pageText } from "./page.mjs";
import { mergeResults, readResults, writeResults } from "./results.mjs";
import { ettTable, fileTable, m4Table, scoreWords } from "./tables.mjs";

const TABLES = { m4: m4Table, ett: ettTable, file: fileTable, ablation: ablationTable };
const PROTOCOLS = { m4: scoreM4, ett: scoreEtt, file: scoreOwn, ablation: scoreParts };

const args = process.argv.slice(2);
const options = readOrExit();
const results = [];
const about = {
  ...{ protocol: options.protocol, part: options.look ? "test" : "validation", horizon: options.horizon },
  ...{ date: new Date().toISOString().slice(0, 10), commit: commitName(), command: commandLine(args) },
  ...(Object.keys(options.settings).length > 0 && { settings: options.settings }),
};
await PROTOCOLS[options.protocol](options);
if (options.look) logLook({ ...about, scores: results.map(scoreWords) });
console.log(`Scores on ${options.look ? "test rows" : "validation rows; --test shows those on test rows"}`);
console.log(textTable(TABLES[options.protocol](results)));
if (options.write) {
  writeResults(mergeResults(readResults(), results));
  const page = fileURLToPath(new URL("../../docs/accuracy.md", import.meta.url));
  writeFileSync(page, pageText(readResults()));
  const biome = fileURLToPath(new URL("../../node_modules/@biomejs/biome/bin/biome", import.meta.url));
  const scores = fileURLToPath(new URL("results.json", import.meta.url));
  execFileSync(process.execPath, [biome, "format", "--write", page, scores]);
}

function readOrExit() {
  try {
    const read = readOptions(args);
    if (!read.help) return read;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

/** Of test rows no score is shown before it is in the log. */
function keep(scores) {
  if (scores === undefined) return;
  results.push({ ...about, ...scores });
  process.stderr.write(`${scores.method ?? scores.set}: ${scores.seconds.toFixed(1)} CPU s\n`);
}

async function scoreM4({ train, test, horizon, season, series, methods, look, settings }) {
  const rows = readRows(readFileSync(train, "utf8"));
  // Without the wish to look, the file is not even opened.
  const truths = look ? readRows(readFileSync(test, "utf8")) : undefined;
  const parts = cutSeries(rows, truths, { horizon, season: season[0], count: series });
  const seasons = season.map((length) => ({ rows: length, name: `${length} rows`, found: true }));
  const set = nameOf(train).replace(/[-_]?train$/i, "");
  for (const method of methodsOf(methods, seasons)) {
    const scores = await scoreSeries(method, parts, { horizon, seasons, settings });
    keep(scores && { set, season, asked: parts.length, ...scores });
  }
}

async function scoreEtt({ file, horizon, lookback, season, split, methods, look, settings }) {
  const series = await openSeries(readFileSync(file), { name: basename(file) });
  const { perDay, ends } = findBorders(series.times.values(), series.length, split);
  const channels = standardise(
    series.columns.map((name) => series.column(name)),
    ends[0],
  );
  if (channels.some((values) => values.subarray(0, ends[2]).some(Number.isNaN)))
    throw new Error(`${basename(file)} has missing cells.`);
  const cut = cutWindows(ends, horizon, look);
  const rows = season ?? [perDay, 7 * perDay];
  const names = new Map([
    [perDay, "a day"],
    [7 * perDay, "a week"],
  ]);
  const seasons = rows.map((length) => ({ rows: length, name: names.get(length) ?? `${length} rows`, found: true }));
  for (const method of methodsOf(methods, seasons)) {
    const scores = await scoreChannels(method, channels, cut, { horizon, lookback, seasons, settings });
    keep(scores && { set: nameOf(file), season: rows, ...(lookback !== undefined && { lookback }), ...scores });
  }
}

async function scoreOwn(asked) {
  keep({ ...named(asked), ...(await scoresOf(asked)) });
}

/** The experiment again and again, each time with another part left out. */
async function scoreParts(asked) {
  const over = {};
  let all;
  let spent = 0;
  for (const { name, settings } of VARIANTS) {
    const scores = await scoresOf({ ...asked, look: false, settings: { ...asked.settings, ...settings } });
    all ??= scores;
    over[name] = scores.overChosen;
    spent += scores.seconds;
  }
  const { asked: count, series, chosen } = all;
  keep({ ...named(asked), asked: count, series, chosen, over, seconds: spent });
}

async function scoresOf({ file, look, ...asked }) {
  const settings = settingsOf(asked);
  const found = [];
  for (const series of await readSeries(readFileSync(file), { name: basename(file), ...asked })) {
    found.push(await scoreFile(series, settings, look));
  }
  return { asked: found.length, ...summarise(found) };
}

function named({ file, target, season, where }) {
  return { set: [nameOf(file), ...(where ?? [])].join(", "), target, ...(season && { season }) };
}

function nameOf(file) {
  return basename(file).replace(/\.[a-z]+$/i, "");
}
