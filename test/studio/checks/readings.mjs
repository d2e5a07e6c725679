// How a file is read: as it is found, as is asked for, and not at all.
import { readFileSync } from "node:fs";
import { day, facts, settings, start } from "../file-page.mjs";
import { choose, csv } from "../page.mjs";

/** Each column can be read as another kind; the link has it, and who opens it elsewhere reads the file in the same way. */
async function overrides({ page, origin, context }) {
  const wrong = [];
  const text = [
    "day;load;kind",
    ...Array.from({ length: 300 }, (_, n) => `${day(n)};${1 + (n % 7)},${10 + (n % 9)};${["sun", "rain"][n % 2]}`),
  ].join("\n");
  await start(page, origin);
  await choose(page, "kinds.csv", text);
  await facts(page, "kinds.csv");
  const as = (name) => page.getByRole("combobox", { name: `Read ${name} as` });
  const row = (name) => page.locator("table.columns tr", { has: page.getByRole("rowheader", { name, exact: true }) });
  if ((await as("day").inputValue()) !== "time" || (await as("kind").inputValue()) !== "text")
    wrong.push("the columns are not read as they are");
  if (!(await row("load").textContent()).includes("1.1"))
    wrong.push(`load is read as ${await row("load").textContent()}`);
  await page.getByText("How the file is read").click();
  await page.locator("#setting-decimal").selectOption(".");
  await page.getByRole("alert").or(page.locator(".fault")).first().waitFor();
  await page.getByRole("button", { name: /Take back decimal/ }).click();
  await page.locator("table.columns td", { hasText: "7.18" }).first().waitFor();
  await as("kind").selectOption("words");
  await page.locator(".changed", { hasText: "categories: kind" }).waitFor();
  await as("day").selectOption("number");
  await page.locator("dl.facts", { hasText: "none: rows are counted" }).waitFor();
  await page.getByRole("list", { name: "How the rows are cut" }).waitFor();
  const { time, categories, inputs } = settings(page);
  if (time !== "false" || categories !== "kind" || inputs !== "load,kind") wrong.push(`the link is ${page.url()}`);
  const other = await context.newPage();
  await other.goto(page.url());
  await choose(other, "kinds.csv", text);
  await other.locator("dl.facts", { hasText: "none: rows are counted" }).waitFor();
  if ((await other.getByRole("combobox", { name: "Read kind as" }).inputValue()) !== "words")
    wrong.push("the link reads the file in another way");
  await other.close();
  return wrong;
}

/** Files that are none, one after the other: each is told of in a sentence, nothing breaks, and then a good one works. */
async function malformed({ page, origin }) {
  const wrong = [];
  await start(page, origin);
  const dates = (n, cell) => Array.from({ length: n }, (_, i) => `${day(i)},${cell(i)}`).join("\n");
  const bad = [
    ["empty.csv", "", /empty\.csv/],
    ["quote.csv", `a,b\n1,"2\n3,4\n`, /quote\.csv: .*line 2/],
    ["ragged.csv", `a,b\n1,2\n3,4,5\n6,7\n`, /ragged\.csv: .*line 3/],
    ["binary.csv", "\u0000\u0001\u0002\u0003PNG", /binary\.csv/],
    ["broken.json", `[{"a": 1}, {"a": `, /broken\.json/],
    ["zip.zip", "PK\u0003\u0004nothing", /zip\.zip/],
    ["book.xls", "\u00d0\u00cf\u0011\u00e0", /book\.xls/],
    [
      "dates.csv",
      `date,x\n${dates(60, (i) => i % 7)}\n2020-13-45,5\n`,
      /dates\.csv: row 61 \(line 62\), column "date"/,
    ],
    [
      "word.csv",
      `date,x\n${dates(60, (i) => (i === 40 ? "oops" : i % 7))}\n`,
      /word\.csv: row 41 \(line 42\), column "x": "oops" is not a number/,
    ],
    [
      "endless.csv",
      `date,x\n${dates(60, (i) => (i === 40 ? "1e999" : i % 7))}\n`,
      /endless\.csv: row 41 \(line 42\), column "x": "1e999" is infinite/,
    ],
    ["twice.csv", `date,x\n${dates(60, (i) => i % 7)}\n${dates(2, () => 5)}\n`, /twice\.csv/],
    ["short.csv", "date,x\n2020-01-01,1\n2020-01-02,2\n", /short\.csv: lookback/],
  ];
  for (const [name, text, pattern] of bad) {
    await choose(page, name, text);
    await page
      .locator("[role=alert], .fault", { hasText: pattern })
      .first()
      .waitFor({ timeout: 15_000 })
      .catch(async () =>
        wrong.push(`${name}: it says ${JSON.stringify(await page.locator("[role=alert], .fault").allInnerTexts())}`),
      );
  }
  await choose(page, "aapl.csv", readFileSync(csv, "utf8"));
  await facts(page, "aapl.csv");
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  if ((await page.getByRole("alert").count()) > 0) wrong.push("an old file's fault stands beside a good one");
  return wrong;
}

/** Several series below each other: one is chosen from a list, and another by the same list. */
async function series({ page, origin }) {
  const lines = ["a", "b", "c"].flatMap((id, at) =>
    Array.from({ length: 120 }, (_, n) => `${id},${day(n)},${at * 100 + (n % 7)}`),
  );
  await start(page, origin);
  await choose(page, "shops.csv", ["shop,date,sales", ...lines].join("\n"));
  await page.locator("#series-choice").selectOption("shop=b");
  await page.locator("dl.facts", { hasText: "120" }).waitFor();
  await page.getByRole("heading", { name: "Without training" }).waitFor();
  await page.locator("#series-choice").selectOption("shop=c");
  await page.locator("table.columns td", { hasText: "206" }).first().waitFor();
  return settings(page).where === "shop=c" ? [] : [`the link is ${page.url()}`];
}

export default {
  "each column and sign can be read otherwise, and a link reads the file in the same way elsewhere": overrides,
  "files that are none are told of in a sentence, and then a good one works": malformed,
  "one of several series is chosen from a list": series,
};
