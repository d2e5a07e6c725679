// The import rule: a folder imports only folders of strictly lower storeys, and nothing sideways; no file reaches itself through
// others; no folder holds more than a person can look over. See ARCHITECTURE.md.
import { expect, test } from "vitest";
import { importsBelow, listSources, resolveOwn, roomOf, sourceOf } from "./sources.ts";

/** The rooms of each package from the bottom to the top; those of one line may not import each other. "" is the top itself. */
const storeys: Readonly<Record<string, readonly (readonly string[])[]>> = {
  recurra: [
    ["words", "statistics", "wide"],
    ["core"],
    ["kernels/reference", "kernels/wasm", "format", "made", "watch"],
    ["kernels/wasm/cells"],
    ["fast", "native", "tensor"],
    ["operations", "threads", "inside/cells", "data/cells", "data/columns", "data/packed"],
    ["data/time", "plans", "inside/updates"],
    ["data/clock", "data/table", "data/seasons", "drawing"],
    ["data/csv", "data/windows", "data/grid", "data/parquet"],
    ["data/findings", "data/reading"],
    ["data/series"],
    ["data/many"],
    ["data/files"],
    ["data"],
    ["nn/module"],
    ["plot"],
    ["nn/layers", "nn/losses"],
    ["nn/recurrent"],
    ["nn/networks", "inside"],
    ["nn/form"],
    ["nn", "optim"],
    ["evaluation/distributions", "evaluation/estimation"],
    ["evaluation/scores", "evaluation/linear"],
    ["evaluation/rivals", "evaluation/intervals"],
    ["evaluation/verdict"],
    ["training", "evaluation", "ahead"],
    ["model-file", "linear", "segments"],
    ["zero-shot"],
    ["tuning"],
    ["forecast/settings"],
    ["forecast/windows"],
    ["forecast/state"],
    ["forecast/layout"],
    ["forecast"],
    ["pretrained"],
    ["global/layout"],
    ["global/parts"],
    ["global"],
    ["model"],
    ["experiment"],
    ["many"],
    [""],
  ],
  report: [["data", "html"], ["charts"], ["blocks", "sections"], ["diagrams", "many"], [""]],
  onnx: [["graph"], ["tape"], [""]],
  labs: [
    ["programs"],
    ["lab", "numbers"],
    ["network"],
    ["prices"],
    [
      "cells",
      "compare",
      "denoise",
      "direction",
      "gradients",
      "made-series",
      "sentiment",
      "shapes",
      "signal",
      "sound",
      "stock",
      "text",
      "translate",
    ],
    [""],
  ],
  serve: [["connections"], ["http"], ["work"], ["api"], [""]],
  cli: [
    ["terminal"],
    ["input", "output"],
    ["run"],
    ["runs", "project"],
    ["forecast", "predict", "export", "lab", "serve", "init"],
    ["inspect", "studio"],
    [""],
  ],
  "apps/studio": [
    // A file may have a storey of its own: everything may say which version it is.
    ["version.ts"],
    ["link"],
    ["engine"],
    ["stored"],
    ["work", "charts", "parts"],
    ["inside/look"],
    ["inside/cell", "inside/maps"],
    ["inside", "lessons", "recorded", "hosting"],
    ["runs", "check"],
    ["views/lab", "views/forecast", "views/runs"],
    ["views/home"],
    ["views"],
    [""],
  ],
};

const MOST = 25;

for (const [name, rooms] of Object.entries(storeys)) {
  const folder = sourceOf(name);
  const ranks = new Map(rooms.flatMap((line, rank) => line.map((room) => [room, rank] as const)));
  const placeOf = (file: string): string => (ranks.has(file) ? file : roomOf(file));

  test(`${name}: every folder has a storey, and every storey its folders`, () => {
    const found = new Set(listSources(folder).map(placeOf));
    const expected = [...ranks.keys()];
    expect([...found].sort()).toEqual(expected.sort());
  });

  test(`${name}: a folder imports only folders of lower storeys`, () => {
    const wrong = importsBelow(folder).filter((one) => {
      const target = resolveOwn(folder, one);
      if (target === undefined || placeOf(target) === placeOf(one.file)) return false;
      return (ranks.get(placeOf(target)) ?? Number.POSITIVE_INFINITY) >= (ranks.get(placeOf(one.file)) ?? 0);
    });
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test(`${name}: no file reaches itself through others, types included`, () => {
    expect(findCircles(folder)).toEqual([]);
  });

  test(`${name}: no folder has more than ${MOST} source files`, () => {
    const counts = new Map<string, number>();
    for (const file of listSources(folder)) counts.set(roomOf(file), (counts.get(roomOf(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > MOST)).toEqual([]);
  });
}

/** Files that reach themselves, with the neighbours on the way: the strongly connected parts of more than one file. */
function findCircles(folder: string): string[][] {
  const next = new Map<string, string[]>(listSources(folder).map((file) => [file, []]));
  for (const one of importsBelow(folder)) {
    const target = resolveOwn(folder, one);
    if (target !== undefined && next.has(target)) next.get(one.file)?.push(target);
  }
  const reach = (from: string): Set<string> => {
    const seen = new Set<string>();
    const open = [...(next.get(from) ?? [])];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      open.push(...(next.get(file) ?? []));
    }
    return seen;
  };
  const reached = new Map([...next.keys()].map((file) => [file, reach(file)]));
  const circles = new Set<string>();
  for (const [file, all] of reached) {
    if (!all.has(file)) continue;
    const circle = [...all].filter((other) => reached.get(other)?.has(file)).sort();
    circles.add(circle.join("\n"));
  }
  return [...circles].map((circle) => circle.split("\n"));
}

test("the reference kernels are never imported outside tests", () => {
  const users = importsBelow(sourceOf("recurra")).filter(
    ({ file, target }) => !file.startsWith("kernels/reference/") && target.includes("kernels/reference"),
  );
  expect(users).toEqual([]);
});

test("the library imports no package, and Node's modules in the rooms native and wide alone", () => {
  const elsewhere = importsBelow(sourceOf("recurra")).filter(({ target }) => !target.startsWith("."));
  expect(
    elsewhere.filter(({ file, target }) => !["native", "wide"].includes(roomOf(file)) || !/^node:/.test(target)),
  ).toEqual([]);
});
