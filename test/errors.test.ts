// The rules of errors: every code stands in a table and every entry is thrown, the page of them is up to date, and no code takes an
// error's sentence apart.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { listSources, sourceOf } from "./sources.ts";

const packages = ["recurra", "report", "onnx", "labs", "serve", "cli"];
const isTable = (file: string) => file.endsWith("error-codes.ts");
const read = (name: string, file: string) => readFileSync(join(sourceOf(name), file), "utf8");
const sourcesOf = (name: string) => listSources(sourceOf(name)).filter((file) => !file.includes(".generated."));

/** The codes in the tables of a package. */
async function listed(name: string): Promise<string[]> {
  const files = sourcesOf(name).filter((file) => /(^|\/)error-codes\.ts$/.test(file));
  const modules = await Promise.all(files.map((file): Promise<object> => import(join(sourceOf(name), file))));
  return modules
    .flatMap((module) => Object.values(module).filter((value) => typeof value === "object"))
    .flatMap((table) => Object.keys(table))
    .sort();
}

/** Codes are given to an error, or to a function that throws one. */
const thrown = /(?:\bnew (?:\w*Error|Interrupted)|\b(?:refuse|fail))\(\s*"([A-Z][A-Z0-9_]*)"/g;
const passedOn = /\bnew (?:Option|Data|Shape|State|Training|Format)Error\(\s*([^"\s),]+)/g;

for (const name of packages) {
  const codes = await listed(name);
  test.skipIf(codes.length === 0)(
    `${name}: every code that is thrown is in its table, and every entry is thrown`,
    () => {
      const found = sourcesOf(name)
        .filter((file) => !isTable(file))
        .flatMap((file) => [...read(name, file).matchAll(thrown)].map(([, code]) => code));
      expect([...new Set(found)].sort()).toEqual(codes);
    },
  );
}

test("codes of the library are given as they are: two functions alone pass one on", () => {
  const found = ["recurra", "report", "onnx"].flatMap((name) =>
    sourcesOf(name).flatMap((file) => [...read(name, file).matchAll(passedOn)].map(([, given]) => `${file}: ${given}`)),
  );
  expect(found).toEqual(["data/clock/time-refusal.ts: code", "model-file/model-file.ts: code"]);
});

test("docs/errors.md is up to date", () => {
  const script = fileURLToPath(new URL("./errors-page.mjs", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

/** What takes a text apart. */
const methods = "replace|replaceAll|match|matchAll|split|startsWith|endsWith|slice|substring|includes|indexOf|search";

/** Whether a source takes the message of an error apart, also one that it has put into a variable of its own. */
function takesApart(text: string): boolean {
  const names = [...text.matchAll(/\b(?:const|let)\s+(\w+)\s*=[^;{]*?\.message\b[^;]*;/g)].map(([, name]) => name);
  return ["\\.message", ...names.map((name) => `\\b${name}`)].some(
    (said) =>
      new RegExp(`${said}\\s*\\??\\.\\s*(?:${methods})\\(`).test(text) ||
      new RegExp(`\\.(?:exec|test)\\([^()]*${said}\\b`).test(text),
  );
}

/** Sentences of others, which have no data beside them. */
const FOREIGN: Readonly<Record<string, string>> = {
  "recurra/core/foreign-error.ts": "the first line of what an engine or another library says, for people",
  "report/blocks/tex.ts": "the formula's parser names the place of a mistake in its message only",
  "serve/http/json-body.ts": "JSON.parse names the place of a mistake in its message only",
};

test("no code takes an error's sentence apart", () => {
  const found = packages.flatMap((name) =>
    sourcesOf(name)
      .filter((file) => takesApart(read(name, file)))
      .map((file) => `${name}/${file}`),
  );
  expect(found.sort()).toEqual(Object.keys(FOREIGN).sort());
});

test("the test of sentences sees them", () => {
  expect(takesApart('if (error.message.startsWith("a")) throw error;')).toBe(true);
  expect(takesApart("const row = /row (\\d+)/.exec(error.message)?.[1];")).toBe(true);
  expect(takesApart("const [why] = (error as Error).message\n    .split(': ');")).toBe(true);
  expect(takesApart("const said = error.message;\nreturn said.replace(/x/, '');")).toBe(true);
  expect(takesApart("say(error.message);")).toBe(false);
});
