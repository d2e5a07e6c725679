// Every view, as axe sees it, in light and in dark.
import { readFileSync } from "node:fs";
import { labs } from "@recurra/labs";
import { axeFinds } from "../axe.mjs";
import { button, csv, link, says, short } from "../page.mjs";

const seek = async (page, address) => {
  await page.goto("about:blank");
  await page.goto(address);
};

/** What is folded is looked at, too. */
const unfold = (page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
  });

async function labViews({ page, origin }) {
  const wrong = [];
  await page.goto(origin);
  wrong.push(...(await axeFinds(page, "the first page")));
  for (const { name } of labs) {
    await seek(page, `${origin}#v=0.1.0&run=lab%2F${name}`);
    await button(page, "Play").waitFor();
    await unfold(page);
    wrong.push(...(await axeFinds(page, `the lab ${name} before it is played`)));
  }
  await seek(page, `${origin}${link(short, "&stop=7")}`);
  await button(page, "Play").click();
  await says(page, /step 7\b/);
  wrong.push(...(await axeFinds(page, "a lab at step 7")));
  await button(page, "Play").click();
  await page.getByRole("button", { name: "Download the model" }).waitFor();
  await unfold(page);
  wrong.push(...(await axeFinds(page, "a lab at its end")));
  await seek(page, `${origin}#v=0.1.0&run=nothing`);
  wrong.push(...(await axeFinds(page, "a link that is none")));
  return wrong;
}

async function forecastViews({ page, origin }) {
  await page.goto(`${origin}#v=0.1.0&run=forecast`);
  await page.locator("#file").waitFor();
  const wrong = await axeFinds(page, "a forecast without a file");
  await page.setInputFiles("#file", { name: "aapl.csv", mimeType: "text/csv", buffer: readFileSync(csv) });
  await page.locator("#setting-target").waitFor();
  await unfold(page);
  wrong.push(...(await axeFinds(page, "a file that was checked")));
  await page.locator("#setting-target").selectOption("Close");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  wrong.push(...(await axeFinds(page, "a forecast without training")));
  return wrong;
}

export default {
  "axe finds nothing wrong with the first page and labs": labViews,
  "axe finds nothing wrong with forecasts": forecastViews,
};
