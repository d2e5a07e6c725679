// A stock's prices made ready: the last days kept apart, all in units that the training days give, cut into windows.
import { DataError, type Series } from "recurra";
import { type ColumnScale, StandardScaler, split, type Windows } from "recurra/data";
import { counted, grouped } from "recurra/words";
import type { LabFile } from "../lab/lab.ts";
import { dayLabels } from "../prices/price-charts.ts";
import { type PriceFile, readPrices, requireChange } from "../prices/price-file.ts";

export interface StockData {
  readonly prices: PriceFile;
  readonly series: Series;
  /** Prices as the file has them, oldest first. */
  readonly actual: Float64Array;
  /** The same in units of the training days: their mean is 0, their standard deviation 1. */
  readonly normalised: Float64Array;
  /** Prices of normalised values. */
  readonly priceOf: (normalised: Float64Array) => Float64Array;
  /** normalised = (price - shift) / scale. */
  readonly scale: ColumnScale;
  /** The first day of the test. */
  readonly testRow: number;
  /** Pairs of `lookback` and `horizon` days, one from each training day on; none touches the test. */
  readonly windows: Windows;
}

interface StockSizes {
  readonly column: string;
  readonly lookback: number;
  readonly horizon: number;
  readonly testDays: number;
}

/** Throws DataError or OptionError for a file, or sizes, that leave nothing to learn from. */
export function readStock(file: LabFile | undefined, { column, lookback, horizon, testDays }: StockSizes): StockData {
  const prices = readPrices(file, [column]);
  const { series } = prices;
  const [name] = prices.columns;
  const testRow = series.length - testDays;
  if (testRow < lookback + horizon) {
    const needs = `lookback ${lookback}, horizon ${horizon} and ${counted(testDays, "day")} for the test need`;
    const found = `the file has ${counted(series.length, "day")} (${series.span()})`;
    throw new DataError(
      "LAB_ROWS",
      series.name,
      `${needs} ${grouped(lookback + horizon + testDays)} days of prices, but ${found}`,
      {
        remedies: [
          ["ask for fewer with ", { option: "lookback" }, ", ", { option: "horizon" }, " and ", { option: "testDays" }],
          "give more",
        ],
      },
    );
  }
  const { train } = split(series, { train: testRow });
  requireChange(train, name);
  const scaler = new StandardScaler().fit(train, [name]);
  const scaled = scaler.transformSeries(series);
  return {
    prices,
    series,
    actual: series.column(name),
    normalised: scaled.column(name),
    priceOf: (normalised) => scaler.inverse(name, normalised),
    scale: scaler.scaleOf(name),
    testRow,
    windows: scaled.windows({ lookback, horizon, inputs: [name], targets: [name], to: testRow }),
  };
}

/** The days of the test. */
export function labelTestDays({ series, testRow }: StockData): string[] {
  return dayLabels(series, testRow, series.length);
}
