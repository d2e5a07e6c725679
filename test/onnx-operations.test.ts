// Every operation, layer and loss that a program can call tells what it did, and has an operator of ONNX or a sentence that refuses it: whoever
// adds one finds here where it is missing.
import { readFileSync } from "node:fs";
import { noGrad, Tensor } from "recurra";
import { type WatchedTensor, watchOperations } from "recurra/tensor";
import { expect, test } from "vitest";
import { OPERATORS } from "../packages/onnx/src/tape/operators.ts";
import { REFUSED } from "../packages/onnx/src/tape/refused.ts";
import { makeCalls, thingFor } from "./surface/calls.ts";
import { loadEntries } from "./surface/library.ts";
import { makeThings } from "./surface/things.ts";

const lib = await loadEntries();
const things = await makeThings(lib);
const calls = makeCalls(things, lib);

const functions = [lib.tensor, lib.nn].flatMap((entry) =>
  Object.keys(entry).filter(
    (name) => name in calls && typeof entry[name] === "function" && !/^class\b/.test(String(entry[name])),
  ),
);
const methods = Object.keys(calls).filter((name) => /^Tensor#(?!backward)|#forward$/.test(name));

/** What a call gave, in tensors, and what it told. */
function watched(name: string): { tensors: Tensor[]; told: string[]; made: Set<unknown> } {
  const told: string[] = [];
  const made = new Set<unknown>();
  const args = calls[name]();
  const [, member] = name.split("#");
  const result = watchOperations(
    (operation: string, _: readonly WatchedTensor[], outputs: readonly WatchedTensor[]) => {
      told.push(operation);
      for (const output of outputs) made.add(output);
    },
    () =>
      noGrad(() =>
        member === undefined
          ? (lib.tensor[name] ?? lib.nn[name])(...args)
          : thingFor(name, things, lib)[member](...args),
      ),
  );
  return { tensors: tensorsIn(result), told, made };
}

function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  const plain =
    typeof value === "object" &&
    value !== null &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value));
  return plain ? Object.values(value as object).flatMap(tensorsIn) : [];
}

const known = (operation: string): boolean =>
  Object.hasOwn(OPERATORS, operation) || Object.hasOwn(REFUSED, operation) || operation === "toArray";

/** Made of numbers alone: a constant in a graph. */
const MADE_OF_NUMBERS = ["tensor", "zeros", "ones", "full", "stateDictOf"];

const operations = [...new Set([...functions, ...methods])].filter((name) => watched(name).tensors.length > 0);

test("the list has the operations, layers and losses", () => {
  expect(operations.length).toBeGreaterThan(110);
  expect(operations).toEqual(
    expect.arrayContaining(["where", "cumsum", "mseLoss", "GRU#forward", "Embedding#forward", "Tensor#mul"]),
  );
});

test.each(operations)("%s tells what it did, by names that are exported or refused", (name) => {
  const { tensors, told, made } = watched(name);
  expect(told.filter((operation) => !known(operation))).toEqual([]);
  if (MADE_OF_NUMBERS.includes(name)) return;
  // What is passed on unchanged needs no word.
  const given = new Set([thingOf(name), ...calls[name]()]);
  expect(
    told.includes("rand") || told.includes("randn") || tensors.every((one) => made.has(one) || given.has(one)),
  ).toBe(true);
});

function thingOf(name: string): unknown {
  return name.includes("#") ? thingFor(name, things, lib) : undefined;
}

test("docs/onnx.md has a row for each operation, exported or refused", () => {
  const page = readFileSync(new URL("../docs/onnx.md", import.meta.url), "utf8");
  const from = page.indexOf("\n### Operations\n");
  const section = page.slice(from, page.indexOf("\n## ", from));
  const rows = new Set(
    [...section.matchAll(/^\| (.+?) +\|/gm)].flatMap(([, cell]) =>
      [...cell.matchAll(/`([\w-]+)`/g)].map(([, one]) => one),
    ),
  );
  const named = [...Object.keys(OPERATORS), ...Object.keys(REFUSED)].filter(
    (one) => !["recurrent", "cell", "unrolled", "causalMask"].includes(one),
  );
  const called = operations.filter((name) => name in lib.tensor || name.startsWith("Tensor#"));
  expect(
    [...new Set([...named, ...called.map((name) => name.replace("Tensor#", ""))])]
      .filter((one) => !rows.has(one))
      .sort(),
  ).toEqual([]);
});
