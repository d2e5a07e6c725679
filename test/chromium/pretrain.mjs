// Whether the first steps of `npm run pretrain` give the golden hash in headless Chromium, too.
// Usage: npm run pretrain:chromium [-- --steps 300 --threads 2]
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bundle } from "./bundle.mjs";
import { inWorker, startChromium } from "./chromium.mjs";
import { serve } from "./server.mjs";

const { values: options } = parseArgs({
  options: { steps: { type: "string", default: "300" }, threads: { type: "string", default: "2" } },
});
const golden = JSON.parse(readFileSync(new URL("../../pretrain/golden.json", import.meta.url), "utf8"))[options.steps];
const server = await serve({ "pretrain.js": await bundle("pretrain-worker.mjs") });
const browser = await startChromium();
try {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/isolated/page`);
  const url = `pretrain.js?steps=${options.steps}&threads=${options.threads}`;
  const { hash, error } = await inWorker(page, url, "classic");
  const same = hash === golden;
  process.stdout.write(
    `Chromium ${browser.version()}  ${options.steps} steps, ${options.threads} threads: ${hash ?? error}` +
      `, ${same ? "the golden one" : `BUT GOLDEN IS ${golden}`}\n`,
  );
  process.exitCode = same ? 0 : 1;
} finally {
  await browser.close();
  server.close();
}
