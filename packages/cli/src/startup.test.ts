import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
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

test("the command line starts with the errors and words of the library, not with its kernels and the labs: a command imports what it needs", () => {
  const packages = packagesOf(new URL("../dist/main.js", import.meta.url));
  const light = ["commander", "recurra/core", "recurra/words"];
  expect([...packages].filter((name) => !name.startsWith("node:")).sort()).toEqual(light);
});

/** The files that Node loads for these arguments: a loader's hook writes each to stderr. */
function loadedBy(...args: string[]): string[] {
  const hook = `import { writeSync } from "node:fs";
    export async function load(url, context, next) { writeSync(2, "loaded " + url + "\\n"); return next(url, context); }`;
  const start = `import { register } from "node:module"; register(${JSON.stringify(dataUrl(hook))});`;
  const bin = fileURLToPath(new URL("../bin/recurra.js", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, ["--import", dataUrl(start), bin, ...args], {
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  return Array.from(stderr.matchAll(/^loaded file:(.*)$/gm), ([, file]) => file);
}

function dataUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** What `recurra/core` and `recurra/words` are built into, and the kernels, layers and labs that it does not need. */
const core = ["core.js", "errors.js", "math.js", "nearest-names.js", "random.js", "words.js"];
const heavy = /recurra\/dist\/|labs\/dist\/|serve\/dist\/|hono|piscina|@observablehq|linkedom|temml|cli-progress/;

test.each([["--help"], ["--version"], ["forecast --help"], ["predict --help"], ["inspect --help"], ["serve --help"]])(
  "recurra %s loads no library, lab or chart",
  (words) => {
    const loaded = loadedBy(...words.split(" "));
    expect(loaded.some((file) => file.endsWith("/cli/dist/program.js"))).toBe(true);
    const unexpected = (file: string): boolean =>
      heavy.test(file) && !(file.includes("/recurra/dist/") && core.includes(basename(file)));
    expect(loaded.filter(unexpected)).toEqual([]);
  },
);

test("the help of a lab loads the labs (so the list of loaded files can fail), but no chart", () => {
  const loaded = loadedBy("lab", "denoise", "--help").filter((file) => heavy.test(file));
  expect(loaded.some((file) => file.includes("labs/dist/"))).toBe(true);
  expect(loaded.filter((file) => /dist\/report|@observablehq|linkedom|temml/.test(file))).toEqual([]);
});
