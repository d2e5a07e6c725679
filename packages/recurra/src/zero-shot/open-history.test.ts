import { expect, test } from "vitest";
import { loadPretrained } from "../pretrained/load-pretrained.ts";
import { openHistory } from "./open-history.ts";

/** Weeks of seven rows that grow. */
const values = Float64Array.from({ length: 140 }, (_, row) => 50 + (row % 7) * 3 + row / 10);
const weeks = { look: { season: 7, form: "values" }, values } as const;

test("the pretrained network is opened over the 16 seasons before its forecast, with the truth as far as it is known", () => {
  const network = loadPretrained();
  const opened = openHistory(network, { ...weeks, end: 126, label: "sales" });
  expect(opened.layers.map(({ steps, inputSize, gradients }) => [steps, inputSize, gradients !== undefined])).toEqual([
    [16, network.recurrent.hiddenSize, true],
  ]);
  expect(opened.loss).toBeGreaterThan(0);
  expect(opened.connectivity).toHaveLength(16);
  const [known, truth, forecast] = opened.lines;
  expect(known.label).toBe("sales, means of 7 rows");
  expect(known.y[15]).toBeCloseTo(values.subarray(119, 126).reduce((sum, one) => sum + one, 0) / 7, 6);
  expect([known.y[16], truth.y[15], forecast.y[15]]).toEqual([null, null, null]);
  expect(Math.abs(truth.y[16]! - forecast.y[16]!)).toBeLessThan(2);
  expect(opened.stepNames?.slice(14)).toEqual([
    "season 2 before the forecast",
    "season 1 before the forecast",
    "season 1 of the forecast",
    "season 2 of the forecast",
  ]);
  expect(opened.reads).toContain("Each step reads one season of 7 rows");
  network.dispose();
});

test("at the end of a history there is no truth, so no loss and no gradient; seasons that it has not are named", () => {
  const network = loadPretrained();
  const [logs, still] = (["logs", "still"] as const).map((form) =>
    openHistory(network, {
      look: { season: undefined, form },
      values: values.subarray(0, 60),
      rowName: (row) => `row ${row}`,
    }),
  );
  for (const { loss, layers, lines, stepNames } of [logs, still]) {
    expect([loss, layers[0].gradients]).toEqual([undefined, undefined]);
    expect(stepNames?.[0]).toBe("no stretch so far back");
    expect(stepNames?.slice(13, 17)).toEqual([
      "row 0 to row 11",
      "row 12 to row 35",
      "row 36 to row 59",
      "row 60 to row 83",
    ]);
    expect(lines[2].y[16]).toBeGreaterThan(50);
  }
  expect(logs.reads).toContain("as logarithms");
  // A random walk stays where it is.
  for (const mean of still.lines[2].y.slice(16)) expect(mean).toBeCloseTo(values[59], 9);
  expect(() => openHistory(network, { look: { season: 7, form: "values" }, values, end: 0 })).toThrow(
    "openHistory: end must be a whole number from 1 to 140, but it is 0.",
  );
  network.dispose();
});
