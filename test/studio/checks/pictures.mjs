// Recorded pictures and live ones: what the first page and a lab's page show before anything runs, and what the dial does to what is drawn.
import { labs } from "@recurra/labs";
import { button, link, says, short } from "../page.mjs";

const open = (page, origin, lab, more = "") => page.goto(`${origin}#v=0.1.0&run=lab%2F${lab}${more}`);
const live = (page) => page.locator("main .blocks:not(.recorded .blocks)").first();
const drawnNow = (page) => live(page).innerHTML();

async function recorded({ page, origin }) {
  const wrong = [];
  for (const { name } of labs) {
    await open(page, origin, name);
    const place = page.getByRole("region", { name: "Recorded run" });
    await place.waitFor().catch(() => wrong.push(`${name}: nothing recorded is shown`));
    await place.locator("figure, table").first().waitFor();
    if (!/^Recorded/.test(await place.textContent())) wrong.push(`${name}: it is not said that it was recorded`);
  }
  await page.goto(`${origin}${link(short)}`);
  await page.locator(".recorded figure").first().waitFor();
  await button(page, "Play").click();
  await page.locator(".recorded").waitFor({ state: "detached" });
  await page.locator(".blocks figure").first().waitFor();
  await page.getByRole("button", { name: "Download the model" }).waitFor();
  if ((await page.locator(".recorded").count()) > 0) wrong.push("the recorded picture stands beside the live one");
  await button(page, "Reset").click();
  await page.locator(".recorded figure").first().waitFor();
  return wrong;
}

async function firstPage({ page, origin }) {
  const wrong = [];
  await page.addInitScript(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("about:blank");
    await page.goto(origin);
    await page.waitForFunction(
      (count) =>
        [...document.querySelectorAll(".cards .sketch")].filter(({ children }) => children.length > 0).length === count,
      labs.length,
    );
    await page.locator(".reel path").first().waitFor({ state: "attached" });
    const { shift, wide } = await page.evaluate(() => ({
      shift: globalThis.shifted,
      wide: document.documentElement.scrollWidth,
    }));
    if (shift > 0.01) wrong.push(`at ${width} px what is loaded shifts the page by ${shift.toFixed(3)}`);
    if (wide > width) wrong.push(`at ${width} px the page is ${wide} px wide`);
  }
  const said = await page.locator(".reel").textContent();
  if (!/forecast is worth[\s\S]*(Better|No better|Worse)/.test(said)) wrong.push(`the strip says: ${said}`);
  await button(page, "Try it with a share price").click();
  await page.getByRole("heading", { name: "Check" }).waitFor();
  const file = new URLSearchParams(new URL(page.url()).hash.slice(1)).get("file");
  return [...wrong, ...(file === "aapl.csv" ? [] : [`the share price is the file ${file}`])];
}

async function still({ page, origin }) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(origin);
  const step = page.locator(".reel small").first();
  await page.waitForFunction(() => /step/.test(document.querySelector(".reel small").textContent));
  const first = await step.textContent();
  await page.waitForTimeout(700);
  return first === (await step.textContent()) ? [] : ["the film moves where no motion is wanted"];
}

/** Short runs of labs with a dial. */
const runs = {
  shapes: "&s.epochs=3&s.hidden=8",
  "made-series": "&s.epochs=2&s.hidden=8&s.batch=8&s.unseen=8",
  text: "&s.epochs=1&s.hidden=16&s.characters=9000&s.order=3&s.write=40",
  sentiment: "&s.epochs=2&s.train=100&s.validation=50&s.test=200",
  translate: "&s.epochs=1&s.train=200&s.test=30&s.hidden=8",
  sound: "&s.epochs=1&s.train=12&s.test=4&s.hidden=8",
};

async function turn(page, key) {
  const before = await drawnNow(page);
  await page.locator("#dial").press(key);
  await page.waitForFunction((text) => document.querySelector("main .blocks").innerHTML !== text, before, {
    timeout: 20_000,
  });
}

async function dials({ page, origin }) {
  const wrong = [];
  for (const [lab, more] of Object.entries(runs)) {
    await page.goto("about:blank");
    await open(page, origin, lab, more);
    await button(page, "One batch").click();
    await says(page, /step 1\./);
    await live(page).locator("figure, table").first().waitFor();
    await turn(page, "ArrowRight").catch(() => wrong.push(`${lab}: at rest the dial changes nothing`));
    await button(page, "Play").click();
    await page.getByRole("button", { name: "Download the report" }).waitFor();
    await page.waitForTimeout(300);
    await turn(page, "ArrowRight").catch(() => wrong.push(`${lab}: after the end the dial changes nothing`));
  }
  return wrong;
}

export default {
  "every lab shows what was recorded until its live picture is there": recorded,
  "the first page says in one look what this is, without shifting, and tries a share price": firstPage,
  "where no motion is wanted nothing on the first page moves": still,
  "a lab's dial changes what is drawn, at rest and after the end": dials,
};
