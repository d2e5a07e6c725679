// What the packages import from each other: the labs the core and the report's types, the command line the public entries.
// Nobody reaches into another package's files, and no lab into another lab's.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

interface Import {
  readonly file: string;
  readonly target: string;
  /** Whether nothing of it is left when the types are gone. */
  readonly typeOnly: boolean;
}

const statement =
  /^[ \t]*(?:import|export)\s+(type\s)?[^;"]*?\bfrom\s+"([^"]+)"|^[ \t]*import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;

function importsIn(text: string, file: string): Import[] {
  return [...text.matchAll(statement)].map(([, type, from, bare, dynamic]) => ({
    file,
    target: from ?? bare ?? dynamic,
    typeOnly: type !== undefined,
  }));
}

/** The imports of a folder's sources, without its tests and without what is built from them. */
function importsOf(folder: string): Import[] {
  const root = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !/\.(test|fixture|d)\.ts$/.test(name))
    .flatMap((name) => importsIn(readFileSync(root + name, "utf8"), name));
}

/** Whether a file may import this one of its package: a neighbour, or from a folder one at the top; the index takes all. */
function isOwn({ file, target }: Import): boolean {
  if (file === "index.ts") return /^\.\/([\w-]+\/)?[\w-]+\.ts$/.test(target);
  return /^\.\/[\w-]+\.ts$/.test(target) || (file.includes("/") && /^\.\.\/[\w-]+\.ts$/.test(target));
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
  expect(importsIn(text, "").map(({ target, typeOnly }) => `${target}${typeOnly ? ", types" : ""}`)).toEqual([
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
  expect(others(imports, ["recurra"], ["@recurra/report"])).toEqual([]);
});

test("the command line imports public entries, Node's modules and its own two packages", () => {
  const imports = importsOf("packages/cli/src").filter(({ target }) => !target.startsWith("node:"));
  expect(imports.length).toBeGreaterThan(20);
  const entries = [
    "recurra",
    "@recurra/report",
    "recurra/native",
    "@recurra/onnx",
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
