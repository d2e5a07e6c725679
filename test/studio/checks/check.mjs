// A file before it is forecast: read in the Worker, checked, set right.
import { day, facts, settings, start } from "../file-page.mjs";
import { button, choose } from "../page.mjs";

const wave = (n) => (500 + 100 * Math.sin((n / 7) * 2 * Math.PI) + (n % 5)).toFixed(1);
/** Missing cells, two gaps, a spike, a mark for missing. */
const holes = [
  "date,load,temp",
  ...Array.from({ length: 400 }, (_, n) => n)
    .filter((n) => n < 100 || n > 103)
    .map(
      (n) =>
        `${day(n)},${n === 50 || n === 51 ? "" : n === 200 ? 48000 : wave(n)},${n === 20 || n === 300 ? -999 : 10 + (n % 9)}`,
    ),
].join("\n");

/** Ten megabytes: while they are read, the page draws and answers; then it has them, in few points. */
async function large({ page, origin }) {
  await start(page, origin);
  const wrong = [];
  const seen = await page.evaluate(async () => {
    const lines = ["time,load,temp,price"];
    for (let i = 0; i < 290_000; i++) {
      const time = new Date(Date.UTC(1993, 0, 1) + 36e5 * i).toISOString().slice(0, 16).replace("T", " ");
      lines.push(
        `${time},${(500 + 200 * Math.sin(i / 3.8) + (i % 50)).toFixed(3)},${(10 + (i % 97) / 9).toFixed(3)},${40 + (i % 13)}`,
      );
    }
    const text = lines.join("\n");
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "large.csv"));
    const isReading = () =>
      [...document.querySelectorAll("[role=status]")].some((one) => one.textContent.startsWith("Reading large.csv"));
    const heard = [];
    document.addEventListener("click", () => heard.push(isReading()), { once: true });
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    const frames = [];
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      frames.push(isReading());
    }
    document.querySelector("h1").click();
    return { bytes: text.length, frames, heard };
  });
  if (seen.bytes < 9.5e6) wrong.push(`the file has only ${seen.bytes} bytes`);
  if (!seen.frames.includes(true)) wrong.push("no frame was drawn while the file was read");
  if (seen.heard[0] !== true) wrong.push("a click was not heard while the file was read");
  const told = await facts(page, "large.csv");
  if (!told.includes("290,000")) wrong.push(`its facts are ${told}`);
  await page.locator(".file-chart canvas").first().waitFor();
  const places = Number(await page.locator(".file-chart [role=slider]").getAttribute("aria-valuemax"));
  if (!(places > 200 && places < 1300))
    wrong.push(`the chart has ${places} places for ${page.viewportSize().width} pixels`);
  await page.getByRole("list", { name: "How the rows are cut" }).waitFor();
  return wrong;
}

/** What is found is listed, marked, led to, and cured by a button that says what it does; the link has it, and so has the command. */
async function findings({ page, origin }) {
  const wrong = [];
  await start(page, origin);
  await choose(page, "holes.csv", holes);
  await page.locator(".findings").waitFor();
  const listed = await page.locator(".findings > li").allInnerTexts();
  for (const words of ["1 gap of 4 rows", "2 missing cells", "48000 in row"])
    if (!listed.some((one) => one.replace("1 gap (", "1 gap of 4 rows (").includes(words)))
      wrong.push(`no finding says "${words}": ${listed}`);
  if (listed.some((one) => one.includes("temp"))) wrong.push("what is found in a column that is not used is listed");
  const missing = page.locator(".findings > li", { hasText: "missing cells" });
  await missing.getByRole("button", { name: /^Show/ }).first().click();
  await page.getByText(new RegExp(`${day(50)}, row 51: load missing; finding \\d`)).waitFor();
  const slider = page.locator(".file-chart [role=slider]");
  await slider.press("ArrowRight");
  await slider.press("ArrowRight");
  // The page says it with its next frame.
  await page
    .locator(`.file-chart [role=slider][aria-valuetext^="${day(52)}, row 53: load 5"]`)
    .waitFor({ timeout: 5000 })
    .catch(() => {});
  if (!(await slider.getAttribute("aria-valuetext")).startsWith(`${day(52)}, row 53: load 5`))
    wrong.push(`the cursor says ${await slider.getAttribute("aria-valuetext")}`);
  const refusal = page.getByRole("alert");
  await refusal.filter({ hasText: "no repair was chosen" }).waitFor();
  if ((await button(page, "Play").getAttribute("aria-disabled")) !== "true")
    wrong.push("what cannot be played can be pressed");
  const cure = refusal.locator("li", { hasText: "fill gaps: seasonal" });
  if (!(await cure.textContent()).includes("count as made")) wrong.push("what the remedy does to the data is not said");
  await cure.getByRole("button").click();
  await refusal.waitFor({ state: "detached" });
  await page.getByRole("list", { name: "How the rows are cut" }).waitFor();
  const spike = page.locator(".findings > li", { hasText: "48000" });
  await spike.locator(".cures button").click();
  await page.locator(".findings > li", { hasText: "48000" }).waitFor({ state: "detached" });
  const { fillGaps, missing: marks, target } = settings(page);
  if (fillGaps !== "seasonal" || marks !== "48000" || target !== "load") wrong.push(`the link is ${page.url()}`);
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: async (text) => void Object.assign(window, { copied: text }) },
    });
  });
  await button(page, "Copy as command").click();
  const copied = await page.evaluate(() => window.copied);
  if (copied !== "npx recurra forecast holes.csv --target load --fill-gaps seasonal --missing 48000")
    wrong.push(`the command is ${copied}`);
  const split = await page.getByRole("list", { name: "How the rows are cut" }).textContent();
  if (!/training [\s\S]*validation [\s\S]*backtest 80 rows/.test(split)) wrong.push(`the rows are cut so: ${split}`);
  await page.getByRole("button", { name: /Take back missing/ }).click();
  await page.locator(".findings > li", { hasText: "48000" }).waitFor();
  return wrong;
}

/** On a phone, and by keyboard alone: nothing is wider than it, and the chart is gone along and drawn closer. */
async function phone({ page, origin }) {
  const wrong = [];
  await page.setViewportSize({ width: 360, height: 740 });
  await start(page, origin);
  await choose(page, "holes.csv", holes);
  await page.locator(".findings").waitFor();
  await page.getByText("How the file is read").click();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 360) wrong.push(`the page is ${wide} pixels wide`);
  const slider = page.locator(".file-chart [role=slider]");
  await slider.focus();
  await page.keyboard.press("Home");
  if (!(await slider.getAttribute("aria-valuetext")).startsWith(day(0))) wrong.push("Home is not the first row");
  await page.keyboard.press("+");
  await page.locator("figcaption", { hasText: /rows 1 to \d+ of 396/ }).waitFor();
  await page.getByRole("button", { name: "All rows" }).click();
  await page.locator("figcaption", { hasText: "all 396 rows" }).waitFor();
  await page.locator(".chart-table summary").first().click();
  await page.getByRole("cell", { name: "500", exact: true }).first().waitFor();
  return wrong;
}

export default {
  "ten megabytes are read while the page answers, and drawn in few points": large,
  "what is found in a file is listed, marked, led to and cured by what is said, in link and command": findings,
  "a file is checked on a phone and by keyboard": phone,
};
