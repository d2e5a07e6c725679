import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What a built module and those that it imports at once import from packages. */
function packagesOf(module: URL, seen = new Set<string>()): Set<string> {
  const found = new Set<string>();
  if (seen.has(module.href)) return found;
  seen.add(module.href);
  for (const [, target] of readFileSync(module, "utf8").matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^"]+)"/gm)) {
    if (!target.startsWith(".")) found.add(target);
    else for (const name of packagesOf(new URL(target, module), seen)) found.add(name);
  }
  return found;
}

test("the command line starts without the library and the labs: a command imports what it needs", () => {
  const packages = packagesOf(new URL("../dist/main.js", import.meta.url));
  expect([...packages].filter((name) => !name.startsWith("node:"))).toEqual(["commander"]);
});
