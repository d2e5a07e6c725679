import { expect, test } from "vitest";
import { LossTrack } from "../../engine/loss-track.ts";
import { overlay } from "./overlay-lines.ts";

const losses = (count: number, loss: (step: number) => number) => {
  const track = new LossTrack();
  track.add(Float32Array.from({ length: count }, (_, i) => loss(i + 1)));
  return track.stored();
};

test("runs of different length lie on one axis of steps, the shorter one with nothing behind its end", () => {
  const chart = overlay([
    { label: "a", losses: losses(3, (step) => step) },
    { label: "b", losses: losses(2, () => 0.5) },
  ]);
  expect(chart.at).toEqual([1, 2, 3]);
  expect(chart.lines.map(({ y }) => y)).toEqual([
    [1, 2, 3],
    [0.5, 0.5, null],
  ]);
  expect(chart.y).toEqual({ label: "loss", scale: "log" });
});

test("of long runs a place shows the middle between the least and the greatest of as many steps in each", () => {
  const chart = overlay([
    { label: "a", losses: losses(10_000, (step) => (step % 2 === 0 ? 1 : 4)) },
    { label: "b", losses: losses(100, () => 3) },
  ]);
  expect(chart.at.length).toBeLessThanOrEqual(240);
  expect(chart.at[1] - chart.at[0]).toBe(64);
  expect(new Set(chart.lines[0].y)).toEqual(new Set([2]));
  expect(chart.lines[1].y.slice(0, 3)).toEqual([3, 3, null]);
});

test("five lines differ in their dashes, not in colour alone, and losses below 0 make the axis a plain one", () => {
  const chart = overlay(Array.from({ length: 5 }, (_, i) => ({ label: String(i), losses: losses(4, () => -i) })));
  expect(new Set(chart.lines.map(({ dash }) => String(dash))).size).toBe(5);
  expect(chart.y.scale).toBe("linear");
});

test("a loss that is no number leaves a gap", () => {
  const chart = overlay([{ label: "a", losses: losses(3, (step) => (step === 2 ? Number.NaN : 1)) }]);
  expect(chart.lines[0].y).toEqual([1, null, 1]);
});
