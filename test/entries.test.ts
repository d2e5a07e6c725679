// The entries of the library: the front door stays narrow, and the page of entries names every one.
import { readFileSync } from "node:fs";
import * as recurra from "recurra";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const entries = Object.keys(JSON.parse(read("packages/recurra/package.json")).exports)
  // A script that threads run is a file of pages, and no entry.
  .filter((entry) => !entry.endsWith(".js"))
  .map((entry) => entry.replace(/^\./, "recurra"));

test("the core entry has what a program of ten lines needs, and no more than 60 values", () => {
  expect(Object.keys(recurra).length).toBeLessThanOrEqual(60);
});

test("docs/entries.md lists every entry, and no other", () => {
  const listed = [...read("docs/entries.md").matchAll(/^\| `(recurra[\w/-]*)`/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual([...entries].sort());
});

test("every entry can be imported, and an error of one is the class of another", async () => {
  for (const entry of entries) expect(Object.keys(await import(entry)), entry).not.toEqual([]);
  const { OptionError } = await import("recurra/core");
  expect(OptionError).toBe(recurra.OptionError);
  const { LSTM } = await import("recurra/nn");
  expect(LSTM).toBe(recurra.LSTM);
});
