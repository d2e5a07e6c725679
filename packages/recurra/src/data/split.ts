// Chronological splits: the training rows first, then the validation rows, then the test rows; never shuffled.

import { OptionError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import {
  checkOptions,
  either,
  number,
  type OptionRule,
  type OptionRules,
  requireOption,
  text,
  whole,
} from "../core/option-rules.ts";
import { counted } from "../words/counted.ts";
import type { Series } from "./series/series.ts";
import { SERIES } from "./table/series-rule.ts";
import { TrainingSeries } from "./training-series.ts";

/**
 * Sizes of the parts. All are fractions of the rows (0 to 1), or counts of rows (whole numbers above 1), or, for
 * validation and test, the date on which the part begins.
 */
export interface SplitSizes {
  /** Default: the rows that the other parts leave. */
  readonly train?: number;
  readonly validation?: number | string;
  /** Default: the rows that the others leave when `train` is given, else none. */
  readonly test?: number | string;
}

const SIZE: OptionRule<number> = {
  ...either(number({ least: 0, most: 1 }), whole(2)),
  wanted: "a fraction from 0 to 1 or a count of rows",
};
const PART: OptionRule<number | string> = {
  ...either(SIZE, text("a date")),
  wanted: "a fraction from 0 to 1, a count of rows or a date",
};

const RULES: OptionRules<SplitSizes> = { train: SIZE, validation: PART, test: PART };

export interface Split {
  /** The only part that scalers are fitted on. */
  readonly train: TrainingSeries;
  readonly validation: Series;
  readonly test: Series;
}

/**
 * Cuts a series into parts that follow each other in time, as views. `split(series, { train: 1 })` makes all rows the
 * training part.
 *
 * Throws OptionError when the sizes do not add up to the series or leave no training rows, with the numbers; DataError
 * when times are out of order, or when `repair("linear")` filled a hole across a border from its far side.
 */
export function split(series: Series, sizes: SplitSizes): Split {
  requireOption("split", "series", SERIES, series);
  checkOptions("split", sizes, RULES);
  series.requireOrdered();
  const [first, second] = usesDates(sizes) ? bordersByDate(series, sizes) : bordersBySize(series, sizes);
  if (first < 1) {
    throw new OptionError(
      "SPLIT_EMPTY",
      "split",
      `the training part of ${series.name} would have no row of its ${series.length}`,
      { found: first, remedies: ["make the other parts smaller"] },
    );
  }
  for (const border of new Set([first, second])) requireSeparate(series, border);
  return {
    train: new TrainingSeries(series.slice(0, first).parts),
    validation: series.slice(first, second),
    test: series.slice(second),
  };
}

function usesDates(sizes: SplitSizes): boolean {
  return typeof sizes.validation === "string" || typeof sizes.test === "string";
}

/** Row numbers at which validation and test begin. */
function bordersByDate(series: Series, { train, validation, test }: SplitSizes): [number, number] {
  if (train !== undefined || typeof validation === "number" || typeof test === "number") {
    throw new OptionError("SPLIT_MIXED", "split", "dates and numbers are mixed", {
      remedies: [
        ["give the dates on which ", { option: "validation" }, " and ", { option: "test" }, " begin, and no train"],
      ],
    });
  }
  const second = test === undefined ? series.length : series.rowAt(test);
  const first = validation === undefined ? second : series.rowAt(validation);
  if (first > second) {
    throw new OptionError(
      "SPLIT_ORDER",
      "split",
      `validation begins at ${quoteCell(String(validation))}, after test at ${quoteCell(String(test))}`,
      { remedies: ["swap them"] },
    );
  }
  return [first, second];
}

function bordersBySize(series: Series, sizes: SplitSizes): [number, number] {
  const given = Object.entries(sizes).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  const counts = given.some(([, size]) => size > 1);
  const fraction = given.find(([, size]) => size > 0 && size < 1);
  if (counts && fraction !== undefined) {
    throw new OptionError(
      "SPLIT_MIXED",
      "split",
      [{ option: fraction[0] }, ` is a fraction (${fraction[1]}) and others are counts of rows`],
      { found: fraction[1], remedies: ["give all as fractions or all as counts"] },
    );
  }
  const whole = counts ? series.length : 1;
  const sum = given.reduce((total, [, size]) => total + size, 0);
  const rest = Math.max(0, whole - sum);
  const { train = rest, validation = 0, test = sizes.train === undefined ? 0 : rest } = sizes as Record<string, number>;
  const total = train + validation + test;
  if (Math.abs(total - whole) > 1e-9) {
    const terms = given.map(([name, size]) => `${name} ${size}`).join(" + ");
    const unit = counts ? `the ${counted(series.length, "row")} of ${series.name}` : "1";
    throw new OptionError("SPLIT_SUM", "split", `${terms} is ${roundSum(sum)}, but the parts must make ${unit}`, {
      found: roundSum(sum),
      remedies: ["leave one out for the rest"],
    });
  }
  const scale = counts ? 1 : series.length;
  return [Math.round(train * scale), Math.round((train + validation) * scale)];
}

/** Sums of decimal fractions, without the noise of binary ones. */
function roundSum(sum: number): number {
  return Math.round(sum * 1e9) / 1e9;
}

/** A hole that "linear" filled across the border puts values of the later part into the earlier one. */
function requireSeparate(series: Series, border: number): void {
  if (border < series.length) series.requireNoLookahead(border, border);
}
