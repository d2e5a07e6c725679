// Every view of the studio, each brought to a state that is always the same: for what looks at all of them.
import { readFileSync } from "node:fs";
import { labs } from "@recurra/labs";
import { kept } from "./browser-storage.mjs";
import { button, choose, csv, link, says, short } from "./page.mjs";

/** The page as it is when it is opened anew. */
async function open(page, address) {
  await page.goto("about:blank");
  await page.goto(address);
}

/** A lab that rests after so many steps, with its picture of them. `more`: of the link. */
const atStep =
  (lab, step, settings, more = "") =>
  async (page, origin) => {
    await open(page, `${origin}${link(settings, `&stop=${step}${more}`).replace("denoise", lab)}`);
    await button(page, "Play").click();
    await says(page, new RegExp(`step ${step}\\b`));
    await page.locator(".frame figure, .frame table, .frame .passage, .inside").first().waitFor();
    await button(page, "Play").waitFor();
  };

/** To its end. */
const toEnd = async (page) => {
  await button(page, "Play").click();
  await page
    .getByRole("button", { name: /Download the (model|report)/ })
    .last()
    .waitFor();
};

const day = (i) => new Date(Date.UTC(2024, 0, 1) + 864e5 * i).toISOString().slice(0, 10);
/** A load by days, with a gap, missing cells and a spike; and a file whose third line has too many cells. */
const holes = [
  "day,load",
  ...Array.from({ length: 400 }, (_, i) => [i, i === 300 ? 4800 : 100 + 30 * ((i % 7) / 7) + (i % 31)])
    .filter(([i]) => i < 150 || i > 153)
    .map(([i, load]) => `${day(i)},${i === 60 || i === 61 ? "" : load.toFixed(1)}`),
].join("\n");
const ragged = "a,b\n1,2\n3,4,5\n6,7\n";

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
  // The network that was kept is drawn behind the result.
  await page.getByRole("heading", { name: "After training" }).waitFor();
  await page.locator(".held-out", { hasText: "that was kept" }).waitFor();
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
  "denoise-learning": atStep("denoise", 300, { hidden: 16 }),
  "cells-learning": atStep("cells", 120, { cell: "lstm" }),
  "gradients-learning": atStep("gradients", 12, { cells: "lstm" }),
  "signal-free-running": atStep("signal", 300, {}, "&dial=0"),
  "gru-slow-motion": async (page, origin) => {
    await atStep("cells", 120, { cell: "gru" })(page, origin);
    // To the third part of the step: a gate.
    for (let part = 0; part < 3; part++) await button(page, "Next").click();
  },
  "compare-seconds": async (page, origin) => {
    await open(page, `${origin}#v=0.1.0&run=lab%2Fcompare&s.networks=rnn%2Clstm%2Cgru`);
    await toEnd(page);
    await page.getByLabel("by seconds").check();
  },
  teachers: atStep("denoise", 300, { hidden: 16 }, "&controls=play"),
  "denoise-ended": async (page, origin) => {
    await open(page, `${origin}${link(short)}`);
    await toEnd(page);
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
  "forecast-findings": async (page, origin) => {
    await open(page, `${origin}#v=0.1.0&run=forecast`);
    await choose(page, "load.csv", holes);
    await page.locator(".findings li").first().waitFor();
  },
  "forecast-malformed": async (page, origin) => {
    await open(page, `${origin}#v=0.1.0&run=forecast`);
    await choose(page, "ragged.csv", ragged);
    await page.locator("[role=alert], .refusal").first().waitFor();
  },
  "forecast-answered": answered,
  "forecast-trained": trained,
};

/** What is folded is looked at, too. */
export const unfold = (page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
  });
