import { expect, test } from "vitest";
import { type AxisSpan, tickRoom, ticksOf } from "./ticks.ts";

function axis(type: AxisSpan["type"], low: number, high: number, whole = false): AxisSpan {
  return { type, domain: [low, high], whole };
}

function written(of: AxisSpan, count: number): string[] {
  const { ticks, tickFormat = String } = ticksOf(of, count);
  return Array.isArray(ticks) ? ticks.map(tickFormat) : [];
}

test("a logarithmic axis has powers of ten, every so many where there are many", () => {
  expect(written(axis("log", 0.001, 1000), 8)).toEqual(["0.001", "0.01", "0.1", "1", "10", "100", "1000"]);
  expect(written(axis("log", 1e-38, 10), 5)).toEqual(["10⁻³⁰", "10⁻²⁰", "10⁻¹⁰", "1"]);
  expect(written(axis("log", 1, 1e6), 4)).toEqual(["1", "10²", "10⁴", "10⁶"]);
});

test("less than three decades have steps between the powers where there is room", () => {
  expect(written(axis("log", 10, 500), 8)).toEqual(["10", "20", "50", "100", "200", "500"]);
  expect(written(axis("log", 10, 500), 3)).toEqual(["10", "30", "100", "300"]);
  expect(written(axis("log", 10, 500), 2)).toEqual(["10", "100"]);
});

test("an axis of whole values has no ticks between them", () => {
  const { ticks, tickFormat } = ticksOf(axis("linear", 1, 4, true), 8);
  expect(ticks).toBe(3);
  expect([1, 1.5, 2].map((value) => tickFormat?.(value))).toEqual(["1", "", "2"]);
});

test("all ticks of a linear axis have the same decimals", () => {
  const { tickFormat } = ticksOf(axis("linear", 0.69, 0.696), 5);
  expect([0.69, 0.692, 0.694].map((value) => tickFormat?.(value))).toEqual(["0.690", "0.692", "0.694"]);
  const { tickFormat: large } = ticksOf(axis("linear", 0, 50_000), 5);
  expect([0, 10_000].map((value) => large?.(value))).toEqual(["0", "10k"]);
});

test("long numbers leave room for fewer ticks", () => {
  expect(tickRoom(axis("linear", 0, 100), 700)).toBe(10);
  expect(tickRoom(axis("linear", 0.5231, 0.5292), 300)).toBeLessThan(tickRoom(axis("linear", 0, 60), 300));
  expect(tickRoom(axis("utc", 0, 1), 300)).toBe(3);
});
