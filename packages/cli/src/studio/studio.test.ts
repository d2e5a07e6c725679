import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { readSite, siteFiles, withFile } from "./site.ts";

test("--export writes the whole page as files, into a new folder", async () => {
  const place = new Workplace();
  const { code, stdout, stderr } = await place.here("studio", "--export", "site", "--json");
  expect([code, stderr]).toEqual([0, ""]);
  const { files } = JSON.parse(stdout) as { files: string[] };
  expect(files).toContain("index.html");
  for (const name of files) expect(existsSync(place.file(`site/${name}`)), name).toBe(true);
  expect(readdirSync(place.file("."))).toEqual(["site"]);
  // Addresses in it are relative: it works in any folder of a host.
  expect(readFileSync(place.file("site/index.html"), "utf8")).not.toMatch(/(src|href)="\//);
});

test("a folder with something in it, and a file beside --export, are refused, and nothing is written", async () => {
  const place = new Workplace({ "a.csv": "a\n1\n" });
  const full = await place.here("studio", "--export", ".");
  expect([full.code, full.stderr]).toEqual([
    2,
    expect.stringContaining("this folder is not empty; nothing was written"),
  ]);
  const both = await place.here("studio", "a.csv", "--export", "site");
  expect([both.code, existsSync(place.file("site"))]).toEqual([2, false]);
});

test("a file that is not there is refused before the server begins", async () => {
  const { code, stdout, stderr } = await new Workplace().here("studio", "missing.csv", "--port", "0");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^recurra: missing\.csv/);
});

test("a file to open is served under its name, beside the page and not in its files", () => {
  const site = withFile(readSite(), "my prices.csv", Uint8Array.of(65));
  expect(site.get("/open/name")?.bytes.toString()).toBe('{"name":"my prices.csv"}');
  expect([...site.get("/open/file")!.bytes]).toEqual([65]);
  expect(Object.keys(siteFiles(readSite())).filter((name) => name.startsWith("open/"))).toEqual([]);
});
