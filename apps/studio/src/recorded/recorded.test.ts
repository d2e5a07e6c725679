import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { labs } from "@recurra/labs";
import type { Block } from "@recurra/report";
import { describe, expect, test } from "vitest";
import { small } from "../../../../packages/labs/src/small-settings.fixture.ts";
import { runLab } from "../../record/run-lab.mjs";
import type { Sketch } from "./sketch.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
/** Drawn by the build. */
const drawn = (name: string): string => read(`./drawn/${name}`);
const sketches = JSON.parse(drawn("sketches.json")) as Record<string, Sketch>;

/** What figures and tables are called; numbers, cells, and texts that are quoted, may differ. */
function titlesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    const title = "title" in block ? block.title : "caption" in block ? block.caption : "";
    return `${block.kind}: ${title}`
      .replace(/".*?"/g, '"..."')
      .replace(/(bidirectional )?\b(RNN|LSTM|GRU)\b/g, "network")
      .replace(/\d[\d.,]*/g, "#");
  });
}

const alice = { name: "alice.txt", text: read("../../../../examples/data/alice.txt").slice(0, 9000) };

describe.each(labs.map((lab) => [lab.name, lab] as const))("%s", (name, lab) => {
  test("is recorded with the figures that its page shows in this version: npm run docs:studio-pictures", async () => {
    const { blocks } = await runLab(lab, { settings: small[name], ...(name === "text" && { file: alice }) });
    const recorded = JSON.parse(read(`../../record/runs/${name}.json`)) as { blocks: Block[] };
    expect(titlesOf(recorded.blocks)).toEqual(titlesOf(blocks));
  });

  test("is drawn with its verdict and without a clock, in no more than 40 kB", () => {
    const html = drawn(`${name}.html`);
    expect(html).toContain('<section class="verdict');
    expect(html).not.toMatch(/\d seconds|\d s </);
    expect(gzipSync(html).length).toBeLessThan(40_000);
  });

  test("has a sketch for its card, in colours of the reports", () => {
    const sketch = sketches[name];
    const colors = ("marks" in sketch ? sketch.marks : sketch.words).map(({ color }) => color);
    expect(colors.length).toBeGreaterThan(0);
    for (const color of colors) expect(color).toMatch(/^(--[a-z0-9-]+)?$/);
  });
});

test("what the first page loads is small", () => {
  for (const name of ["strip.json", "sketches.json"]) expect(gzipSync(drawn(name)).length).toBeLessThan(12_000);
});
