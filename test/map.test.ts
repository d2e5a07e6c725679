// ARCHITECTURE.md is a map: short, with every room; and the pages about the code name files that are there.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { listSources, roomOf, sourceOf } from "./sources.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (page: string): string => readFileSync(join(root, page), "utf8");

test("ARCHITECTURE.md has at most 130 lines", () => {
  expect(read("ARCHITECTURE.md").trimEnd().split("\n").length).toBeLessThanOrEqual(130);
});

test.each([...readdirSync(join(root, "packages")), "apps/studio"])("ARCHITECTURE.md names every room of %s", (name) => {
  const map = read("ARCHITECTURE.md");
  const rooms = new Set(listSources(sourceOf(name)).map(roomOf));
  expect([...rooms].filter((room) => room !== "" && !map.includes(`\`${room}\``))).toEqual([]);
});

/** Every file of the folders that the pages speak of, from the root, with slashes. */
const files = ["packages", "apps", "test", "bench", "fixtures", "examples", "docs", "scripts", "deploy", "pretrain"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
      (name) => `${folder}/${name.replaceAll("\\", "/")}`,
    ),
  )
  .filter((name) => !/\/(node_modules|dist)\//.test(name));

const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  ...files.filter((name) => name.endsWith(".md")),
].filter((name) => !name.startsWith("packages/") && !name.startsWith("examples/data/"));

test.each(pages)("the sources that %s names are there", (page) => {
  const found = [...read(page).matchAll(/`([\w@./-]+\.(?:ts|mts|mjs|py))`/g)].map(([, name]) => name);
  // NAME stands for a name that is still to be given.
  const named = found.filter((name) => !name.includes("NAME"));
  expect(named.filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)))).toEqual([]);
});
