// An export is a promise to other files: what none of them imports is private, or dead. A test counts as a user only of what its own
// file uses too, which it tests by itself: a function that nothing but a test calls is dead. Files that say fixture or conformance count.
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { listSources, sourceOf } from "./sources.ts";

const packages = ["recurra", "report", "onnx", "labs", "serve", "cli"];

/**
 * What stands for something from outside: references that only tests run, modules that the build puts in for others, the function that
 * the worker pool calls by its file, generated code, tables that the script of docs/errors.md reads.
 */
const standIns: readonly RegExp[] = [
  /^kernels\/reference\//,
  /^cells\/by-hand\.ts$/,
  /^data\/csv\/csv-(bytes|options)\.ts$/,
  /^work\/worker\.ts$/,
  /^onnx_pb\.ts$/,
  /(^|\/)error-codes\.ts$/,
];

/** A limit for tests: it cuts a small layer into segments, which no program should be able to ask for. */
const forTests: readonly string[] = ["kernels/wasm/recurrent-segments.ts: withKeptLimit"];

/** What a file gives, and what it takes of others; "*" is everything. */
interface Trade {
  readonly exports: readonly string[];
  readonly imports: readonly { readonly target: string; readonly names: readonly string[] }[];
}

const declared =
  /^export (?:default )?(?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|const|let|interface|type|enum) (\w+)/gm;
const listedNames = /^export (?:type )?\{([^}]*)\}(?: from "([^"]+)")?/gm;
const passedOn = /^export (?:type )?\*(?: as (\w+))? from "([^"]+)"/gm;
const imported = /^import (?:type )?(?:(\w+)(?:, )?)?(?:\* as \w+|\{([^}]*)\})? ?from "([^"]+)"/gm;
const dynamic = /\bimport\("([^"]+)"\)/g;

/** `a, type B, c as d` -> the names before or after `as`. */
function namesOf(list: string, after: boolean): string[] {
  return list
    .split(",")
    .map((one) => one.trim().replace(/^type /, ""))
    .filter((one) => one !== "")
    .map((one) => one.split(" as ")[after && one.includes(" as ") ? 1 : 0]);
}

function readTrade(text: string): Trade {
  const exports: string[] = [];
  const imports: { target: string; names: string[] }[] = [];
  for (const [, name] of text.matchAll(declared)) exports.push(name);
  for (const [, list, target] of text.matchAll(listedNames)) {
    exports.push(...namesOf(list, true));
    if (target !== undefined) imports.push({ target, names: namesOf(list, false) });
  }
  for (const [, name, target] of text.matchAll(passedOn)) {
    if (name !== undefined) exports.push(name);
    imports.push({ target, names: ["*"] });
  }
  for (const [, , list, target] of text.matchAll(imported)) {
    imports.push({ target, names: list === undefined ? ["*"] : namesOf(list, false) });
  }
  for (const [, target] of text.matchAll(dynamic)) imports.push({ target, names: ["*"] });
  return { exports, imports };
}

/** The files behind a package's entries, from its src/. */
function entriesOf(name: string): string[] {
  const { exports = {} } = JSON.parse(readFileSync(join(sourceOf(name), "..", "package.json"), "utf8"));
  return Object.values(exports as Record<string, string | { types: string }>).map((entry) =>
    (typeof entry === "string" ? entry : entry.types)
      .replace(/^\.\/dist\/(?:types\/)?/, "")
      .replace(/(\.d)?\.[tj]s$/, ".ts"),
  );
}

/** "file: name" for each export of a package that no file takes and no entry offers. */
function findUnused(name: string): string[] {
  const folder = sourceOf(name);
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const taken = new Set<string>(entriesOf(name).map((file) => `${file}: *`));
  const tested = new Set<string>();
  for (const file of listSources(folder, { tests: true })) {
    const isTest = /\.test\.ts$/.test(file) && !/\.(fixture|conformance)\./.test(file);
    for (const { target, names } of readTrade(read(file)).imports) {
      if (!target.startsWith(".")) continue;
      const path = relative(folder, resolve(folder, dirname(file), target))
        .split(sep)
        .join("/");
      for (const one of names) (isTest ? tested : taken).add(`${path}: ${one}`);
    }
  }
  const lives = (file: string, text: string, one: string): boolean =>
    taken.has(`${file}: ${one}`) ||
    taken.has(`${file}: *`) ||
    (tested.has(`${file}: ${one}`) && (text.match(new RegExp(`\\b${one}\\b`, "g")) ?? []).length > 1);
  return listSources(folder)
    .filter((file) => !standIns.some((pattern) => pattern.test(file)))
    .flatMap((file) => {
      const text = read(file);
      return readTrade(text)
        .exports.filter((one) => !lives(file, text, one))
        .map((one) => `${file}: ${one}`);
    });
}

describe("what a file gives and takes is read in every form", () => {
  const trade = readTrade(
    [
      "export function* a() {}",
      "export const b = 1;",
      "export interface C {}",
      'export { d, type E as F } from "./one.ts";',
      'export * from "./two.ts";',
      'export type * from "./six.ts";',
      'import { g, type H as I } from "./three.ts";',
      'import * as all from "./four.ts";',
      'const lazy = await import("./five.ts");',
    ].join("\n"),
  );

  test("exports", () => expect(trade.exports).toEqual(["a", "b", "C", "d", "F"]));

  test("imports", () =>
    expect(trade.imports.map(({ target, names }) => `${target} ${names}`)).toEqual([
      "./one.ts d,E",
      "./two.ts *",
      "./six.ts *",
      "./three.ts g,H",
      "./four.ts *",
      "./five.ts *",
    ]));
});

test.each(packages)("%s exports nothing that no other file imports", (name) => {
  expect(findUnused(name).filter((one) => !forTests.includes(one))).toEqual([]);
});
