// The days to learn from, to choose the epoch on and to be tested on, scaled by the first of the three.
import { DataError, OptionError, type Series } from "recurra";
import { partsOf } from "recurra/core";
import { MinMaxScaler, split, type Windows } from "recurra/data";
import { counted } from "recurra/words";
import type { LabFile } from "../lab/lab.ts";
import { countMissing, type PriceFile, readPrices, requireChange } from "../prices/price-file.ts";

/** A year with fewer days is too short a test to be chosen by itself. */
const enoughDays = 60;
const trainingYears = 5;

/** Which days; "" leaves the choice to the file. */
export interface CompareSpans {
  readonly column: string;
  /** First day of training and validation. */
  readonly trainFrom: string;
  /** First day of the test, and the day after the last one of validation. */
  readonly testFrom: string;
  /** Last day of the test. */
  readonly testTo: string;
  /** Share of the days before the test, the last ones, that choose the epoch. */
  readonly validation: number;
  readonly lookback: number;
}

export interface CompareData {
  readonly prices: PriceFile;
  /** How many cells are missing in each column that misses any. */
  readonly missing: Readonly<Record<string, number>>;
  readonly series: Series;
  /** Prices as the file has them, oldest first. */
  readonly actual: Float64Array;
  /** First rows of the three parts, and the row after the last. */
  readonly rows: {
    readonly training: number;
    readonly validation: number;
    readonly test: number;
    readonly end: number;
  };
  readonly priceOf: (scaled: ArrayLike<number>) => Float64Array;
  /** Pairs of `lookback` days and the next. Those of validation and test begin before their part, so that each of its days is predicted. */
  readonly windows: { readonly training: Windows; readonly validation: Windows; readonly test: Windows };
}

/** Throws DataError or OptionError when the file does not have the column or the days. */
export function readComparison(file: LabFile | undefined, spans: CompareSpans): CompareData {
  const prices = readPrices(file, [spans.column]);
  const { series } = prices;
  const [name] = prices.columns;
  const rows = findRows(series, spans);
  const { train } = split(series.slice(rows.training, rows.end), { train: rows.validation - rows.training });
  requireChange(train, name);
  const scaler = new MinMaxScaler().fit(train, [name]);
  const scaled = scaler.transformSeries(series);
  const options = { lookback: spans.lookback, horizon: 1, inputs: [name], targets: [name] };
  const before = (row: number) => row - spans.lookback;
  return {
    prices,
    missing: countMissing(prices),
    series,
    actual: series.column(name),
    rows,
    priceOf: (scaledValues) => scaler.inverse(name, scaledValues),
    windows: {
      training: scaled.windows({ ...options, from: rows.training, to: rows.validation }),
      validation: scaled.windows({ ...options, from: before(rows.validation), to: rows.test }),
      test: scaled.windows({ ...options, from: before(rows.test), to: rows.end }),
    },
  };
}

function findRows(series: Series, spans: CompareSpans): CompareData["rows"] {
  const { validation, lookback } = spans;
  const testFrom = readDate(series, "testFrom", spans.testFrom) ?? findYearStart(series, findLastLongYear(series));
  const testYear = Number(series.times.format(testFrom).slice(0, 4));
  const testTo = readDate(series, "testTo", spans.testTo) ?? findYearStart(series, testYear + 1) - 1;
  const trainFrom = readDate(series, "trainFrom", spans.trainFrom) ?? findYearStart(series, testYear - trainingYears);
  const [training, test, end] = [series.rowAt(trainFrom), series.rowAt(testFrom), series.rowAt(testTo + 1)];
  const has = `the file has ${counted(series.length, "day")}, ${series.span()}`;
  const date = (time: number) => series.times.format(time).slice(0, 10);
  if (end <= test) {
    const asked = `the test is to be ${date(testFrom)} to ${date(testTo)}`;
    throw new DataError("LAB_DATES", series.name, `${asked}, but ${has}`, {
      remedies: [["give other dates with ", { option: "testFrom" }, " and ", { option: "testTo" }], "give none"],
    });
  }
  const held = Math.round(Math.max(0, test - training) * validation);
  const learnt = test - training - held;
  if (held < 1 || learnt < lookback + 2) {
    const needs = `training needs ${counted(lookback + 2, "day")} and validation one`;
    const days = `${counted(Math.max(0, learnt), "day")} and ${held}`;
    const found = `from ${date(trainFrom)} until the test on ${date(testFrom)} there are ${days} (${has})`;
    throw new DataError("LAB_DATES", series.name, `${needs}, but ${found}`, {
      remedies: [["give other dates with ", { option: "trainFrom" }, " and ", { option: "testFrom" }], "a longer file"],
    });
  }
  return { training, validation: test - held, test, end };
}

function readDate(series: Series, option: string, text: string): number | undefined {
  if (text === "") return undefined;
  try {
    return series.times.parse(text);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    const problem = [{ option }, ": ", ...partsOf(error.problem)];
    throw new OptionError(error.code, "", problem, { ...error.details, found: text });
  }
}

function findYearStart(series: Series, year: number): number {
  return series.times.parse(`${year}-01-01`);
}

/** The last year of the file with enough days for a test, or simply its last year. */
function findLastLongYear(series: Series): number {
  const days = new Map<number, number>();
  for (let row = 0; row < series.length; row++) {
    const year = Number(series.times.label(row).slice(0, 4));
    days.set(year, (days.get(year) ?? 0) + 1);
  }
  const years = [...days.keys()];
  return years.findLast((year) => (days.get(year) ?? 0) >= enoughDays) ?? years[years.length - 1];
}
