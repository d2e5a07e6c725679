// How the studio feels: `npm run bench:studio [-- CHROMIUM]`, in headless Chromium, from a server of this machine.
//
//   first view    from the address to the first contentful paint, the page seen for the first time; and once it is kept
//   page code     what the page loads without the library, with gzip: it fails above its limit
//   picture       from Play to the first picture of the network
//   tasks         the longest of the page's thread in 30 s of training beside four heat maps of 200 units by 200 steps
import { readSite } from "../packages/cli/dist/studio/site.js";
import { startChromium } from "../test/chromium/chromium.mjs";
import { studioHost } from "../test/studio/hosts.mjs";
import { longestTasks } from "../test/studio/long-tasks.mjs";
import { button, link } from "../test/studio/page.mjs";
import { pageCode } from "../test/studio/page-files.mjs";
import { newContext } from "../test/studio/watched.mjs";

const LIMIT = 110_000;
const WATCHED = 30_000;
const tell = (name, value) => process.stdout.write(`${name.padEnd(14)}${value}\n`);
const ms = (value) => `${Math.round(value)} ms`;

const files = pageCode(new URL("../apps/studio/dist/", import.meta.url));
const size = files.reduce((sum, { gzip }) => sum + gzip, 0);
tell("page code", `${(size / 1000).toFixed(1)} kB with gzip, of ${LIMIT / 1000} kB`);
if (size > LIMIT) process.exitCode = 1;

const host = await studioHost(readSite());
const browser = await startChromium(process.argv[2]);

/** ms from the address to the first contentful paint. */
async function firstView(page) {
  await page.goto(host.origin);
  const paint = await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  return paint.jsonValue();
}

/** ms from Play to the first picture, of a lab at its defaults. */
async function firstPicture(page, lab) {
  await page.goto("about:blank");
  await page.goto(`${host.origin}#v=0.1.0&run=lab%2F${lab}`);
  await button(page, "Play").waitFor();
  const began = await page.evaluate(() => performance.now());
  await button(page, "Play").click();
  const seen = await page.waitForFunction(
    () => document.querySelector(".blocks svg, .blocks canvas, .inside canvas, .blocks img") && performance.now(),
  );
  return (await seen.jsonValue()) - began;
}

try {
  const context = await newContext(browser);
  const page = await context.newPage();
  const fresh = await firstView(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.goto("about:blank");
  tell("first view", `${ms(fresh)}; again ${ms(await firstView(page))}`);
  for (const lab of ["denoise", "cells"]) tell("picture", `${ms(await firstPicture(page, lab))} (${lab})`);
  await page.close();

  const watched = await context.newPage();
  await watched.setViewportSize({ width: 1280, height: 4000 }); // what is not in the window is not drawn
  watched.setDefaultTimeout(120_000);
  const settings = { cell: "lstm", hidden: 200, length: 200, epochs: 1000 };
  await watched.goto(`${host.origin}${link(settings).replace("denoise", "cells")}`);
  await button(watched, "Play").click();
  await watched
    .locator("[role=status]", { hasText: /step \d+\b/ })
    .first()
    .waitFor();
  const longest = (await longestTasks(browser, watched, WATCHED)).slice(0, 5);
  tell("tasks", `the longest of the page's thread in 30 s: ${longest.join(", ")} ms of the processor`);
} finally {
  await browser.close();
  await host.stop();
}
