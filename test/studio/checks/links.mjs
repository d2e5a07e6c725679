// A run is its link.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { experiment, Series } from "recurra";
import { bytesOfWeights } from "recurra/experiment";
import { button, csv, link, picture, rests, says, short } from "../page.mjs";

/** A link that rests at a step shows the same picture wherever it is opened. */
async function sameLink({ page, origin }) {
  const seen = [];
  for (let i = 0; i < 2; i++) {
    await page.goto("about:blank");
    await page.goto(`${origin}${link(short, "&stop=7")}`);
    await button(page, "Play").click();
    await says(page, /step 7\./);
    if ((await rests(page)) !== 7) return ["it does not rest at step 7"];
    seen.push(await picture(page));
  }
  return seen[0] === seen[1] ? [] : ["two runs of one link show different pictures"];
}

async function back({ page, origin }) {
  await page.goto(origin);
  await page.getByRole("link", { name: /Inside a cell/ }).click();
  await page.getByRole("heading", { name: "Inside a cell" }).waitFor();
  const wrong = [];
  if ((await page.title()) !== "Inside a cell - Recurra studio") wrong.push(`the title is ${await page.title()}`);
  const focused = await page.evaluate(() => document.activeElement.textContent);
  if (focused !== "Inside a cell") wrong.push(`the focus is on ${focused.slice(0, 40)}`);
  await page.goBack();
  await page.getByRole("heading", { name: /Watch a recurrent network learn/ }).waitFor();
  await page.goForward();
  await page.getByRole("heading", { name: "Inside a cell" }).waitFor();
  return wrong;
}

/** The weights at a link's step are those of Node at that step. */
async function sameWeights({ page, origin }) {
  const text = readFileSync(csv, "utf8");
  const sha256 = createHash("sha256").update(text).digest("hex");
  await page.goto(`${origin}#v=0.1.0&run=forecast&stop=40&file=aapl.csv&sha256=${sha256}&s.target=Close`);
  await page.setInputFiles("#file", { name: "aapl.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await button(page, "Play").click();
  const shown = await page.getByText(/Weights at this step: SHA-256/).textContent();
  const found = new Promise((resolve, reject) => {
    let steps = 0;
    const onStep = ({ weights }) => {
      if (++steps === 40) resolve(createHash("sha256").update(bytesOfWeights(weights())).digest("hex"));
    };
    const series = Series.fromCsv(text, { name: "aapl.csv", columns: ["Close"] });
    (async () => {
      for await (const event of experiment(series, { target: "Close" }, { onStep }))
        if (event.type === "epoch" && steps > 40) break;
    })().catch(reject);
  });
  const wanted = await found;
  await button(page, "One batch").click();
  await says(page, /step 41\./);
  const stays = await page.getByText(/Weights at this step: SHA-256/).count();
  return [
    ...(shown.endsWith(wanted) ? [] : [`the page has ${shown}, Node ${wanted}`]),
    ...(stays === 0 ? [] : ["the hash of the weights stands beside a later step"]),
  ];
}

export default {
  "one link is one run, to the bit": sameLink,
  "Back and Forward move between pages": back,
  "the weights at a link's step are those of Node": sameWeights,
};
