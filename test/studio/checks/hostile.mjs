// Links and files of strangers: each is said to be wrong in a sentence, and the page goes on.
import { gzipSync } from "node:zlib";
import { button, link, rows, says, short } from "../page.mjs";

const forecastOf = (more) => `#v=0.1.0&run=forecast${more}`;
const hash = "0".repeat(64);

const links = [
  "#%",
  "#%00",
  "#a=b",
  "#v=0.1.0",
  "#v=1&run=lab%2Fdenoise",
  "#v=0.1.0&run=lab%2F..%2F..%2Fopen",
  "#v=0.1.0&run=lab%2Fdenoise&run=forecast",
  "#v=0.1.0&run=lab%2Fdenoise&seed=-1",
  "#v=0.1.0&run=lab%2Fdenoise&seed=1e9",
  "#v=0.1.0&run=lab%2Fdenoise&stop=NaN",
  "#v=0.1.0&run=lab%2Fdenoise&mode=native",
  "#v=0.1.0&run=lab%2Fdenoise&s.__proto__=1",
  "#v=0.1.0&run=lab%2Fdenoise&s.a%3Cimg=1",
  `#v=0.1.0&run=lab%2Fdenoise&s.hidden=${"9".repeat(9000)}`,
  "#<img src=x onerror=alert(1)>",
  forecastOf("&file=a.csv"),
  forecastOf(`&file=%0A&sha256=${hash}`),
  forecastOf("&file=a.csv&sha256=zz"),
];

/** A link that is none says so at once; one whose settings are not, when it is played. */
async function wrongLinks({ page, origin }) {
  const wrong = [];
  page.on("dialog", (dialog) => {
    wrong.push(`a script of a link ran: ${dialog.message()}`);
    dialog.dismiss();
  });
  for (const one of links) {
    await page.goto("about:blank");
    await page.goto(origin + one);
    await page
      .getByRole("alert")
      .first()
      .waitFor({ timeout: 10_000 })
      .catch(() => wrong.push(`${one.slice(0, 80)} is taken in silence`));
  }
  for (const settings of [
    { constructor: 1 },
    { hidden: 1e9 },
    { hidden: "<b>8</b>" },
    { batch: -1 },
    { noise: "Infinity" },
  ]) {
    await page.goto("about:blank");
    await page.goto(origin + link(settings));
    await button(page, "Play").click();
    await page
      .getByRole("alert")
      .first()
      .waitFor({ timeout: 20_000 })
      .catch(() => wrong.push(`${JSON.stringify(settings)} is taken in silence`));
  }
  await page.goto("about:blank");
  await page.goto(origin + link(short));
  await button(page, "Play").click();
  await says(page, /step \d+\b/);
  return wrong;
}

const long = rows("long", 200);
const files = {
  "empty.csv": "",
  "space.csv": " \n \n",
  "zeros.csv": Buffer.alloc(1000),
  "noise.csv": Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
  "cut.csv.gz": gzipSync(long).subarray(0, 60),
  "cut.zip": Buffer.from("504b0304140000000800", "hex"),
  "page.csv": "<!doctype html><script>alert(1)</script>",
  "deep.json": "[".repeat(100_000),
  "broken.json": '[{"a": 1}, {"a": ',
  "one-line.csv": "a".repeat(2_000_000),
  "cut.parquet": Buffer.from("5041523100000000", "hex"),
};

/** A file that nothing can be made of is named in what is said of it; the next one is read as if it were the first. */
async function wrongFiles({ page, origin }) {
  const wrong = [];
  await page.goto(origin + forecastOf(""));
  await page.locator("#file").waitFor();
  for (const [name, content] of Object.entries(files)) {
    await page.setInputFiles("#file", { name, mimeType: "", buffer: Buffer.from(content) });
    await page
      .getByRole("alert")
      .filter({ hasText: name })
      .first()
      .waitFor({ timeout: 20_000 })
      .catch(() => wrong.push(`${name} is taken in silence`));
  }
  await page.setInputFiles("#file", {
    name: "<img src=x onerror=alert(1)>.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(long),
  });
  await page.locator("#setting-target").waitFor();
  if ((await page.locator("main img").count()) > 0) wrong.push("a file's name became a part of the page");
  return wrong;
}

export default {
  "a link that is no run's, or asks for what cannot be, is said to be": wrongLinks,
  "a file that nothing can be made of is said to be, and the next one is read": wrongFiles,
};
