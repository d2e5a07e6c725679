// Right calls of recurra/plot.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Calls, Things } from "./calls.ts";

export function plotCalls(t: Things): Calls {
  const folder = mkdtempSync(join(tmpdir(), "recurra-surface-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const axis = { label: "x", scale: "linear", domain: [0, 3] };
  const common = { title: "Loss", description: "It falls.", x: axis, y: axis, roles: { a: "1" }, square: false };
  const rules = [{ label: "chosen", x: 1 }];
  return {
    lines: () => [{ a: [1, 2] }, { ...common, rules, at: [0, 1], from: 1, mark: "both" }],
    scatter: () => [{ a: { x: [1, 2], y: [1, 2] } }, { ...common, rules }],
    bars: () => [
      [1, 2],
      {
        ...{ title: "Error", description: "Two bars.", names: ["a", "b"], value: axis, roles: { a: "1" } },
        rule: { label: "naive", value: 1 },
      },
    ],
    heatMap: () => [
      [[1, 2]],
      {
        ...{ title: "Gates", description: "One row.", x: "step", y: "unit", columnNames: ["a", "b"], rowNames: ["a"] },
        ...{ colors: "sequential", domain: [0, 2], legend: "open", showValues: true },
      },
    ],
    panels: () => [[t.figure], { title: "Both", description: "Two.", across: 2 }],
    "Figure#svg": () => [{ width: 300 }],
    "Figure#save": () => [join(folder, "picture.svg")],
  };
}
