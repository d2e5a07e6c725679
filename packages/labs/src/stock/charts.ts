// The pictures of the stock lab.
import type { BarsBlock, Line, LinesBlock } from "@recurra/report";
import { counted } from "recurra/words";
import { drawErrors, drawSplit } from "../prices/price-charts.ts";
import { labelTestDays } from "./data.ts";
import type { Protocol } from "./forecast.ts";
import type { StockFound } from "./found.ts";

const zoomed = 30;

export function drawPrices({ data: { series, prices, testRow } }: StockFound): LinesBlock {
  return drawSplit(
    series,
    prices.columns[0],
    "training and test",
    [0, series.length],
    [
      { label: "training", to: testRow },
      { label: "test", from: testRow },
    ],
  );
}

/** The prices of the test days, what the network makes of them, and the naive forecasts. */
export function listPaths({ data, paths, name }: StockFound, protocol: Protocol): Line[] {
  const x = labelTestDays(data);
  const { network, held, drift } = paths[protocol];
  const oneDay = protocol === "teacherForced";
  return [
    { label: "price", role: "truth", x, y: Array.from(data.actual.slice(data.testRow)) },
    { label: name, role: "model", x, y: Array.from(network) },
    { label: oneDay ? "yesterday's price" : "last price held", role: "naive", x, y: Array.from(held) },
    ...(oneDay ? [] : [{ label: "drift", role: "4" as const, x, y: Array.from(drift) }]),
  ];
}

export function drawDailyErrors({ data, paths, name }: StockFound): LinesBlock {
  return drawErrors(data.series, data.prices.columns[0], data.testRow, {
    title: "One day ahead: prediction minus price",
    label: name,
    predicted: paths.teacherForced.network,
  });
}

/** The end of the test, few enough days to see a lag of one. */
export function drawEnd(found: StockFound): LinesBlock {
  const lines = listPaths(found, "teacherForced");
  const { data } = found;
  const shown = Math.min(zoomed, data.actual.length - data.testRow);
  return {
    kind: "lines",
    title: `One day ahead: the last ${counted(shown, "day")}`,
    description: "The end of the test, day by day. A prediction that only repeats turns a day after the price.",
    x: { label: "day", scale: "time" },
    y: { label: data.prices.columns[0] },
    lines: lines.map((line) => ({ ...line, x: line.x.slice(-shown), y: line.y.slice(-shown), mark: "both" })),
  };
}

/** Which day's change the predictions have: their own day's, or an earlier one's. */
export function drawFollowed({ oneDay }: StockFound): BarsBlock {
  return {
    kind: "bars",
    title: "Whose changes are the predictions' changes? Correlation with the price's",
    description:
      "Correlations of the predictions' changes with the change of the price on the same day and on the days before.",
    value: { label: "correlation", domain: [-1, 1] },
    bars: oneDay.correlations.map((value, shift) => ({
      label: shift === 0 ? "on the same day" : `${counted(shift, "day")} before`,
      role: shift === 0 ? "model" : shift === 1 ? "naive" : "input",
      value: Math.round(100 * (value ?? 0)) / 100,
    })),
  };
}
