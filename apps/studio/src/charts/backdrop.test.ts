import { expect, test, vi } from "vitest";
import { drawRules, fitted } from "./backdrop.ts";
import type { Chart } from "./chart-line.ts";

const wide = (text: string): number => 10 * text.length;

test("of a name that has no room as much is kept as has, and nothing of which less than three letters would stay", () => {
  expect(fitted("LSTM", 40, wide)).toBe("LSTM");
  expect(fitted("one to many", 70, wide)).toBe("one to…");
  expect(fitted("one to many", 30, wide)).toBe("");
});

test("the name of a phase begins at its line and ends before the next one", () => {
  const written: (readonly [string, number])[] = [];
  const ctx = new Proxy({ textAlign: "right" } as Record<string, unknown>, {
    get: (own, name) =>
      name === "measureText"
        ? (text: string) => ({ width: wide(text) })
        : name === "fillText"
          ? (text: string, x: number) => written.push([`${own.textAlign} ${text}`, x])
          : (own[name as string] ?? (() => undefined)),
  });
  const plot = { ctx, bbox: { left: 0, top: 0, width: 300, height: 100 }, valToPos: (value: number) => value };
  const rules = [
    { label: "a phase with a long name", color: "muted", x: 100 },
    { label: "GRU", color: "muted", x: 200 },
  ];
  vi.stubGlobal("devicePixelRatio", 1);
  drawRules(
    () => ({ rules }) as unknown as Chart,
    () => "#000",
  )(plot as never);
  expect(written).toEqual([
    ["left a phase…", 104],
    ["left GRU", 204],
  ]);
});
