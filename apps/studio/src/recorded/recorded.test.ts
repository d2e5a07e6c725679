import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { labs } from "@recurra/labs";
import { blockBody } from "@recurra/report";
import { describe, expect, test } from "vitest";
import { small } from "../../../../packages/labs/src/small-settings.fixture.ts";
import { runLab } from "../../record/run-lab.mjs";
import sketches from "./sketches.json";
import strip from "./strip.json";

const read = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), "utf8");

/** What figures and tables are called, without the tables of their numbers; numbers, cells, and texts that are quoted, may differ. */
function titlesOf(html: string): string[] {
  const folded = /<details((?!<details).)*?<\/details>/gs;
  let shown = html;
  while (folded.test(shown)) shown = shown.replace(folded, ""); // one may lie in another
  const found = shown.matchAll(/<figcaption>(.*?)<\/figcaption>|<p class="caption"[^>]*>(.*?)<\/p>/gs);
  return Array.from(found, ([, figure, table]) =>
    (figure ?? table)
      .replace(/&quot;.*?&quot;|".*?"/g, '"..."')
      .replace(/(bidirectional )?\b(RNN|LSTM|GRU)\b/g, "network")
      .replace(/\d[\d.,]*/g, "#"),
  ).filter((title) => title !== "");
}

const alice = { name: "alice.txt", text: read("../../../../examples/data/alice.txt").slice(0, 9000) };

describe.each(labs.map((lab) => [lab.name, lab] as const))("%s", (name, lab) => {
  test("has recorded pictures, of the figures that its page shows in this version: npm run docs:studio-pictures", async () => {
    const { blocks } = await runLab(lab, { settings: small[name], ...(name === "text" && { file: alice }) });
    expect(titlesOf(read(`${name}.html`))).toEqual(titlesOf(blocks.map((block) => blockBody(block)).join("")));
  });

  test("has a verdict in them, no clock, and no more than 40 kB", () => {
    const html = read(`${name}.html`);
    expect(html).toContain('<section class="verdict');
    expect(html).not.toMatch(/\d seconds|\d s </);
    expect(gzipSync(html).length).toBeLessThan(40_000);
  });

  test("has a sketch for its card, in colours of the reports", () => {
    const sketch = (sketches as Record<string, { marks?: { color: string }[]; words?: { color: string }[] }>)[name];
    const colors = (sketch.marks ?? sketch.words ?? []).map(({ color }) => color);
    expect(colors.length).toBeGreaterThan(0);
    for (const color of colors) expect(color).toMatch(/^(--[a-z0-9-]+)?$/);
  });
});

test("what the first page loads is small", () => {
  expect(gzipSync(JSON.stringify(strip)).length).toBeLessThan(12_000);
  expect(gzipSync(JSON.stringify(sketches)).length).toBeLessThan(12_000);
});
