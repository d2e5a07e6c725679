// What the packages import from each other: the labs the core and the report's types, the command line the public entries.
// Nobody reaches into another package's files, and no lab into another lab's.
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findImports, type Import, importsBelow, resolveOwn } from "./sources.ts";

function importsOf(folder: string): Import[] {
  return importsBelow(fileURLToPath(new URL(`../${folder}/`, import.meta.url)));
}

/** Whether it leads to a file of the same package: its rooms are the business of imports.test.ts. */
function isOwn(one: Import): boolean {
  const path = resolveOwn("/", one);
  return path !== undefined && !path.startsWith("..");
}

/** The imports that are none of these: own files, entries, entries for types only. */
function others(imports: readonly Import[], entries: readonly string[], types: readonly string[] = []): string[] {
  const allowed = (one: Import) =>
    isOwn(one) || entries.includes(one.target) || (one.typeOnly && types.includes(one.target));
  return imports.filter((one) => !allowed(one)).map(({ file, target }) => `${file} imports ${target}`);
}

test("imports are found in every form, and told apart from those of types", () => {
  const text = [
    'import { a, b } from "one";',
    'import type { C } from "two";',
    'import { type D } from "three";',
    'export * from "four";',
    'export type {\n  E,\n} from "five";',
    'import "six";',
    'const f = await import("seven");',
    'const text = "taken from";',
  ].join("\n");
  expect(findImports(text, "").map(({ target, typeOnly }) => `${target}${typeOnly ? ", types" : ""}`)).toEqual([
    "one",
    "two, types",
    "three",
    "four",
    "five, types",
    "six",
    "seven",
  ]);
});

test("a lab imports the core, types of the report, its own files and the shared ones, and nothing of another lab", () => {
  const imports = importsOf("packages/labs/src");
  expect(imports.length).toBeGreaterThan(20);
  expect(others(imports, ["recurra"], ["recurra/report"])).toEqual([]);
});

test("the command line imports public entries, Node's modules and its own two packages", () => {
  const imports = importsOf("packages/cli/src").filter(({ target }) => !target.startsWith("node:"));
  expect(imports.length).toBeGreaterThan(20);
  const entries = [
    "recurra",
    "recurra/report",
    "recurra/native",
    "recurra/onnx",
    "@recurra/labs",
    "@recurra/serve",
    "commander",
    "cli-progress",
  ];
  expect(others(imports, entries)).toEqual([]);
});

test("the service imports public entries, Node's modules and the packages that it depends on", () => {
  const imports = importsOf("packages/serve/src").filter(({ target }) => !target.startsWith("node:"));
  expect(imports.length).toBeGreaterThan(20);
  const entries = [
    "recurra",
    "recurra/native",
    "hono",
    "hono/cors",
    "@hono/node-server",
    "@hono/node-server/utils/response",
    "piscina",
    "pino",
    "prom-client",
  ];
  expect(others(imports, entries)).toEqual([]);
});

test("examples import the core alone", () => {
  const imports = importsOf("examples").filter(({ target }) => !target.startsWith("node:"));
  expect(imports.length).toBeGreaterThan(2);
  expect(others(imports, ["recurra"])).toEqual([]);
});
