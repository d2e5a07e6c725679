// Labs: settings, steps, what they come to.
import { readFileSync } from "node:fs";
import { finished, labs, settingsOf } from "@recurra/labs";
import { button, denoise, link, rests, says, short } from "../page.mjs";

async function newcomer({ page, origin }) {
  await page.goto(origin);
  await page.getByRole("link", { name: /Take the noise off a wave/ }).click();
  await page.locator("details.settings > summary").click();
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
  expect("after Reset nothing is shown", await page.locator(".losses").count(), 0);
  expect("after Reset the settings can be changed", await page.locator("#setting-hidden").isDisabled(), false);
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

async function wrongSettings({ page, origin }) {
  await page.goto(`${origin}${link({ hidden: "many" })}`);
  await page.locator("details.settings > summary").click();
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

/** The chart of losses is read without a mouse: by a cursor that says where it is, and by a table. */
async function readByKeyboard({ page, origin }) {
  const wrong = [];
  await page.goto(`${origin}${link(short, "&stop=7")}`);
  await button(page, "Play").click();
  await says(page, /step 7\./);
  const cursor = page.getByRole("slider", { name: "Loss, cursor" });
  const at = () => cursor.getAttribute("aria-valuetext");
  await cursor.focus();
  await page.keyboard.press("Home");
  if (!/^step 1: training \d/.test(await at())) wrong.push(`at Home it says ${await at()}`);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const third = await at();
  if (!third.startsWith("step 3: ")) wrong.push(`two steps to the right it says ${third}`);
  if ((await page.locator(".chart-said").textContent()) !== third) wrong.push("what is said is not seen");
  const box = await page.locator(".losses .u-over").boundingBox();
  await page.mouse.move(box.x + 2, box.y + 20);
  await page
    .locator(".chart-said", { hasText: "step 1: " })
    .waitFor({ timeout: 5000 })
    .catch(() => wrong.push("the pointer does not move the cursor"));
  await page.getByText("Table of Loss").click();
  const row = page.locator(".chart-table tbody tr").nth(2);
  const [place, loss] = [await row.locator("th").textContent(), await row.locator("td").first().textContent()];
  if (third !== `step ${place}: training ${loss}`) wrong.push(`the table has ${place}: ${loss}, the cursor ${third}`);
  // Drawn anew in other colours, the cursor is where keys have led it.
  await cursor.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("End");
  // The plot follows the keys with its next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const last = await at();
  if (!last.startsWith("step 7: ")) wrong.push(`at End it says ${last}`);
  const line = page.locator(".losses .u-cursor-x");
  const shown = await line.getAttribute("style");
  if (!/translate\([1-9]\d*/.test(shown)) wrong.push(`the plot's cursor is at ${shown}`);
  await line.evaluate((one) => Object.assign(one, { isOld: true }));
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => document.querySelector(".losses .u-cursor-x")?.isOld === undefined);
  await page
    .waitForFunction((style) => document.querySelector(".losses .u-cursor-x").getAttribute("style") === style, shown, {
      timeout: 5000,
    })
    .catch(async () => wrong.push(`in the dark the cursor is at ${await line.getAttribute("style")}, not ${shown}`));
  if ((await at()) !== last) wrong.push(`in the dark it says ${await at()}`);
  return wrong;
}

/** Play was pressed, and the page left before the lab's file was there: nothing begins on the next page. */
async function leftEarly({ page, origin }) {
  await page.addInitScript(() => {
    const own = globalThis.fetch;
    const waited = new Promise((resolve) => {
      globalThis.giveFile = resolve;
    });
    globalThis.fetch = async (...asked) => {
      if (String(asked[0]).includes("aapl")) await waited;
      return own(...asked);
    };
  });
  await page.goto(`${origin}#v=0.1.0&run=lab%2Fstock`);
  await button(page, "Play").click();
  await page.goto(`${origin}${link(short)}`);
  await page.getByRole("heading", { name: denoise.title }).waitFor();
  await page.evaluate(() => globalThis.giveFile());
  await page.waitForTimeout(500);
  const begun = await button(page, "Pause").count();
  await button(page, "One batch").click();
  await says(page, /step 1\./);
  return begun === 0 ? [] : ["the lab of the page before is trained on this one"];
}

export default {
  "a lab that was left before its file was there is not begun": leftEarly,
  "the chart of losses is read by keys and as a table": readByKeyboard,
  "a newcomer sets a lab's settings, plays it and gets the model that Node trains": newcomer,
  "step by batch and by epoch, play, pause, reset": stepByStep,
  "another link to the same lab is another run": otherRun,
  "who steps by the keyboard keeps the focus": keyboard,
  "what is wrong with settings and links is said": wrongSettings,
  "every lab learns in the page": everyLab,
};
