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

test("neighbouring ticks of large values differ", () => {
  const ticks = (low: number, step: number, whole = false): string[] => {
    const { tickFormat = String } = ticksOf(axis("linear", low, low + 5 * step, whole), 5);
    return [0, 1, 2].map((i) => tickFormat(low + i * step));
  };
  expect(ticks(1_000_000, 1)).toEqual(["1,000,000", "1,000,001", "1,000,002"]);
  expect(ticks(1_000_000, 1, true)).toEqual(["1,000,000", "1,000,001", "1,000,002"]);
  expect(ticks(2_451_545, 0.5)).toEqual(["2,451,545.0", "2,451,545.5", "2,451,546.0"]);
  expect(ticks(-123_456, 0.01)).toEqual(["−123,456.00", "−123,455.99", "−123,455.98"]);
  expect(ticks(1_000_000, 100)).toEqual(["1M", "1.0001M", "1.0002M"]);
});

test("long numbers leave room for fewer ticks", () => {
  expect(tickRoom(axis("linear", 0, 100), 700)).toBe(10);
  expect(tickRoom(axis("linear", 0.5231, 0.5292), 300)).toBeLessThan(tickRoom(axis("linear", 0, 60), 300));
  expect(tickRoom(axis("utc", 0, 1), 300)).toBe(3);
});
