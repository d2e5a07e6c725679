// From a file to a forecast.
import { readFileSync } from "node:fs";
import { experiment, Series } from "recurra";
import { loadPretrained } from "recurra/pretrained";
import { button, choose, csv, dropOn, link, rows, save, short } from "../page.mjs";

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
  for await (const event of experiment(series, settings, { pretrained: loadPretrained() }))
    if (event.type === "result") inNode = event.result;
  const rows = inNode.forecast.map(({ time, value, lower, upper }) => [time, value, lower, upper].join());
  return [
    ...(inPage === ["time,value,lower,upper", ...rows, ""].join("\n")
      ? []
      : [`the forecast differs from Node's:\n${inPage}\n${rows}`]),
    ...(model.length > 1000 ? [] : ["there is no model"]),
    ...(/sha256=[0-9a-f]{64}&s\.epochs=4&s\.target=Close$/.test(page.url()) ? [] : [`the link is ${page.url()}`]),
  ];
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

/** A course hands out settings without a file: whatever is dropped is forecast by them, and the next file by its own. */
async function settingsForAny({ page, origin }) {
  await page.goto(`${origin}#v=0.1.0&run=forecast&seed=2&s.cell=gru&s.hiddenSize=8&s.loss=mse`);
  const found = async (name) => {
    await choose(page, name, rows(name, 200));
    await page.waitForFunction((name) => location.hash.includes(name), name);
    await page.locator("#setting-target").waitFor();
    return new URL(page.url()).hash.replace(/sha256=\w+/, "sha256=");
  };
  const first = await found("a.csv");
  const shown = await page.locator("#setting-loss").inputValue();
  const second = await found("other.csv");
  return [
    ...(/&s\.cell=gru&s\.hiddenSize=8&s\.loss=mse/.test(first) ? [] : [`the first file's link is ${first}`]),
    ...(shown === "mse" ? [] : ["a setting without a field of the form is not shown"]),
    ...(/s\.cell/.test(second) ? [`another file has the settings of the one before: ${second}`] : []),
  ];
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

/** One series of several, and dates that may be read in two ways: the form has the field that the refusal names. */
async function severalSeries({ page, origin }) {
  await page.goto(`${origin}#v=0.1.0&run=forecast`);
  const days = Array.from({ length: 200 }, (_, i) => new Date(864e5 * i).toISOString().slice(0, 10));
  const lines = [1, 2].flatMap((store) => days.map((day, i) => `${store},${day},${store * 100 + (i % 7)}`));
  await choose(page, "stores.csv", ["store,date,sales", ...lines].join("\n"));
  await page.locator("#setting-target").selectOption("sales");
  await page.getByRole("alert").filter({ hasText: '"where: store=1"' }).waitFor();
  await page.getByText("How the file is read").click();
  await page.fill("#setting-where", "store=2");
  await page.press("#setting-where", "Tab");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  const unclear = Array.from({ length: 80 }, (_, i) => `0${1 + (i % 9)}/0${1 + Math.floor(i / 9)}/2020,${i % 7}`);
  await choose(page, "unclear.csv", ["day,v", ...unclear].join("\n"));
  await page.getByRole("alert").filter({ hasText: '"date order: dmy"' }).waitFor();
  await page.locator("#setting-dateOrder").selectOption("dmy");
  await page.getByRole("alert").filter({ hasText: '"date order: dmy"' }).waitFor({ state: "detached" });
  return (await page.getByRole("button", { name: "Copy as code" }).count()) === 1 ? [] : ["there is no code to copy"];
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

export default {
  "a dropped file is forecast at once, then by training, as in Node": forecast,
  "the file of recurra studio FILE is opened": opened,
  "files that cannot be read, and links of other files, are said to be": refusedFiles,
  "each file and its forecast stand alone: after a failure, after another file, Back and Forward": files,
  "settings without a file are for whatever file is dropped, and none of a forecast's is hidden": settingsForAny,
  "a forecast has room on a phone": narrow,
  "what a refusal of a file names has a field": severalSeries,
  "a file that is dropped on any page is no page to go to": dropped,
};
