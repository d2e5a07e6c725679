// From the address to what one came for, without a mouse.
import { readFileSync } from "node:fs";
import { press, tabTo } from "../keys.mjs";
import { csv, says, short } from "../page.mjs";

/** What a press of a key downloads. */
async function saved(page, name) {
  const [download, wrong] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
  return { bytes: readFileSync(await download.path()), wrong };
}

async function lab({ page, origin }) {
  const wrong = [];
  await page.goto(origin);
  wrong.push(...(await press(page, /^Take the noise off a wave/)));
  await page.getByRole("heading", { name: "Take the noise off a wave" }).waitFor();
  wrong.push(...(await press(page, /^Settings/)));
  // In the order of the form, as Tab goes.
  const fields = await page
    .locator("[id^=setting-]")
    .evaluateAll((all) => all.map(({ id }) => id.replace("setting-", "")));
  for (const name of fields.filter((field) => field in short)) {
    wrong.push(...(await tabTo(page, new RegExp(`^${name}$`))));
    await page.keyboard.press("Control+a");
    await page.keyboard.type(String(short[name]));
    await page.keyboard.press("Enter");
  }
  wrong.push(...(await press(page, /^Play$/, "Space")));
  await says(page, /step \d+\b/);
  await page.getByRole("button", { name: "Download the model" }).waitFor();
  const model = await saved(page, /^Download the model$/);
  wrong.push(...model.wrong);
  return [...new Set(wrong), ...(model.bytes.length > 1000 ? [] : ["there is no model"])];
}

async function forecast({ page, origin }) {
  const wrong = [];
  await page.goto(origin);
  wrong.push(...(await press(page, /^Forecast a file of yours$/)));
  await page.locator("#file").waitFor();
  wrong.push(...(await tabTo(page, /Drop a table here/)));
  // The system's own dialog is out of reach here.
  await page.setInputFiles("#file", { name: "aapl.csv", mimeType: "text/csv", buffer: readFileSync(csv) });
  await page.locator("#setting-target").waitFor();
  wrong.push(...(await tabTo(page, /^(target|column to forecast)/i)));
  await page.keyboard.type("Close");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  const rows = await saved(page, /^Download the forecast$/);
  wrong.push(...rows.wrong);
  return [...new Set(wrong), ...(/^time,value/.test(rows.bytes.toString()) ? [] : ["there is no forecast"])];
}

export default {
  "by keys alone from the address to the model of a finished lab": lab,
  "by keys alone from the address to a downloaded forecast": forecast,
};
