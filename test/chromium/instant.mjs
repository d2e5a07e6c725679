// The page of examples/instant: what it loads and when, how long a dropped file takes, and that the forecast is the one that Node gets.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { openSeries } from "recurra/files";
import { loadPretrained, zeroShot } from "recurra/pretrained";
import { drop } from "./example.mjs";

const bytes = readFileSync(new URL("../../examples/data/aapl.csv", import.meta.url));
const options = { target: "Close", horizon: 12 };

/** The texts of the page's table, as Node would fill it. */
async function tableInNode() {
  const { rows } = zeroShot(loadPretrained(), await openSeries(bytes, { name: "aapl.csv" }), options);
  const number = (value) => value.toFixed(2);
  return rows.map(({ time, value, lower, upper }) => [time, number(value), number(lower), number(upper)]);
}

/** Scripts that the page asks for from now on: their bytes as gzip would send them. */
function watchScripts(page) {
  const scripts = [];
  page.on("response", (response) => {
    if (/\.js$/.test(response.url())) scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  return async () => (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
}

async function instant(page) {
  await page.reload();
  const weigh = watchScripts(page);
  await page.reload();
  const before = await weigh();
  for (const [field, value] of Object.entries(options)) await page.fill(`[name=${field}]`, String(value));
  const began = performance.now();
  await drop(page, "aapl.csv", bytes.toString());
  await page.locator("pre", { hasText: "forecast in" }).or(page.locator("pre.wrong")).waitFor();
  const took = Math.round(performance.now() - began);
  const status = await page.locator("pre").textContent();
  const shown = await page
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => Array.from(row.cells, ({ textContent }) => textContent)));
  const same = JSON.stringify(shown) === JSON.stringify(await tableInNode());
  await drop(page, "aapl.csv", bytes.toString());
  await page.locator("pre", { hasText: "forecast in" }).waitFor();
  const again = /forecast in (\d+) ms/.exec(await page.locator("pre").textContent())?.[1];
  const after = await weigh();
  const kB = (size) => `${(size / 1000).toFixed(1)} kB`;
  return {
    wrong: [
      ...(same ? [] : [`the forecast differs from Node's: ${status}`]),
      ...(before < 5000 ? [] : [`the page loads ${kB(before)} before a file is there`]),
    ],
    said: `${took} ms from the first drop to the forecast, the second file in ${again} ms; scripts ${kB(before)}, with a file ${kB(after)}`,
  };
}

async function refuse(page) {
  await drop(page, "short.csv", "Date,Close\n2024-01-01,5\n2024-01-02,6\n");
  await page.locator("pre.wrong").waitFor();
  const said = await page.locator("pre").textContent();
  return { wrong: said.startsWith("short.csv: ") && said.includes("there are 2") ? [] : [`it said: ${said}`] };
}

function check(headers, run) {
  return [headers, run, ({ error, wrong }) => wrong ?? [error], "instant/index.html"];
}

export const instantChecks = {
  "the instant page: a dropped file's forecast is the one that Node gets": check("plain", instant),
  "the instant page: under a policy that allows its own scripts and WebAssembly alone": check("policy", instant),
  "the instant page: too few rows are refused in words": check("plain", refuse),
};
