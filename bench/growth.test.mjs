import { expect, test } from "vitest";
import { measureGrowth, powerAt } from "./growth.mjs";
import { growth } from "./results.fixture.mjs";

test("growth changes one of T, B and H at a time, and measures a point of several axes once", async () => {
  const measured = [];
  const { base, lines } = await measureGrowth(async (work) => {
    measured.push(work.name);
    return { library: { strict: { name: work.name } }, peers: {} };
  });
  expect(new Set(measured).size).toBe(measured.length);
  for (const axis of ["T", "B", "H"]) {
    const own = lines.filter((line) => line.axis === axis);
    expect(own.map((line) => line.value)).toContain(base[axis]);
    for (const { value, ours } of own) {
      const { B, T, H } = { ...base, [axis]: value };
      expect(ours.name).toBe(`growth-${B}x${T}x${H}`);
    }
  }
});

test("a point that ours could not run is left out", async () => {
  const nothing = async () => ({ library: {}, peers: {} });
  expect((await measureGrowth(nothing)).lines).toEqual([]);
});

test("the power of growth is the slope between neighbours of one axis, in logarithms", () => {
  const { lines } = growth;
  expect(powerAt(lines, 0, "ours")).toBeUndefined();
  expect(powerAt(lines, 1, "ours")).toBeCloseTo(1);
  expect(powerAt(lines, 1, "PyTorch")).toBeCloseTo(Math.log10(2));
  expect(powerAt(lines, 2, "ours")).toBeUndefined();
});
