// The picture of docs/plot.md has the same bits on every machine.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { plotPicture } from "./plot-picture.mjs";

test("docs/images/plot.svg is what npm run docs:plot makes", () => {
  expect(readFileSync(new URL("../docs/images/plot.svg", import.meta.url), "utf8")).toBe(plotPicture());
});
