import { expect, test } from "vitest";
import { drawLossCurve, type LossCurve } from "./loss-chart.ts";

const curve: LossCurve = {
  title: "Loss",
  description: "It falls.",
  loss: "L1",
  steps: [8, 4, 2, 1],
  stepsPerEpoch: 2,
  width: 2,
  rule: { label: "noise", y: 0.5 },
};

test("a loss chart smooths the steps' losses and has an axis from a round number to another around them and the rule", () => {
  const chart = drawLossCurve(curve);
  expect(chart.lines).toEqual([{ label: "mean of the last 2", role: "model", x: [1, 2, 3, 4], y: [8, 6, 3, 1.5] }]);
  expect(chart.x.label).toBe("training step (2 an epoch)");
  expect(chart.y).toEqual({ label: "L1", scale: "log", domain: [0.3, 10] });
  expect(chart.rules).toEqual([{ label: "noise", y: 0.5 }]);
});

test("a loss chart shows each step's loss under the average when asked", () => {
  const { lines } = drawLossCurve({ ...curve, each: true });
  expect(lines[0]).toEqual({ label: "each step", role: "input", x: [1, 2, 3, 4], y: [8, 4, 2, 1] });
  expect(lines).toHaveLength(2);
});

test("a rule at 0 has no place on a logarithmic axis", () => {
  const chart = drawLossCurve({ ...curve, rule: { label: "noise", y: 0 } });
  expect(chart.rules).toEqual([]);
  expect(chart.y.domain).toEqual([1, 10]);
});

test("the axis of a loss chart is wider than the losses also when they are round numbers", () => {
  const domain = (low: number, high: number) =>
    drawLossCurve({ ...curve, width: 1, steps: [high, low], rule: { label: "noise", y: low } }).y.domain;
  expect(domain(0.1, 1)).toEqual([0.03, 3]);
  expect(domain(0.031, 0.9)).toEqual([0.03, 1]);
});
