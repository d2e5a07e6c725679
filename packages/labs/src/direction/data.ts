// Daily prices as samples of a classification: the days before, and whether the price then rose.
//
//   x_i = rows i - L ... i - 1        y_i = 1 if close_i > close_(i-1), else 0        known at the end of day i - 1: x_i
import { DataError, OptionError, Series } from "recurra";
import { type ColumnScale, StandardScaler, split, type Windows } from "recurra/data";
import { counted } from "recurra/words";
import type { LabFile } from "../lab/lab.ts";
import { type PriceFile, readPrices } from "../prices/price-file.ts";

/** The classes, by their numbers. A day without a change is not up. */
export const classes = ["not up", "up"] as const;

export interface DirectionSizes {
  readonly columns: readonly string[];
  readonly target: string;
  readonly features: "levels" | "changes";
  readonly lengths: readonly number[];
  readonly validation: number;
  readonly test: number;
}

/** Days that follow each other. */
export interface DaySplit {
  readonly name: "training" | "validation" | "test";
  /** Rows [from, to) of the file's days. A day is in the part that its label is in. */
  readonly from: number;
  readonly to: number;
  readonly span: string;
  /** Of its days that have a label. */
  readonly up: number;
  readonly unchanged: number;
}

export interface DirectionData {
  readonly prices: PriceFile;
  /** The column whose rise is predicted, as the file names it. */
  readonly target: string;
  readonly parts: Readonly<Record<DaySplit["name"], DaySplit>>;
  /** The columns that the network reads, as the file names them; and for each the scale with which: (value - shift) / scale. */
  readonly columns: readonly string[];
  readonly scales: readonly ColumnScale[];
  /** 1 for each day on which the price rose, else 0; NaN for the first day. */
  readonly labels: Float64Array;
  /** Share of the test days before which a column's last value lay outside the range of the training days. */
  readonly outside: number;
  /** The windows of `length` days whose label lies in a part. Those of the test may read the days before it. */
  readonly windows: (length: number, part: DaySplit["name"]) => Windows;
}

const LABEL = "label";
/** As many networks as the pictures have colours for. */
const MOST = 7;
/** Fewer days than these have no score worth the name. */
const FEWEST = 10;

/** Throws DataError or OptionError for a file, or settings, that leave nothing to learn from or to be scored on. */
export function readDirection(file: LabFile | undefined, sizes: DirectionSizes): DirectionData {
  checkSizes(sizes);
  const wanted = [...new Set([...sizes.columns, sizes.target])];
  const prices = readPrices(file, wanted, ["columns", "target"]);
  const target = prices.columns[wanted.indexOf(sizes.target)];
  requireOnce("columns", prices.columns.slice(0, sizes.columns.length));
  const { series } = prices;
  const close = series.column(target);
  const labels = close.map((price, day) => (day === 0 ? Number.NaN : Number(price > close[day - 1])));

  const inputs = sizes.columns.map((_, i) => `input ${i + 1}`);
  const read = inputs.map((name, i) => [name, readFeature(prices, prices.columns[i], sizes.features)] as const);
  const days = Series.fromColumns({ ...Object.fromEntries(read), [LABEL]: labels }, { times: series.times });
  const { train, validation } = split(days, { validation: sizes.validation, test: sizes.test });
  const borders = [0, train.length, train.length + validation.length, days.length];
  const names = ["training", "validation", "test"] as const;
  const [training, validating, testing] = names.map((name, i) =>
    makePart(name, prices, close, borders[i], borders[i + 1]),
  );
  const longest = Math.max(...sizes.lengths);
  for (const part of [training, validating, testing]) requireDays(prices, part, part === training ? longest : 0);
  for (const part of [training, testing]) requireBoth(prices, part);
  inputs.forEach((name, i) => {
    requireChange(
      prices,
      prices.columns[i],
      train.column(name).subarray(sizes.features === "changes" ? 1 : 0),
      training,
    );
  });

  // Scaled by the training days only: what comes after them is not known then.
  const scaler = new StandardScaler().fit(train, inputs);
  const scaled = scaler.transformSeries(days);
  const parts = { training, validation: validating, test: testing };
  return {
    prices,
    target,
    columns: prices.columns.slice(0, inputs.length),
    scales: inputs.map((name) => scaler.scaleOf(name)),
    parts,
    labels,
    outside: measureOutside(
      inputs.map((name) => days.column(name)),
      training,
      testing,
    ),
    windows: (length, name) => {
      const { from, to } = parts[name];
      const first = Math.max(0, from - length);
      return scaled.windows({ lookback: length, horizon: 1, inputs, targets: [LABEL], from: first, to });
    },
  };
}

/** What the network reads of a column: its values, or by which share they changed from the day before. */
function readFeature({ series }: PriceFile, column: string, features: DirectionSizes["features"]): Float64Array {
  const values = series.column(column);
  if (features === "levels") return values;
  const zero = values.subarray(0, -1).indexOf(0);
  if (zero >= 0) {
    throw new DataError(
      "LAB_ZERO",
      series.name,
      `${series.place(zero)}, column "${column}": it is 0 on ${series.times.label(zero)}, from which no relative change can be taken`,
      {
        place: { row: series.parts.rows[zero], line: series.parts.lines?.[zero], column, said: true },
        remedies: [
          ["read levels with ", { option: "features", value: "levels" }],
          ["leave it out of ", { option: "columns" }],
        ],
      },
    );
  }
  return values.map((value, day) => (day === 0 ? Number.NaN : value / values[day - 1] - 1));
}

function measureOutside(columns: readonly Float64Array[], training: DaySplit, test: DaySplit): number {
  const known = columns.map((values) =>
    values
      .subarray(training.from, training.to)
      .filter((value) => !Number.isNaN(value))
      .sort(),
  );
  let outside = 0;
  for (let day = test.from; day < test.to; day++) {
    const isOutside = (values: Float64Array, i: number) =>
      values[day - 1] < known[i][0] || values[day - 1] > known[i][known[i].length - 1];
    if (columns.some(isOutside)) outside++;
  }
  return outside / (test.to - test.from);
}

function makePart(
  name: DaySplit["name"],
  { series }: PriceFile,
  close: Float64Array,
  from: number,
  to: number,
): DaySplit {
  let up = 0;
  let unchanged = 0;
  for (let day = Math.max(from, 1); day < to; day++) {
    if (close[day] > close[day - 1]) up++;
    if (close[day] === close[day - 1]) unchanged++;
  }
  return { name, from, to, span: series.span(from, to), up, unchanged };
}

/** Days of a part that have a label: all but the first of the file. */
export function countLabels({ from, to }: DaySplit): number {
  return to - Math.max(from, 1);
}

const LENGTHS = { option: "lengths" } as const;
const VALIDATION = { option: "validation" } as const;
const TEST = { option: "test" } as const;

function checkSizes({ columns, lengths, validation, test }: DirectionSizes): void {
  for (const [option, values] of Object.entries<readonly (string | number)[]>({ columns, lengths })) {
    requireOnce(option, values);
  }
  if (lengths.length > MOST)
    throw new OptionError("LAB_OPTION", "", [LENGTHS, ` has ${lengths.length} entries; at most ${MOST} are compared`]);
  if (validation + test >= 1) {
    const sum = `${validation} + ${test} must be below 1`;
    throw new OptionError("LAB_OPTION", "", [VALIDATION, " and ", TEST, ` leave no days to learn from: ${sum}`]);
  }
}

function requireOnce(option: string, values: readonly (string | number)[]): void {
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice === undefined) return;
  throw new OptionError("LAB_OPTION", "", [{ option }, ` has ${twice} twice; name it once`], { found: twice });
}

/** Training windows need `before` days before their label; the others look back into the part before. */
function requireDays({ series }: PriceFile, part: DaySplit, before: number): void {
  const found = part.to - part.from;
  if (found >= FEWEST + before) return;
  const window = before === 0 ? "" : ` for windows of ${counted(before, "day")}`;
  throw new DataError(
    "LAB_ROWS",
    series.name,
    `the lab needs at least ${counted(FEWEST + before, `${part.name} day`)}${window}, but of the ${counted(series.length, "day")} (${series.span()}) there are ${found}`,
    { remedies: ["give more days", ["change ", LENGTHS, ", ", VALIDATION, " and ", TEST]] },
  );
}

function requireBoth({ series }: PriceFile, part: DaySplit): void {
  const all = countLabels(part);
  if (part.up > 0 && part.up < all) return;
  const found = `all ${counted(all, `${part.name} day`)} (${part.span}) are ${classes[part.up === 0 ? 0 : 1]}`;
  throw new DataError("LAB_CONSTANT", series.name, `the lab needs days of both kinds, but ${found}`, {
    remedies: ["give more days"],
  });
}

function requireChange({ series }: PriceFile, column: string, values: Float64Array, { span }: DaySplit): void {
  if (values.some((value) => value !== values[0])) return;
  const found = `column "${column}" does not change over the training days (${span})`;
  throw new DataError("LAB_CONSTANT", series.name, `${found}, so that it says nothing`, {
    remedies: [["leave it out of ", { option: "columns" }]],
  });
}
