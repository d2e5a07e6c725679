// The studio in headless Chromium, as `recurra studio` serves it: what a newcomer does, and what the page must never do.
// Usage: npm run test:studio [-- CHROMIUM]        (an executable in place of the one from npm, which is for Linux)
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { finished, labs, settingsOf } from "@recurra/labs";
import { experiment, Series } from "recurra";
import { bytesOfWeights } from "recurra/experiment";
import { readSite, siteServer, withFile } from "../../packages/cli/dist/studio/site.js";
import { startChromium } from "../chromium/chromium.mjs";

const denoise = labs.find(({ name }) => name === "denoise");
/** A lab of a second or two, as a link and as settings. */
const short = { train: 300, test: 60, batch: 100, epochs: 4, hidden: 8 };
const link = (settings, more = "") =>
  `#v=0.1.0&run=lab%2Fdenoise${more}${Object.entries(settings)
    .map(([name, value]) => `&s.${name}=${value}`)
    .join("")}`;

const button = (page, name) => page.getByRole("button", { name, exact: true });
const told = (page) => page.locator("figure [role=status]").textContent();
const stepOf = async (page) => Number(/step (\d+)\./.exec(await told(page))?.[1] ?? 0);
/** Waits until the page says what matches. */
const says = (page, pattern) => page.locator("[role=status]", { hasText: pattern }).first().waitFor();

/** A number that stays: what it is after two more looks. */
async function rests(page) {
  const first = await stepOf(page);
  await page.waitForTimeout(300);
  return (await stepOf(page)) === first ? first : undefined;
}

async function newcomer({ page, origin }) {
  await page.goto(origin);
  await page.getByRole("link", { name: /Take the noise off a wave/ }).click();
  await page.getByText("Settings").click();
  for (const [name, value] of Object.entries(short)) {
    await page.fill(`#setting-${name}`, String(value));
    await page.press(`#setting-${name}`, "Tab");
  }
  const wanted = link(Object.fromEntries(Object.entries(short).sort()));
  const found = new URL(page.url()).hash;
  await button(page, "Play").click();
  await page.getByRole("button", { name: "Download the model" }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the model" }).click(),
  ]);
  const inPage = readFileSync(await download.path());
  const { model } = await finished(denoise.start(settingsOf(denoise.options, short)));
  return [
    ...(found === wanted ? [] : [`the link is ${found}, not ${wanted}`]),
    ...(inPage.equals(Buffer.from(model)) ? [] : ["the model differs from the one that Node trains"]),
    ...((await page.getByText("The test", { exact: true }).count()) === 1 ? [] : ["the report is not shown"]),
  ];
}

async function stepByStep({ page, origin }) {
  await page.goto(`${origin}${link({ ...short, epochs: 200 })}`);
  const wrong = [];
  const expect = (what, found, wanted) => {
    if (found !== wanted) wrong.push(`${what}: ${found}, not ${wanted}`);
  };
  await button(page, "One batch").click();
  await says(page, /step 1\./);
  expect("one batch", await rests(page), 1);
  await button(page, "One batch").click();
  await says(page, /step 2\./);
  expect("another batch", await rests(page), 2);
  await button(page, "One epoch").click();
  await says(page, /step 3\./);
  expect("the rest of the epoch", await rests(page), 3);
  await button(page, "One epoch").click();
  await says(page, /step 6\./);
  expect("the next epoch", await rests(page), 6);
  await button(page, "Play").click();
  await says(page, /step [1-9]\d+\./);
  await button(page, "Pause").click();
  await page.waitForTimeout(200);
  const paused = await rests(page);
  if (paused === undefined) wrong.push("it goes on while it is paused");
  await button(page, "Reset").click();
  expect("after Reset nothing is shown", await page.locator("figure").count(), 0);
  expect("after Reset the settings can be changed", await page.locator("#setting-hidden").isDisabled(), false);
  return wrong;
}

/** A link that rests at a step shows the same picture wherever it is opened. */
async function sameLink({ page, origin }) {
  const seen = [];
  for (let i = 0; i < 2; i++) {
    await page.goto("about:blank");
    await page.goto(`${origin}${link(short, "&stop=7")}`);
    await button(page, "Play").click();
    await says(page, /step 7\./);
    if ((await rests(page)) !== 7) return ["it does not rest at step 7"];
    seen.push(await page.locator(".blocks").innerHTML());
  }
  return seen[0] === seen[1] ? [] : ["two runs of one link show different pictures"];
}

async function back({ page, origin }) {
  await page.goto(origin);
  await page.getByRole("link", { name: /Inside a cell/ }).click();
  await page.getByRole("heading", { name: "Inside a cell" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: /Watch a recurrent network learn/ }).waitFor();
  await page.goForward();
  await page.getByRole("heading", { name: "Inside a cell" }).waitFor();
  return [];
}

const csv = new URL("../../examples/data/aapl.csv", import.meta.url);

async function save(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return readFileSync(await download.path());
}

/** From a file that is dropped to a forecast that is kept: at once without training, then from a network that learned from the file. */
async function forecast({ page, origin }) {
  await page.goto(origin);
  await page.getByRole("link", { name: "Forecast a file of yours" }).click();
  await page.locator("#file").waitFor();
  await page.evaluate(
    (text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "aapl.csv"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    readFileSync(csv, "utf8"),
  );
  await page.locator("#setting-target").selectOption("Close");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await page.getByText("Settings").first().click();
  await page.fill("#setting-epochs", "4");
  await page.press("#setting-epochs", "Tab");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector("button.play").ariaDisabled === "false" &&
      document.querySelector("button.play").textContent === "Play",
  );
  await button(page, "Play").click();
  await page.getByRole("heading", { name: "Training", exact: true }).waitFor();
  const inPage = (await save(page, "Download the forecast")).toString();
  const model = await save(page, "Download the model");
  const settings = { target: "Close", epochs: 4 };
  const series = Series.fromCsv(readFileSync(csv, "utf8"), { name: "aapl.csv", columns: ["Close"] });
  let inNode;
  for await (const event of experiment(series, settings)) if (event.type === "result") inNode = event.result;
  const rows = inNode.forecast.map(({ time, value, lower, upper }) => [time, value, lower, upper].join());
  return [
    ...(inPage === ["time,value,lower,upper", ...rows, ""].join("\n")
      ? []
      : [`the forecast differs from Node's:\n${inPage}\n${rows}`]),
    ...(model.length > 1000 ? [] : ["there is no model"]),
    ...(/sha256=[0-9a-f]{64}&s\.epochs=4&s\.target=Close$/.test(page.url()) ? [] : [`the link is ${page.url()}`]),
  ];
}

/** The weights at a link's step are those of Node at that step. */
async function sameWeights({ page, origin }) {
  const text = readFileSync(csv, "utf8");
  const sha256 = createHash("sha256").update(text).digest("hex");
  await page.goto(`${origin}#v=0.1.0&run=forecast&stop=40&file=aapl.csv&sha256=${sha256}&s.target=Close`);
  await page.setInputFiles("#file", { name: "aapl.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await button(page, "Play").click();
  const shown = await page.getByText(/Weights at this step: SHA-256/).textContent();
  const found = new Promise((resolve, reject) => {
    let steps = 0;
    const onStep = ({ weights }) => {
      if (++steps === 40) resolve(createHash("sha256").update(bytesOfWeights(weights())).digest("hex"));
    };
    const series = Series.fromCsv(text, { name: "aapl.csv", columns: ["Close"] });
    (async () => {
      for await (const event of experiment(series, { target: "Close" }, { onStep }))
        if (event.type === "epoch" && steps > 40) break;
    })().catch(reject);
  });
  const wanted = await found;
  return shown.endsWith(wanted) ? [] : [`the page has ${shown}, Node ${wanted}`];
}

/** A file that the command line was given stands on the page. */
async function opened({ page, origin }) {
  await page.goto(`${origin}?open`);
  await page.getByRole("heading", { name: "Check" }).waitFor();
  await page.locator("#setting-target").selectOption("Close");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  return /\?open#v=.*file=aapl\.csv/.test(page.url()) ? [] : [`the link is ${page.url()}`];
}

/** A file that nothing can be made of, and a link whose file is not there. */
async function refusedFiles({ page, origin }) {
  await page.goto(`${origin}#v=0.1.0&run=forecast`);
  await page.setInputFiles("#file", {
    name: "bad.png",
    mimeType: "image/png",
    buffer: Buffer.from("89504e470d0a1a0a", "hex"),
  });
  const said = await page.getByRole("alert").textContent();
  await page.goto("about:blank");
  await page.goto(`${origin}#v=0.1.0&run=forecast&file=a.csv&sha256=${"0".repeat(64)}&s.target=Close`);
  await page.getByText("This link is of a.csv. Drop that file here, or choose it:").waitFor();
  await page.setInputFiles("#file", { name: "aapl.csv", mimeType: "text/csv", buffer: readFileSync(csv) });
  await page.getByText("This link is of a.csv; aapl.csv has other bytes.").waitFor();
  return said.startsWith("bad.png") ? [] : [`it said: ${said}`];
}

const rows = (name, count) =>
  [
    "date,x,y",
    ...Array.from(
      { length: count },
      (_, i) => `${new Date(864e5 * i).toISOString().slice(0, 10)},${i % 7},${name.length + (i % 5)}`,
    ),
  ].join("\n");

const choose = (page, name, text) =>
  page.setInputFiles("#file", { name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** From file to file, and back: each page shows its own. */
async function files({ page, origin }) {
  const wrong = [];
  const shown = () => page.locator("dl.short dd").first().textContent();
  const waitFor = (name) => page.locator("dl.short dd", { hasText: name }).first().waitFor();
  await page.goto(`${origin}#v=0.1.0&run=forecast`);
  await choose(page, "short.csv", rows("short", 3));
  await page.locator("#setting-target").selectOption("x");
  await page.getByRole("alert").filter({ hasText: "short.csv: lookback" }).waitFor();
  if (await page.locator("#setting-horizon").isDisabled()) wrong.push("what went wrong cannot be set right");
  await choose(page, "long.csv", rows("long", 200));
  await waitFor("long.csv");
  await page.locator("#setting-target").selectOption("x");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await choose(page, "other.csv", rows("other", 220));
  await waitFor("other.csv");
  if ((await page.getByRole("heading", { name: "Without training" }).count()) > 0)
    wrong.push("the forecast of long.csv stands below other.csv");
  await page.goBack();
  await waitFor("long.csv");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await page.goForward();
  await waitFor("other.csv");
  await choose(page, "words.csv", "a,b\nx,y\nz,w\n");
  await page.getByRole("alert").filter({ hasText: "words.csv has no column of numbers" }).waitFor();
  await page.goto("about:blank");
  await page.goto(`${origin}#v=0.1.0&run=forecast&file=a.csv&sha256=${"0".repeat(64)}&s.target=x`);
  await choose(page, "a.csv", rows("a", 200));
  await page.getByRole("link", { name: "Forecast a.csv instead" }).click();
  await waitFor("a.csv");
  if ((await page.getByRole("alert").count()) > 0) wrong.push(`it still says that ${await shown()} is another file`);
  return wrong;
}

/** What a run came to goes when the page goes to another run of the same lab. */
async function otherRun({ page, origin }) {
  await page.goto(`${origin}${link(short)}`);
  await button(page, "Play").click();
  await page.getByRole("button", { name: "Download the model" }).waitFor();
  await page.goto(`${origin}${link({ ...short, hidden: 9 })}`);
  await page.waitForFunction(() => document.querySelector("#setting-hidden").value === "9");
  return [
    ...((await page.getByRole("button", { name: "Download the model" }).count()) > 0
      ? ["the run before stands below the settings of this one"]
      : []),
    ...((await button(page, "Play").isDisabled()) ? ["the run of the link cannot be played"] : []),
  ];
}

const dropOn = (page, name, text) =>
  page.evaluate(
    ([name, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    },
    [name, text],
  );

/** Step after step by the keyboard: the button that is pressed keeps the focus while the network learns. */
async function keyboard({ page, origin }) {
  await page.goto(`${origin}${link(short)}`);
  await button(page, "One batch").focus();
  for (const step of [1, 2, 3]) {
    await page.keyboard.press("Enter");
    await says(page, new RegExp(`step ${step}\\.`));
    await rests(page);
  }
  await button(page, "Play").focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Download the model" }).waitFor();
  const focused = await page.evaluate(() => document.activeElement.textContent);
  return focused === "Play" ? [] : [`the focus is on ${focused.slice(0, 40)}`];
}

/** A phone: no page is wider than it. */
async function narrow({ page, origin }) {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${origin}#v=0.1.0&run=forecast`);
  await choose(page, "long.csv", rows("long", 200));
  await page.locator("#setting-target").selectOption("x");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return wide <= 360 ? [] : [`the forecast is ${wide} pixels wide`];
}

/** One series of several, and dates that may be read in two ways: the form has the field that the refusal names. A lab alone has code to copy. */
async function severalSeries({ page, origin }) {
  await page.goto(`${origin}#v=0.1.0&run=forecast`);
  const days = Array.from({ length: 200 }, (_, i) => new Date(864e5 * i).toISOString().slice(0, 10));
  const lines = [1, 2].flatMap((store) => days.map((day, i) => `${store},${day},${store * 100 + (i % 7)}`));
  await choose(page, "stores.csv", ["store,date,sales", ...lines].join("\n"));
  await page.locator("#setting-target").selectOption("sales");
  await page.getByRole("alert").filter({ hasText: '"where: store=1"' }).waitFor();
  await page.getByText("Settings").first().click();
  await page.fill("#setting-where", "store=2");
  await page.press("#setting-where", "Tab");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  const unclear = Array.from({ length: 80 }, (_, i) => `0${1 + (i % 9)}/0${1 + Math.floor(i / 9)}/2020,${i % 7}`);
  await choose(page, "unclear.csv", ["day,v", ...unclear].join("\n"));
  await page.getByRole("alert").filter({ hasText: '"date order: dmy"' }).waitFor();
  await page.locator("#setting-dateOrder").selectOption("dmy");
  await page.getByRole("alert").filter({ hasText: '"date order: dmy"' }).waitFor({ state: "detached" });
  return (await page.getByRole("button", { name: "Copy as code" }).count()) === 0 ? [] : ["there is no code to copy"];
}

/** A file that is dropped never takes the page's place: the first page forecasts it, a lab goes on. */
async function dropped({ page, origin }) {
  const wrong = [];
  await page.goto(`${origin}${link(short)}`);
  await button(page, "Play").waitFor();
  if (!(await dropOn(page, "long.csv", rows("long", 200)))) wrong.push("the browser opens the file in place of a lab");
  await page.goto(origin);
  await page.getByRole("heading", { name: /Watch a recurrent network learn/ }).waitFor();
  if (!(await dropOn(page, "long.csv", rows("long", 200))))
    wrong.push("the browser opens the file in place of the page");
  await page.locator("#setting-target").waitFor();
  return wrong;
}

async function wrongSettings({ page, origin }) {
  await page.goto(`${origin}${link({ hidden: "many" })}`);
  await page.getByText("Settings").click();
  await page.getByText("must be a whole number from 1").waitFor();
  await button(page, "Play").click();
  const said = await page.getByRole("alert").textContent();
  await page.fill("#setting-hidden", "8");
  await page.press("#setting-hidden", "Tab");
  await button(page, "Play").click();
  await says(page, /step \d+\./);
  const other = await page.goto("about:blank").then(() => page.goto(`${origin}#v=0.1.0&run=lab%2Fnothing`));
  await page.getByText('There is no run "lab/nothing" in this version.').waitFor();
  await page.goto("about:blank");
  await page.goto(`${origin}#<script>alert(1)</script>`);
  await page.getByRole("alert").waitFor();
  return [...(/hidden/.test(said) ? [] : [`it said: ${said}`]), ...(other?.ok() === false ? ["the page is gone"] : [])];
}

async function everyLab({ page, origin }) {
  const wrong = [];
  for (const { name } of labs) {
    await page.goto("about:blank");
    await page.goto(`${origin}#v=0.1.0&run=lab%2F${name}`);
    await button(page, "Play").click();
    await says(page, /step \d+\./).catch(() => wrong.push(`${name}: no step was told of`));
    const alerts = await page.getByRole("alert").allTextContents();
    if (alerts.length > 0) wrong.push(`${name}: ${alerts}`);
  }
  return wrong;
}

const checks = {
  "a newcomer sets a lab's settings, plays it and gets the model that Node trains": newcomer,
  "step by batch and by epoch, play, pause, reset": stepByStep,
  "one link is one run, to the bit": sameLink,
  "Back and Forward move between pages": back,
  "a dropped file is forecast at once, then by training, as in Node": forecast,
  "the weights at a link's step are those of Node": sameWeights,
  "the file of recurra studio FILE is opened": opened,
  "files that cannot be read, and links of other files, are said to be": refusedFiles,
  "each file and its forecast stand alone: after a failure, after another file, Back and Forward": files,
  "another link to the same lab is another run": otherRun,
  "a file that is dropped on any page is no page to go to": dropped,
  "who steps by the keyboard keeps the focus": keyboard,
  "a forecast has room on a phone": narrow,
  "what a refusal of a file names has a field": severalSeries,
  "what is wrong with settings and links is said": wrongSettings,
  "every lab learns in the page": everyLab,
};

const server = siteServer(withFile(readSite(), "aapl.csv", readFileSync(csv)));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}/`;
const browser = await startChromium(process.argv[2]);
try {
  process.stdout.write(`Chromium ${browser.version()}\n`);
  const context = await browser.newContext({ locale: "en-US", timezoneId: "Europe/Berlin", acceptDownloads: true });
  for (const [name, check] of Object.entries(checks)) {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const faults = [];
    page.on("pageerror", (error) => faults.push(`an error reached the page: ${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(`the console says: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) faults.push(`a request left: ${url}`);
    });
    const wrong = await check({ page, origin }).catch((error) => [error.stack]);
    const all = [...wrong, ...new Set(faults)];
    process.stdout.write(all.length === 0 ? `ok    ${name}\n` : `WRONG ${name}:\n${all.join("\n")}\n`);
    if (all.length > 0) process.exitCode = 1;
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
