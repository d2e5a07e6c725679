// What the studio's page loads without the library, from the built files: what index.html names and all that this imports. The Worker has
// the library and is not counted; what is loaded later is.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
// @ts-expect-error: a script without types
import { pageCode, pageFiles } from "./studio/page-files.mjs";

const site = new URL("../apps/studio/dist/", import.meta.url);
const files: { name: string; gzip: number }[] = pageCode(site);

test("the page's code takes at most 110 kB with gzip, all that it may load later included", () => {
  const total = files.reduce((sum, { gzip }) => sum + gzip, 0);
  expect(total, files.map(({ name, gzip }) => `${name} ${gzip}`).join("\n")).toBeLessThanOrEqual(110_000);
});

test("what is counted is there, and is neither the Worker nor what it alone loads", () => {
  const names = files.map(({ name }) => name);
  expect(names.filter((name) => !existsSync(new URL(name, site)))).toEqual([]);
  expect(names.filter((name) => /\.js$/.test(name)).length).toBeGreaterThan(1);
  expect(names.filter((name) => /\.css$/.test(name)).length).toBeGreaterThan(0);
  expect(names.filter((name) => /worker|thread-script|parquet/.test(name))).toEqual([]);
  // Nor is anything of the library in them, as it is in the Worker.
  const library = (name: string): boolean => readFileSync(new URL(name, site), "utf8").includes("THREAD_FAILED");
  expect(names.filter(library)).toEqual([]);
  const others = readdirSync(new URL("assets/", site)).filter((name) => /\.js$/.test(name));
  expect(others.filter((name) => library(`assets/${name}`)).length).toBeGreaterThan(0);
});

test("what of the library explains a network to the page takes at most 14 kB with gzip, and holds no kernels", () => {
  const explains = pageFiles(site).filter(({ name }: { name: string }) => /^assets\/explain-/.test(name));
  expect(explains).toHaveLength(1);
  const [{ name, gzip }] = explains;
  expect(gzip).toBeLessThanOrEqual(14_000);
  expect(readFileSync(new URL(name, site), "utf8")).not.toMatch(/THREAD_FAILED|WebAssembly/);
});
