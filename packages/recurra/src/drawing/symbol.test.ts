import { expect, test } from "vitest";
import { type SymbolName, short, symbolPath } from "./symbol.ts";

const names: SymbolName[] = ["circle", "square", "diamond", "triangle", "down", "plus", "cross"];

test("seven symbols have seven outlines, all closed, around their point", () => {
  const paths = names.map((name) => symbolPath(name, 100, 50, 4));
  expect(new Set(paths).size).toBe(7);
  for (const path of paths.slice(1)) {
    expect(path).toMatch(/^M.*z$/);
    const [xs, ys] = [0, 1].map(
      (axis) =>
        path
          .match(/[\d.]+/g)
          ?.filter((_, at) => at % 2 === axis)
          .map(Number) ?? [],
    );
    expect(Math.min(...xs)).toBeLessThan(98);
    expect(Math.max(...xs)).toBeGreaterThan(102);
    expect(Math.min(...ys)).toBeLessThan(48);
    expect(Math.max(...ys)).toBeGreaterThan(52);
  }
  expect(paths[0]).toBe("M96 50a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z");
});

test("coordinates have one decimal at most", () => {
  expect([short(1.25), short(2), short(-0.04)]).toEqual(["1.3", "2", "0"]);
});
