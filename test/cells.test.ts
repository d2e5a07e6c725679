// A cell is one thing: what goes by its word stands in its own files and in the tables, so that a new cell is found by everything else.
// See "Add a cell" in CONTRIBUTING.md.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cellFacts, moduleOf, recurrentNetwork, Stepper } from "recurra/nn";
import { cellNames, cellTitle } from "recurra/words";
import { describe, expect, test } from "vitest";
import * as words from "../packages/recurra/src/kernels/wasm/layer-words.ts";
import { listSources } from "./sources.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Words of cells, of their classes, and of the forms that the kernels have. */
const names = [
  ...cellNames,
  ...cellNames.map((name) => cellFacts(name).type),
  "rnn-tanh",
  "rnn-relu",
  "gru-reset-before",
];
const word = `["'\`](?:${names.join("|")})["'\`]`;
/** Ways in which a source goes by which cell it has. */
const comparisons: Readonly<Record<string, RegExp>> = {
  "a comparison": new RegExp(`[=!]==?\\s*${word}|${word}\\s*[=!]==?`),
  "a case of a switch": new RegExp(`\\bcase\\s+${word}`),
  "a list of cells": new RegExp(`${word},\\s*${word}`),
  "a union of cells": new RegExp(`${word}\\s*\\|\\s*${word}`),
  "a class that is asked for": new RegExp(
    `instanceof (?:${cellNames.map((name) => cellFacts(name).type).join("|")})\\b`,
  ),
};

/** The entry of a cell in an object. */
const entries = new RegExp(`[{,\\s]["']?(${cellNames.join("|")})["']?:\\s`, "g");

/** What a cell's own files are called, and those of the tables that name all of them. */
const own = new RegExp(`(?:^|/)(?:cells|openings|(?:${cellNames.join("|")})(?:-\\w+)?)\\.ts$`);

/** A source without what only people read. */
function codeOf(path: string): string {
  return readFileSync(path, "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");
}

const packages = readdirSync(join(root, "packages"));
const sources = packages.flatMap((name) => {
  const folder = join(root, "packages", name, "src");
  return listSources(folder).map((file) => [`${name}/${file}`, join(folder, file)] as const);
});

test("no source compares the name of a cell, outside its own files and the tables", () => {
  const found = sources
    .filter(([file]) => !own.test(file) && !file.includes(".generated."))
    .flatMap(([file, path]) => {
      const code = codeOf(path);
      return Object.entries(comparisons).flatMap(([what, pattern]) => {
        const hit = pattern.exec(code);
        return hit ? [`${file}: ${what}, ${hit[0]}`] : [];
      });
    });
  expect(sources.length).toBeGreaterThan(500);
  expect(found).toEqual([
    // The lab's words on two notations of these two cells.
    'labs/cells/notation.ts: a union of cells, "GRU" | "LSTM"',
    // ONNX's own operators.
    'onnx/graph/recurrent-nodes.ts: a union of cells, "RNN" | "LSTM"',
  ]);
});

test("an object with entries for several cells is typed by all of them, so that a forgotten one does not compile", () => {
  const found = sources
    .map(([file, path]) => [file, codeOf(path)] as const)
    .filter(([, code]) => new Set([...code.matchAll(entries)].map(([, name]) => name)).size > 1);
  expect(found.filter(([, code]) => !/Record<CellName|\[Name in CellName\]/.test(code)).map(([file]) => file)).toEqual(
    [],
  );
  // Seen at all: the table itself, and one of another package.
  const files = found.map(([file]) => file);
  expect(files).toEqual(expect.arrayContaining(["recurra/nn/recurrent/cells.ts", "labs/cells/openings.ts"]));
});

const list = readFileSync(join(root, "packages/recurra/src/kernels/wasm/layer-words.ts"), "utf8");
const cellCodes = [...list.split("// The cells")[1].matchAll(/export const (\w+)/g)].map(([, name]) => name);

test("every cell of the kernels has a code of its own", () => {
  const codes = Object.entries(words).filter(([name]) => cellCodes.includes(name));
  expect(codes.map(([, code]) => code)).toEqual(codes.map((_, i) => i));
  expect(codes.length).toBeGreaterThanOrEqual(cellNames.length);
});

test("the kernels choose a cell in one table, assembly/cells/cell.ts, and compare none otherwise", () => {
  const folder = join(root, "packages/recurra/assembly");
  const files = readdirSync(folder, { recursive: true }) as string[];
  const codes = [...cellCodes, "CELL"];
  const comparing = files
    .filter((file) => file.endsWith(".ts"))
    .filter((file) =>
      codes.some((code) =>
        new RegExp(`[=!]= ?${code}\\b|case ${code}:|d, ${code}\\)`).test(codeOf(join(folder, file))),
      ),
    );
  expect(comparing.map((file) => file.replaceAll("\\", "/"))).toEqual(["cells/cell.ts"]);
});

describe("the words of a layer's description", () => {
  const counts = ["WORDS", "MOST_STATES", "BACKWARD"];
  const places = Object.entries(words).filter(([name]) => !cellCodes.includes(name) && !counts.includes(name));
  const long = ["FIRST_STATES", "LAST_STATES", "DLAST_STATES", "DFIRST_STATES"];

  test("have places of their own, one after the other", () => {
    const taken = places.flatMap(([name, place]) =>
      Array.from({ length: long.includes(name) ? words.MOST_STATES : 1 }, (_, i) => place + i),
    );
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: words.WORDS }, (_, i) => i));
  });

  test("are all written by kernels/wasm/recurrent.ts, those of the backward pass from BACKWARD on", () => {
    const text = codeOf(join(root, "packages/recurra/src/kernels/wasm/recurrent.ts"));
    const [forward, backward] = text.split("W.BACKWARD, W.WORDS");
    // Lists stand for those behind their first place; 0 is what is not written.
    const behind = ["PANELS_B", "PANELS_C", "BACK_B", "BACK_XA", "BACK_XB", "FIRST"];
    const missing = places.filter(([name, place]) => {
      const side = place < words.BACKWARD ? forward : backward;
      return !behind.includes(name) && !new RegExp(`W\\.${name}\\b`).test(side);
    });
    expect(missing).toEqual([]);
    expect(text).not.toMatch(/\d+ \* 4\b(?!;)/);
  });

  test("are read by the kernels from the same file", () => {
    const layer = readFileSync(join(root, "packages/recurra/assembly/layer.ts"), "utf8");
    expect(layer).toContain('export * from "../src/kernels/wasm/layer-words";');
    expect(codeOf(join(root, "packages/recurra/assembly/layer.ts"))).not.toMatch(/\bconst\s+[A-Z_0-9]+\s*=/);
  });
});

test.each(cellNames)("%s goes through everything that goes by a cell's word", (name) => {
  const { type, states } = cellFacts(name);
  expect(states[0]).toBe("h");
  expect(cellTitle(name).toLowerCase()).toBe(name);
  const network = recurrentNetwork(name, { inputSize: 2, hiddenSize: 4 });
  expect(network.constructor.name).toBe(type);
  expect(moduleOf({ type, inputSize: 2, hiddenSize: 4 } as never).constructor).toBe(network.constructor);
  const stepper = new Stepper(network);
  expect(Object.keys(stepper.state[0])).toEqual(states);
  stepper.dispose();
  network.dispose();
});
