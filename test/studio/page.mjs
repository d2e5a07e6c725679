// What the checks of the studio share: short runs, what is on the page, files to give it.
import { readFileSync } from "node:fs";
import { labs } from "@recurra/labs";
import { newContext, watch } from "./watched.mjs";

export const denoise = labs.find(({ name }) => name === "denoise");
/** A lab of a second or two, as a link and as settings. */
export const short = { train: 300, test: 60, batch: 100, epochs: 4, hidden: 8 };
export const link = (settings, more = "") =>
  `#v=0.1.0&run=lab%2Fdenoise${more}${Object.entries(settings)
    .map(([name, value]) => `&s.${name}=${value}`)
    .join("")}`;

export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const told = (page) => page.locator(".losses [role=status]").textContent();
export const stepOf = async (page) => Number(/step (\d+)\./.exec(await told(page))?.[1] ?? 0);
/** Waits until the page says what matches. */
export const says = (page, pattern) => page.locator("[role=status]", { hasText: pattern }).first().waitFor();

/** The step at which a run rests: a batch under way still ends. Undefined where it goes on. */
export async function rests(page) {
  let seen = await stepOf(page);
  for (let look = 0; look < 8; look++) {
    await page.waitForTimeout(300);
    const now = await stepOf(page);
    if (now === seen) return now;
    seen = now;
  }
  return undefined;
}

export const csv = new URL("../../examples/data/aapl.csv", import.meta.url);

export async function save(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return readFileSync(await download.path());
}

export const rows = (name, count) =>
  [
    "date,x,y",
    ...Array.from(
      { length: count },
      (_, i) => `${new Date(864e5 * i).toISOString().slice(0, 10)},${i % 7},${name.length + (i % 5)}`,
    ),
  ].join("\n");

export const choose = (page, name, text) =>
  page.setInputFiles("#file", { name, mimeType: "text/csv", buffer: Buffer.from(text) });

export const dropOn = (page, name, text) =>
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

/** In a browser that has kept nothing yet: `work` has a page and what opens more of them, which are watched, too. */
export async function freshly(browser, origin, work) {
  const context = await newContext(browser);
  const faults = [];
  const open = async () => {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    faults.push(watch(page, origin));
    return page;
  };
  const told = () => faults.flatMap((some) => [...some]);
  try {
    return [...(await work(await open(), open)), ...told()];
  } catch (error) {
    return [error.stack, ...told()];
  } finally {
    await context.close();
  }
}

/** The network as it is drawn now. */
export const picture = (page) => page.locator(".blocks").innerHTML();

/** The text of a cell of the runs' table. */
export const runCell = (page, row, at) =>
  page.locator("table.runs tbody tr").nth(row).locator("th, td").nth(at).textContent();

/** What the page says of a run that is kept. */
export const notice = (page) => page.locator("p.kept-run");
