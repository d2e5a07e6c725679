// The studio in headless Chromium, as `recurra studio` serves it: what a newcomer does, and what the page must never do. Each file of
// `checks` has checks by their names: what is wrong is what they give.
// Usage: npm run test:studio [-- CHROMIUM] [-- --only WORDS] [-- --if-possible]     (an executable in place of the one from npm, which is for Linux)
// With --if-possible they are left out, which is said, where no browser can be had: another system, or no registry.
import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readSite, siteServer, withFile } from "../../packages/cli/dist/studio/site.js";
import { startChromium } from "../chromium/chromium.mjs";
import { csv } from "./page.mjs";
import { newContext, watch } from "./watched.mjs";

const { values, positionals } = parseArgs({
  options: { only: { type: "string" }, "if-possible": { type: "boolean" } },
  allowPositionals: true,
});
const folder = new URL("checks/", import.meta.url);
const all = await Promise.all(
  readdirSync(folder)
    .sort()
    .map(async (file) => Object.entries((await import(new URL(file, folder))).default)),
);
const checks = all.flat().filter(([name]) => values.only === undefined || name.includes(values.only));

if (checks.length === 0) throw new Error(`There is no check with "${values.only}" in its name.`);

/** No check takes as long, whatever hangs. */
const late = () =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error("no answer after 5 minutes")), 300_000).unref();
  });

const server = siteServer(withFile(readSite(), "aapl.csv", readFileSync(csv)));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}/`;
const browser = await startChromium(positionals[0]).catch((error) => {
  if (!values["if-possible"]) throw error;
  const [why] = error.message.split("\n");
  process.stdout.write(
    `\nLEFT OUT: the checks of the studio in a browser, since none could be started here (${why}).\n`,
  );
  process.exit(0);
});
const began = performance.now();
try {
  process.stdout.write(`Chromium ${browser.version()}\n`);
  const context = await newContext(browser);
  for (const [name, check] of checks) {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const faults = watch(page, origin);
    const start = performance.now();
    const wrong = await Promise.race([check({ page, origin, context, browser }), late()]).catch((error) => [
      error.stack,
    ]);
    const took = ((performance.now() - start) / 1000).toFixed(1);
    const told = [...wrong, ...faults];
    process.stdout.write(told.length === 0 ? `ok    ${name} (${took} s)\n` : `WRONG ${name}:\n${told.join("\n")}\n`);
    if (told.length > 0) process.exitCode = 1;
    await page.close();
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(process.exitCode ? "SOMETHING IS WRONG.\n" : `${checks.length} checks in ${seconds} s.\n`);
} finally {
  await browser.close();
  server.close();
}
