// A network that learns from a file: what it has to beat, what it forecasts of rows that it does not learn from, and whether that was worth it.
import { readFileSync } from "node:fs";
import { Experiment, Series } from "recurra";
import { compareInstant } from "recurra/experiment";
import { loadPretrained } from "recurra/pretrained";
import { button, choose, csv, rows } from "../page.mjs";

const text = readFileSync(csv, "utf8");
const series = Series.fromCsv(text, { name: "aapl.csv", columns: ["Close"] });
const ready = (page) =>
  page.waitForFunction(() => document.querySelector("button.play")?.ariaDisabled === "false", undefined, {
    timeout: 60_000,
  });

/** The page with a file, its column chosen, and some settings; the answer without training stands there. */
async function begin({ page, origin }, name, content, target, settings = {}) {
  await page.goto(`${origin}#v=0.1.0&run=forecast`);
  await choose(page, name, content);
  await page.locator("#setting-target").selectOption(target);
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  if (Object.keys(settings).length > 0) await page.getByText("Settings").first().click();
  for (const [setting, value] of Object.entries(settings)) {
    const field = page.locator(`#setting-${setting}`);
    if (setting === "cell") await field.selectOption(value);
    else {
      await field.fill(String(value));
      await field.press("Tab");
    }
  }
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await ready(page);
}

/** A column of the table of held-out rows, as the page writes it. */
async function heldOut(page, column) {
  const chart = page.locator(".held-out figure");
  const table = chart.locator("details.chart-table");
  if ((await table.getAttribute("open")) === null) await table.locator("summary").click();
  await table.locator("tbody tr").first().waitFor();
  const at = (await table.locator("thead th").allTextContents()).indexOf(column);
  return table.locator(`tbody tr > :nth-child(${at + 1})`).allTextContents();
}

const settings = { target: "Close", cell: "gru", hiddenSize: 8, epochs: 3, seed: 0 };

/** What the library says of the same run: the rivals, and what the network forecasts after its first step. */
async function inNode() {
  const found = {};
  for await (const event of new Experiment(series, settings).run({
    rivals: true,
    onStep: (step) => {
      found.first ??= step.heldOut();
    },
  })) {
    if (event.type === "rivals") found.rivals = event;
    if (event.type === "result") found.result = event.result;
  }
  return found;
}

async function toBeat({ page, origin }) {
  const wrong = [];
  const { rivals, first } = await inNode();
  const { seed: _, target, ...shown } = settings;
  await begin({ page, origin }, "aapl.csv", text, target, shown);
  // What the page shows, each time it changes.
  await page.evaluate(() => {
    globalThis.seen = [];
    new MutationObserver(() => {
      const beat = document.querySelector(".to-beat")?.textContent;
      const step = /step (\d+)\./.exec(document.querySelector(".losses [role=status]")?.textContent ?? "");
      if (beat) globalThis.seen.push([beat, step ? Number(step[1]) : 0]);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await button(page, "One batch").click();
  await page.locator(".losses [role=status]", { hasText: "step 1." }).waitFor();
  const seen = await page.evaluate(() => globalThis.seen);
  const { name, loss } = rivals.losses[0];
  const said = `To beat: ${loss.toPrecision(4)}, the validation loss of ${name},`;
  if (!seen[0]?.[0].startsWith(said)) wrong.push(`the page says "${seen[0]?.[0]}", the library "${said}"`);
  if (seen[0]?.[1] !== 0) wrong.push("what is to be beaten stands there after the first step only");

  const count = rivals.heldOut.origins.length;
  const windows = Math.min(count, 20);
  const say = (value) => String(Number(value.toPrecision(4)));
  const wanted = (values, from) => Array.from(values.slice(5 * from, 5 * (from + windows)), say);
  await page.waitForFunction(() => document.querySelector(".held-out")?.textContent.includes("as it is now"));
  const after = await heldOut(page, "network");
  if (after.join() !== wanted(first.predicted, count - windows).join())
    wrong.push(`after a step the network forecasts ${after}, in Node ${wanted(first.predicted, count - windows)}`);
  const rival = await heldOut(page, name);
  if (rival.join() !== wanted(rivals.heldOut.rival, count - windows).join())
    wrong.push("the rival's forecast is another");
  // Another stretch, while the run rests.
  await page.locator("#stretch").fill("0");
  await page.waitForFunction(() => document.querySelector(".held-out")?.textContent.includes("as it is now"));
  if ((await heldOut(page, "network")).join() !== wanted(first.predicted, 0).join())
    wrong.push("the first rows are not shown while the run rests");
  await button(page, "One epoch").click();
  await page.locator(".losses [role=status]", { hasText: "epoch 1 of" }).waitFor();
  await page.getByText("Epochs (1)").waitFor();
  const still = wanted(first.predicted, 0).join();
  let moved = false;
  for (let looks = 0; looks < 100 && !moved; looks++) {
    moved = (await heldOut(page, "network")).join() !== still;
    if (!moved) await page.waitForTimeout(100);
  }
  if (!moved) wrong.push("the network learns, and its forecast of held-out rows does not move");
  return wrong;
}

/** The sentence of the end, by the numbers of the windows that both answers forecast; and files to take along. */
async function improved({ page, origin }) {
  const wrong = [];
  await begin({ page, origin }, "aapl.csv", text, "Close", { epochs: 3 });
  await button(page, "Play").click();
  await page.getByRole("heading", { name: "After training" }).waitFor();
  const result = async (given) => {
    const parts = { pretrained: loadPretrained() };
    for await (const event of new Experiment(series, { target: "Close", ...given }, parts).run())
      if (event.type === "result") return event.result;
  };
  const [instant, trained] = [await result({ model: "pretrained" }), await result({ epochs: 3 })];
  const compared = compareInstant(instant, trained);
  const said = await page.locator(".improved").textContent();
  const heads = { same: "left the forecast as it was", better: "improved on", worse: "made the answer worse" };
  if (!said.includes(heads[compared.outcome] ?? "is not shown to improve"))
    wrong.push(`it says "${said}", the library ${JSON.stringify(compared)}`);
  const verdict = page.locator("section", { has: page.getByRole("heading", { name: "After training" }) });
  if (!(await verdict.locator(".verdict").textContent()).includes(trained.verdict.sentence))
    wrong.push("the verdict is not that of the library");
  if (!(await page.locator(".held-out").textContent()).includes("that was kept"))
    wrong.push("the picture does not say that it is of the network that was kept");
  const short = page.locator("p.in-short");
  if (!(await short.textContent()).includes(`Close, after training: ${trained.verdict.headline}`))
    wrong.push(`at its head the page says "${await short.textContent()}"`);
  await short.getByRole("button").click();
  if ((await page.evaluate(() => document.activeElement?.textContent)) !== "After training")
    wrong.push("the head of the page does not lead to the answer");
  for (const name of ["forecast", "model", "report"])
    if ((await page.getByRole("button", { name: `Download the ${name}` }).count()) !== 1)
      wrong.push(`there is not one way to download the ${name}`);
  // Kept, it is the same with its files.
  await page.waitForTimeout(500);
  await page.reload();
  const after = page.locator("section", { has: page.getByRole("heading", { name: "After training" }) });
  await after.getByRole("button", { name: "Download the forecast" }).waitFor();
  if (!(await after.textContent()).includes(trained.verdict.sentence)) wrong.push("after a reload the verdict is gone");
  return wrong;
}

/** The program that is copied names the file, the settings, and the network that comes with the library where it has a part. */
async function copied({ page, origin, context }) {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  await begin({ page, origin }, "long.csv", rows("long", 200), "x", { horizon: 7 });
  await button(page, "Copy as code").click();
  await page.getByText("Code copied.").waitFor();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  const wanted = ['const file = "long.csv";', "horizon: 7", 'target: "x"', "pretrained: loadPretrained()"];
  return wanted.filter((one) => !code.includes(one)).map((one) => `the program lacks ${one}:\n${code}`);
}

/** Where the file is dropped the page says where it goes: nowhere. What goes wrong says what to do. */
async function said({ page, origin }) {
  const wrong = [];
  await page.goto(`${origin}#v=0.1.0&run=forecast`);
  await page.getByText("Nothing leaves this browser: the file is read, and learned from, here.").waitFor();
  await choose(page, "long.csv", rows("long", 200));
  await page.locator("#setting-target").selectOption("x");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await page.getByText("Settings").first().click();
  await page.fill("#setting-lookback", "500");
  await page.press("#setting-lookback", "Tab");
  await page.getByRole("alert").filter({ hasText: "lookback 500" }).waitFor();
  if ((await button(page, "Play").getAttribute("aria-disabled")) !== "true")
    wrong.push("what cannot be trained can be played");
  if (await page.locator("#setting-lookback").isDisabled()) wrong.push("the setting cannot be changed");
  await page.fill("#setting-lookback", "14");
  await page.press("#setting-lookback", "Tab");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await ready(page);
  return wrong;
}

/** A file that is played before there is an answer without training: the run does not wait, and the answer is compared with it at its end. */
async function atOnce({ page, origin }) {
  const wrong = [];
  await page.goto(`${origin}#v=0.1.0&run=forecast&s.epochs=2&s.hiddenSize=4&s.cell=gru&s.target=x`);
  await page.evaluate(() => {
    const seen = [];
    window.order = seen;
    new MutationObserver(() => {
      const add = (what, is) => is && !seen.includes(what) && seen.push(what);
      const heads = [...document.querySelectorAll("h2")].map(({ textContent }) => textContent);
      add("step", /step [1-9]/.test(document.querySelector(".losses [role=status]")?.textContent ?? ""));
      add("answer", heads.includes("Without training"));
      add("trained", heads.includes("After training"));
      const play = document.querySelector("button.play");
      if (!window.played && play?.textContent === "Play" && play.ariaDisabled === "false") {
        window.played = true;
        add("answer before Play", heads.includes("Without training"));
        play.click();
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await choose(page, "often.csv", rows("often", 3000));
  await page.locator(".improved").waitFor({ timeout: 120_000 });
  const order = await page.evaluate(() => window.order);
  if (order.join() !== "step,trained,answer") wrong.push(`what came in turn: ${order.join(", ")}`);
  if ((await page.locator(".held-out").count()) !== 1) wrong.push("the held-out rows have gone");
  if (!/step [1-9]/.test(await page.locator(".losses [role=status]").textContent())) wrong.push("the losses have gone");
  await button(page, "Reset").click();
  await page.getByText("Press Play and see").waitFor();
  return wrong;
}

export default {
  "what is to be beaten stands there before the first step, and held-out rows are forecast as in Node": toBeat,
  "after training a sentence says whether it was worth it, above the verdict": improved,
  "Play does not wait for the answer without training, which comes behind the run": atOnce,
  "a forecast is copied as a program": copied,
  "a forecast that cannot be says what to do, and the page that nothing leaves it": said,
};
