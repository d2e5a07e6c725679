// Every view of the studio, each brought to a state that is always the same: for what looks at all of them.
import { readFileSync } from "node:fs";
import { labs } from "@recurra/labs";
import { kept } from "./browser-storage.mjs";
import { button, csv, link, says, short } from "./page.mjs";

/** The page as it is when it is opened anew. */
async function open(page, address) {
  await page.goto("about:blank");
  await page.goto(address);
}

/** A lab that rests after so many steps. */
const atStep = (lab, step, settings) => async (page, origin) => {
  await open(page, `${origin}${link(settings, `&stop=${step}`).replace("denoise", lab)}`);
  await button(page, "Play").click();
  await says(page, new RegExp(`step ${step}\\b`));
  await page.waitForTimeout(300);
};

const withFile = async (page, origin) => {
  await open(page, `${origin}#v=0.1.0&run=forecast`);
  await page.setInputFiles("#file", { name: "aapl.csv", mimeType: "text/csv", buffer: readFileSync(csv) });
  await page.locator("#setting-target").waitFor();
};

const answered = async (page, origin) => {
  await withFile(page, origin);
  await page.locator("#setting-target").selectOption("Close");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
};

const trained = async (page, origin) => {
  await answered(page, origin);
  await page.getByText("Settings").first().click();
  await page.fill("#setting-epochs", "4");
  await page.press("#setting-epochs", "Tab");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await page.locator("button.play[aria-disabled=false]").click();
  await page.getByRole("button", { name: "Download the model" }).waitFor();
};

/** Three runs of a lab that differ, drawn over one another. */
const runs = async (page, origin) => {
  for (const hidden of [4, 8, 16]) await atStep("denoise", 12, { ...short, hidden })(page, origin);
  await page.waitForTimeout(500); // until the last one is kept
  await open(page, `${origin}#runs`);
  await page.locator("table.runs tbody tr").nth(2).waitFor();
  for (const box of (await page.locator("table.runs input[type=checkbox]").all()).slice(0, 3)) await box.check();
};

/** How each view is come to, by its name. */
export const views = {
  home: open,
  ...Object.fromEntries(
    labs.map(({ name }) => [
      `lab-${name}`,
      async (page, origin) => {
        await open(page, `${origin}#v=0.1.0&run=lab%2F${name}`);
        await button(page, "Play").waitFor();
      },
    ]),
  ),
  "denoise-learning": atStep("denoise", 12, short),
  "cells-learning": atStep("cells", 120, { cell: "lstm" }),
  "gradients-learning": atStep("gradients", 12, { cells: "lstm" }),
  "denoise-ended": async (page, origin) => {
    await open(page, `${origin}${link(short)}`);
    await button(page, "Play").click();
    await page.getByRole("button", { name: "Download the model" }).waitFor();
  },
  "denoise-kept": async (page, origin) => {
    await atStep("denoise", 12, short)(page, origin);
    await kept(page, 12);
    await page.reload();
    await page.locator("p.kept-run").waitFor();
  },
  runs,
  "no-such-link": (page, origin) => open(page, `${origin}#v=0.1.0&run=nothing`),
  forecast: (page, origin) => open(page, `${origin}#v=0.1.0&run=forecast`),
  "forecast-checked": withFile,
  "forecast-answered": answered,
  "forecast-trained": trained,
};

/** What is folded is looked at, too. */
export const unfold = (page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
  });
