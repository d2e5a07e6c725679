// The same bits in a browser: runs the program of test/bits in headless Chromium, with and without threads, from the built library and
// from a bundle of one minified file, and compares the hashes with the golden ones; and the page of examples/browser, whose result is
// compared with Node's. The browser comes from npm, into this folder.
// Usage: npm run test:chromium [-- CHROMIUM]        (an executable in place of the one from npm, which is for Linux)
import { readFileSync } from "node:fs";
import { differences } from "../bits/program.mjs";
import { bundle } from "./bundle.mjs";
import { inWorker, startChromium } from "./chromium.mjs";
import { buildExample, exampleChecks } from "./example.mjs";
import { instantChecks } from "./instant.mjs";
import { serve } from "./server.mjs";

const golden = JSON.parse(readFileSync(new URL("../bits/golden.json", import.meta.url), "utf8"));
const pretrained = JSON.parse(readFileSync(new URL("../../pretrain/golden.json", import.meta.url), "utf8"));
const pretrainedPage = readFileSync(new URL("../../docs/pretrained.md", import.meta.url), "utf8");
/** No answer in this time is a hang; ms. */
const patience = 180_000;

/** The page's own thread. */
function onPage(page) {
  return page.evaluate(() => import("./answer.mjs").then(({ answer }) => answer()));
}

function hashesOf({ error, hashes, most }, threaded) {
  if (error) return [error];
  const wrong = differences(hashes, golden);
  if (threaded && most < 2) wrong.push("no second thread took part");
  if (!threaded && most > 1) wrong.push(`${most} threads took part where there should be one`);
  return wrong;
}

/** What is looked at: headers, what runs, what is wrong with its answer; and the page, where it is another one than the empty one. */
const checks = {
  "in a Worker, on 1, 2, 3 and 8 threads": [
    "isolated",
    (page) => inWorker(page, "worker.mjs", "module"),
    (answer) => hashesOf(answer, true),
  ],
  "in a Worker bundled into one file, on 1, 2, 3 and 8 threads": [
    "isolated",
    (page) => inWorker(page, "bundle.js", "classic"),
    (answer) => hashesOf(answer, true),
  ],
  "on the page's own thread, which has no others": ["isolated", onPage, (answer) => hashesOf(answer, false)],
  "in a Worker of a page that is not isolated": [
    "plain",
    (page) => inWorker(page, "worker.mjs", "module"),
    (answer) => hashesOf(answer, false),
  ],
  "in a Worker whose policy refuses threads: alone, unless they were asked for": [
    "policy",
    (page) => inWorker(page, "refused.mjs", "module"),
    ({ error, same, asked, code, message }) => {
      if (error) return [error];
      const said = code === "THREAD_FAILED" && /could not be started.*content security policy/i.test(message);
      return [
        ...(asked ? [] : ["no thread was asked for"]),
        ...(same ? [] : ["the losses differ from those of one thread"]),
        ...(said ? [] : [`two threads were asked for, but the error was ${code}: ${message}`]),
      ];
    },
  ],
  "in a Worker whose policy allows files alone, on threads from a file": [
    "policy",
    (page) => inWorker(page, "filed.mjs", "module"),
    (answer) => hashesOf(answer, true),
  ],
  "three steps of the pretraining, in a Worker, on two threads": [
    "isolated",
    (page) => inWorker(page, "pretrain.js?steps=3&threads=2", "classic"),
    ({ error, hash }) => {
      if (error) return [error];
      return hash === pretrained[3] ? [] : [`the weights are ${hash}, but golden ${pretrained[3]}`];
    },
  ],
  "the pretrained network, bundled into a Worker of a page that is not isolated, has the bits of its page": [
    "plain",
    (page) => inWorker(page, "loaded.js", "classic"),
    ({ error, hash }) => {
      if (error) return [error];
      return pretrainedPage.includes(hash) ? [] : [`docs/pretrained.md does not tell ${hash}`];
    },
  ],
  ...exampleChecks,
  ...instantChecks,
};

/** What ends a training on threads in its midst; no thread may be left. */
const endings = {
  "no thread is left when the page ends its Worker": (page) => page.evaluate(() => globalThis.worker.terminate()),
  "no thread is left when the page is closed": (page) => page.close(),
};

/** How many workers there are in the browser, threads of Workers included. */
async function workersOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send("Target.getTargets");
  await session.detach();
  return targetInfos.filter(({ type }) => type === "worker").length;
}

async function workersEnd(browser) {
  while ((await workersOf(browser)) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** The rejection of something that takes too long. */
function late(what) {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer ${what} after ${patience / 1000} s`)), patience).unref();
  });
}

const server = await serve({
  "bundle.js": await bundle("worker.mjs"),
  "pretrain.js": await bundle("pretrain-worker.mjs"),
  "loaded.js": await bundle("loaded-worker.mjs"),
  ...(await buildExample()),
  ...(await buildExample("instant", "instant")),
});
const browser = await startChromium(process.argv[2]);
try {
  process.stdout.write(`Chromium ${browser.version()}\n`);
  const context = await browser.newContext({ locale: "en-US" });
  for (const [name, [headers, run, wrongWith, path = "page"]] of Object.entries(checks)) {
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(`an error reached the page: ${error.message}`));
    await page.goto(`${server.origin}/${headers}/${path}`);
    const answer = await Promise.race([run(page), late(name)]).catch((error) => ({ error: error.stack }));
    const wrong = [...wrongWith(answer), ...errors];
    const threads = answer.most ? ` (${answer.most} ${answer.most > 1 ? "threads" : "thread"} took part)` : "";
    process.stdout.write(
      wrong.length === 0
        ? `ok    ${name}${threads}${answer.said ? ` (${answer.said})` : ""}\n`
        : `WRONG ${name}:\n${wrong.join("\n")}\n`,
    );
    if (wrong.length > 0) process.exitCode = 1;
    await page.close();
  }
  for (const [name, end] of Object.entries(endings)) {
    const page = await context.newPage();
    await page.goto(`${server.origin}/isolated/page`);
    await inWorker(page, "endless.mjs", "module");
    const began = await workersOf(browser);
    await end(page);
    const ended = await Promise.race([workersEnd(browser), late(name)]).catch((error) => error);
    const wrong = [...(began < 3 ? [`only ${began} workers had begun`] : []), ...(ended ? [ended.message] : [])];
    process.stdout.write(wrong.length === 0 ? `ok    ${name}\n` : `WRONG ${name}:\n${wrong.join("\n")}\n`);
    if (wrong.length > 0) process.exitCode = 1;
    if (!page.isClosed()) await page.close();
  }
} finally {
  await Promise.race([browser.close(), late("when the browser was closed")]);
  server.close();
}
process.stdout.write(
  process.exitCode ? "SOMETHING IS WRONG.\n" : "The bits are the golden ones, and no thread is left behind.\n",
);
