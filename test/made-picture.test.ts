// Made series have the same bits on every machine: the picture in the docs and a hash of a thousand of them say which.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { madeSeries } from "recurra/made";
import { expect, test } from "vitest";
import { madePicture } from "./made-picture.mjs";

test("a thousand made series have the golden bits", () => {
  const hash = createHash("sha256");
  for (let index = 0; index < 1000; index++)
    hash.update(new Uint8Array(madeSeries({ index, rows: 120 }).values.buffer));
  expect(hash.digest("hex")).toBe("ec0f15c947e271a4de230c334b47286283a61a927092748ba9b558406767c960");
});

test("docs/images/made-series.svg is what npm run docs:made makes", () => {
  expect(readFileSync(new URL("../docs/images/made-series.svg", import.meta.url), "utf8")).toBe(madePicture());
});
