import { Series } from "recurra";
import { expect, test } from "vitest";
import { dayLabels, drawErrors, drawSplit } from "./price-charts.ts";
import { priceFile } from "./price-file.fixture.ts";

const { text, name } = priceFile([10, 11, 13, 12, 15]);
const series = Series.fromCsv(text, { name });

test("days are labelled from a row to the one before another", () => {
  expect(dayLabels(series, 1, 3)).toEqual(["2018-01-02", "2018-01-03"]);
});

test("parts are shaded between their days, and open where the picture ends", () => {
  const { title, lines, shades } = drawSplit(
    series,
    "Close",
    "training and test",
    [1, 5],
    [
      { label: "training", to: 3 },
      { label: "test", from: 3 },
    ],
  );
  expect(title).toBe("Close: training and test");
  expect(lines[0].x).toEqual(["2018-01-02", "2018-01-03", "2018-01-04", "2018-01-05"]);
  expect(lines[0].y).toEqual([11, 13, 12, 15]);
  expect(shades).toEqual([
    { label: "training", to: "2018-01-04" },
    { label: "test", from: "2018-01-04" },
  ]);
});

test("an error is the prediction minus the price, of yesterday's price the day's change turned round", () => {
  const predicted = Float64Array.of(12.5, 14);
  const { title, lines } = drawErrors(series, "Close", 3, { title: "Errors", label: "GRU", predicted });
  expect(title).toBe("Errors");
  expect(lines.map(({ label, x, y }) => [label, x, y])).toEqual([
    ["GRU", ["2018-01-04", "2018-01-05"], [0.5, -1]],
    ["yesterday's price", ["2018-01-04", "2018-01-05"], [1, -3]],
  ]);
});
