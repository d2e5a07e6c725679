import { expect, test } from "vitest";
import { neighbour, neighbourSections } from "./neighbours.mjs";

test("start-up is a table of medians", () => {
  const text = neighbourSections({ startup: { runs: 9, medians: { importMs: 21.43, helpMs: 100.2 } } }).join("\n");
  expect(text).toContain("## Start-up\nMedians of 9 processes each.");
  expect(text).toContain("| Importing the library | 21.4 |\n| `recurra --help` | 100 |");
});

test("kernels are tables of whatever their records hold", () => {
  const text = neighbourSections({ kernels: { node: "20", rows: [{ kernel: "gemm", share: 0.9251 }] } }).join("\n");
  expect(text).toBe("## Kernels\n| kernel | share |\n| --- | ---: |\n| gemm | 0.93 |");
});

test("a program that is not there has no section, and one that failed says why", async () => {
  expect(await neighbour("no-such-program")).toBeUndefined();
  expect(neighbourSections({})).toEqual([]);
  expect(neighbourSections({ kernels: { failed: "out of memory" } })).toEqual([
    "## Kernels",
    "Not measured: out of memory",
  ]);
});
