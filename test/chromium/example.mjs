// The page of examples/browser, built as docs/browsers.md says: what it shows for a file that is dropped, chosen, refused or stopped. Its
// result must be the one that Node gets.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { experiment, Series } from "recurra";
import { build } from "vite";

const csv = readFileSync(new URL("../../examples/data/aapl.csv", import.meta.url), "utf8");
const name = "aapl.csv";

/** The texts of a built page of examples/ by their paths, which begin with `place`. */
export async function buildExample(folder = "browser", place = "example") {
  const root = fileURLToPath(new URL(`../../examples/${folder}/`, import.meta.url));
  const built = await build({ configFile: false, logLevel: "error", root, base: "./", build: { write: false } });
  const { output } = [built].flat()[0];
  return Object.fromEntries(output.map((one) => [`${place}/${one.fileName}`, one.code ?? one.source]));
}

/** A result as text, without what clocks say. */
function timeless(result) {
  return JSON.stringify(result, (key, value) => (key === "seconds" ? undefined : value));
}

async function resultInNode() {
  const settings = { target: "Close", horizon: 3, epochs: 12 };
  for await (const event of experiment(Series.fromCsv(csv, { name }), settings))
    if (event.type === "result") return timeless(event.result);
}

async function fill(page, settings) {
  for (const [field, value] of Object.entries(settings)) await page.fill(`[name=${field}]`, String(value));
}

/** Drops a file on the page, as a hand does. */
export function drop(page, name, text) {
  return page.evaluate(
    ([name, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
}

function choose(page, name, text) {
  return page.setInputFiles("input[type=file]", { name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

/** What a click on a file's name saves. */
async function save(page, file) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText(file).click()]);
  return readFileSync(await download.path());
}

/** Both files of the page, once they are there, or what it says instead. */
async function finish(page) {
  const made = page.getByText("result.json");
  const failed = page.locator("pre", { hasText: `${name}:` });
  await made.or(failed).waitFor();
  if ((await made.count()) === 0) return { error: await failed.textContent() };
  const result = JSON.parse(await save(page, "result.json"));
  return { result, bytes: (await save(page, "model.safetensors")).length };
}

async function forecast(page, give) {
  await fill(page, { target: "Close", horizon: 3, epochs: 12 });
  await give(page, name, csv);
  const { error, result, bytes } = await finish(page);
  if (error) return [error];
  const same = timeless(result) === (await resultInNode());
  return [...(same ? [] : ["the result differs from Node's"]), ...(bytes > 1000 ? [] : ["there is no model"])];
}

async function refuse(page) {
  const rows = Array.from({ length: 20 }, (_, i) => `2024-01-${i + 10},${i === 11 ? "x" : i}\n`);
  await choose(page, "bad.csv", `Date,Close\n${rows.join("")}`);
  await page.locator("pre", { hasText: "bad.csv: " }).waitFor();
  const said = await page.locator("pre").textContent();
  return said.startsWith("bad.csv: row 12 (line 13)") ? [] : [`it said: ${said}`];
}

/** Takes the remedy that the page names, in the words of its form. */
async function cure(page) {
  const rows = Array.from({ length: 200 }, (_, i) => `${i === 150 ? "" : Math.abs((i % 24) - 12)},${i}\n`);
  await fill(page, { target: "load", horizon: 3, epochs: 2 });
  await drop(page, "gap.csv", `load,row\n${rows.join("")}`);
  await page.locator("pre", { hasText: "gap.csv: " }).waitFor();
  const said = await page.locator("pre").textContent();
  if (!said.includes('"Missing cells: forward-fill"') || said.includes("repair: ")) return [`it said: ${said}`];
  const named = await page.locator("input[type=file]").evaluate((input) => input.files[0]?.name);
  if (named !== "gap.csv") return [`the form names ${named}`];
  await page.selectOption("[name=repair]", "forward-fill");
  await page.getByRole("button", { name: "Forecast" }).click();
  await page.getByText("result.json").waitFor();
  return (await page.locator("tbody tr").count()) === 3 ? [] : ["the forecast is not shown"];
}

/** Stops a long work, and begins another one on the same page. */
async function stop(page) {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${Math.abs((i % 24) - 12) + (i % 7) / 8}\n`);
  await choose(page, "long.csv", `load\n${rows.join("")}`);
  await page.getByText("load: 20000 rows").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.locator("pre", { hasText: "Stopped in the backtest fit." }).waitFor();
  return forecast(page, choose);
}

/** As the checks of run.mjs: headers, what runs, what is wrong with its answer; and the page. */
function check(headers, run) {
  return [
    headers,
    (page) => run(page).then((wrong) => ({ wrong })),
    ({ error, wrong }) => wrong ?? [error],
    "example/index.html",
  ];
}

export const exampleChecks = {
  "the example: a dropped file's result is the one that Node gets": check("isolated", (page) => forecast(page, drop)),
  "the example: a chosen file's result is the same where the page is not isolated": check("plain", (page) =>
    forecast(page, choose),
  ),
  "the example: under a policy that allows its own scripts and WebAssembly alone": check("policy", (page) =>
    forecast(page, drop),
  ),
  "the example: a file that is refused is named, with the row": check("isolated", refuse),
  "the example: what it says of a gap can be done in its form, on the same file": check("isolated", cure),
  "the example: a stopped work ends, and the next file is forecast": check("isolated", stop),
};
