// What the packages import from each other: the labs the core and the report's types, the command line the public entries. What a
// package imports, it declares.
// Nobody reaches into another package's files, and no lab into another lab's.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findImports, type Import, importsBelow, resolveOwn } from "./sources.ts";

function importsOf(folder: string): Import[] {
  return importsBelow(fileURLToPath(new URL(`../${folder}/`, import.meta.url)));
}

/** The entries of the library that run in every page, in any mode. */
const library: readonly string[] = Object.keys(
  JSON.parse(readFileSync(fileURLToPath(new URL("../packages/recurra/package.json", import.meta.url)), "utf8")).exports,
)
  .map((entry) => entry.replace(/^\./, "recurra"))
  .filter((entry) => !["recurra/fast", "recurra/native", "recurra/wide"].includes(entry));

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

test("a lab imports the library, types of the report, its own files and the shared ones, and nothing of another lab", () => {
  const imports = importsOf("packages/labs/src");
  expect(imports.length).toBeGreaterThan(20);
  expect(others(imports, library, ["@recurra/report"])).toEqual([]);
});

test("the report imports entries of the library and what draws: the charts, the DOM that they need, the equations", () => {
  const imports = importsOf("packages/report/src");
  expect(imports.length).toBeGreaterThan(20);
  expect(others(imports, [...library, "@observablehq/plot", "linkedom", "temml"])).toEqual([]);
});

test("the export to ONNX imports entries of the library and protobuf", () => {
  const imports = importsOf("packages/onnx/src");
  expect(imports.length).toBeGreaterThan(20);
  const protobuf = ["@bufbuild/protobuf", "@bufbuild/protobuf/codegenv2"];
  expect(others(imports, [...library, ...protobuf])).toEqual([]);
});

test("the command line imports public entries, Node's modules and packages of its own", () => {
  const imports = importsOf("packages/cli/src").filter(({ target }) => !target.startsWith("node:"));
  expect(imports.length).toBeGreaterThan(20);
  const entries = [
    ...library,
    "recurra/fast",
    "recurra/native",
    "recurra/wide",
    "@recurra/report",
    "@recurra/onnx",
    "@recurra/labs",
    "@recurra/serve",
    "@recurra/serve/module-files",
    "commander",
    "cli-progress",
    "date-holidays",
  ];
  expect(others(imports, entries)).toEqual([]);
});

test("the service imports public entries, Node's modules and the packages that it depends on", () => {
  const imports = importsOf("packages/serve/src").filter(({ target }) => !target.startsWith("node:"));
  expect(imports.length).toBeGreaterThan(20);
  const entries = [
    ...library,
    "recurra/fast",
    "recurra/native",
    "hono",
    "hono/cors",
    "hono/html",
    "@hono/node-server",
    "@hono/node-server/utils/response",
    "piscina",
    "pino",
    "prom-client",
  ];
  expect(others(imports, entries)).toEqual([]);
});

test.each(["recurra", "report", "onnx", "labs", "serve", "cli"])("what the package %s imports, it declares", (name) => {
  const manifest = JSON.parse(
    readFileSync(fileURLToPath(new URL(`../packages/${name}/package.json`, import.meta.url)), "utf8"),
  );
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const imported = importsOf(`packages/${name}/src`)
    .filter(({ target }) => !target.startsWith(".") && !target.startsWith("node:"))
    .map(({ target }) => /^(@[^/]+\/)?[^/]+/.exec(target)![0]);
  expect([...new Set(imported)].filter((one) => !declared.includes(one))).toEqual([]);
});

test("the page of the studio has nothing of the library but what explains what its Worker opened; what else it shows is made when it is built", () => {
  const imports = importsOf("apps/studio/src");
  const page = imports.filter(({ file, typeOnly }) => !file.startsWith("work/") && !typeOnly);
  expect(page.length).toBeGreaterThan(20);
  const drawing = ["preact", "preact/hooks", "@preact/signals", "uplot", "uplot/dist/uPlot.min.css"];
  const files = page.map(({ target }) => target).filter((target) => /\?url(&|$)/.test(target));
  const made = page.map(({ target }) => target).filter((target) => target.startsWith("virtual:"));
  expect(others(page, [...drawing, ...files, ...made, "recurra/inside"])).toEqual([]);
});

test("examples import the library's portable entries alone, but for travel.ts, which exports and serves their models", () => {
  const imports = importsOf("examples").filter(({ target }) => !target.startsWith("node:"));
  expect(imports.length).toBeGreaterThan(2);
  const travels = ["travel.ts imports @recurra/onnx", "travel.ts imports @recurra/serve"];
  expect(others(imports, library).filter((one) => !travels.includes(one))).toEqual([]);
});
