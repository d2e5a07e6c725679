import { timeseriesWindows } from "recurra/data";
import { expect, test } from "vitest";
import { type DirectionSizes, readDirection } from "./data.ts";

/** Weekdays do not matter here: every day has a row. */
function file(rows: readonly (readonly (number | string)[])[], header = "Date,Volume,Open,Close") {
  const day = (i: number) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
  const lines = rows.map((row, i) => [day(i), ...row].join(","));
  return { name: "prices.csv", text: [header, ...lines].join("\n") };
}

/** Closes that go up two days of three, volumes and opens beside them. */
const closes = Array.from({ length: 60 }, (_, i) => 100 + Math.floor(i / 3) + (i % 3) * 5);
const rows = closes.map((close, i) => [1000 + ((i * 7) % 13), close - 1, close]);
const sizes: DirectionSizes = {
  columns: ["Volume", "Open", "Close"],
  target: "Close",
  features: "levels",
  lengths: [3, 4],
  validation: 0.2,
  test: 0.2,
};
const open = (options: Partial<DirectionSizes> = {}, given = rows) =>
  readDirection(file(given), { ...sizes, ...options });

test("a label is 1 where the close is above the one of the day before, and the first day has none", () => {
  const { labels } = open();
  expect(labels[0]).toBeNaN();
  expect([...labels.subarray(1)]).toEqual(closes.slice(1).map((close, i) => Number(close > closes[i])));
});

test("a window ends on the day before its label, and test windows look back into the days before the test", () => {
  const { windows, parts } = open({ columns: ["Close"] });
  const { from, to } = parts.test;
  expect([from, to]).toEqual([48, 60]);
  const training = closes.slice(0, parts.training.to);
  const mean = training.reduce((sum, close) => sum + close, 0) / training.length;
  const deviation = Math.sqrt(training.reduce((sum, close) => sum + (close - mean) ** 2, 0) / training.length);
  for (const length of [3, 4]) {
    const test = windows(length, "test");
    expect(test.length).toBe(to - from);
    const [{ x, y }] = test.batches(99);
    expect(x.shape).toEqual([12, length, 1]);
    const restored = Array.from(x.toArray(), (value) => Math.round(value * deviation + mean));
    expect(restored).toEqual(Array.from({ length: 12 }, (_, k) => closes.slice(from + k - length, from + k)).flat());
    expect([...y.toArray()]).toEqual(closes.slice(from).map((close, k) => Number(close > closes[from + k - 1])));
  }
});

test("the windows of a part are those of Keras' TimeseriesGenerator over its days", () => {
  const { windows, labels, parts } = open({ columns: ["Close"] });
  const scaled = [...windows(1, "training").batches(99), ...windows(1, "validation").batches(99)];
  const rows = scaled.flatMap(({ x }) => Array.from(x.toArray(), (value) => [value])); // rows 0 to 46
  const keras = timeseriesWindows(rows, Array.from(labels).slice(0, rows.length), {
    length: 3,
    startIndex: parts.validation.from - 3,
    endIndex: parts.validation.to - 2,
  });
  const [wanted] = keras.batches(99);
  const [{ x, y }] = windows(3, "validation").batches(99);
  expect([x.shape[0], keras.length]).toEqual([12, 11]);
  expect([...x.toArray()].slice(0, 33)).toEqual([...wanted.x.toArray()]);
  expect([...y.toArray()].slice(0, 11)).toEqual([...wanted.y.toArray()]);
});

test("the labels of each part are those of its own days, and no training window reaches beyond the training days", () => {
  const { windows, parts } = open();
  expect([parts.training.to, parts.validation.from, parts.validation.to, parts.test.from]).toEqual([36, 36, 48, 48]);
  expect(windows(4, "training").length).toBe(32);
  expect(windows(4, "validation").length).toBe(12);
  expect(windows(4, "training").origin(31)).toBe(35);
});

test("what comes after the training days changes neither the scale nor a training window", () => {
  const later = rows.map((row, i) => (i < 36 ? row : row.map((value) => value * 1000)));
  const batch = (given: typeof rows) => {
    const [{ x, y }] = open({}, given).windows(3, "training").batches(99);
    return [x.toArray(), y.toArray()];
  };
  expect(batch(later)).toEqual(batch(rows));
});

test("changes are relative to the day before, and the first day has none", () => {
  const { windows } = open({ features: "changes", columns: ["Close"] });
  expect(windows(3, "training").origin(0)).toBe(4);
  const changes = closes.slice(1, 36).map((close, i) => close / closes[i] - 1);
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  const deviation = Math.sqrt(changes.reduce((sum, change) => sum + (change - mean) ** 2, 0) / changes.length);
  const [{ x }] = windows(1, "training").batches(99);
  expect(x.shape).toEqual([34, 1, 1]);
  x.toArray().forEach((value, i) => {
    expect(value).toBeCloseTo((changes[i] - mean) / deviation, 5);
  });
});

test("days without a change are not up, and are counted", () => {
  const flat = rows.map((row, i) => (i === 50 ? rows[49] : row));
  const { labels, parts } = open({}, flat);
  expect(labels[50]).toBe(0);
  expect(parts.test.unchanged).toBe(1);
  expect(parts.training.unchanged).toBe(0);
  expect(parts.test.up).toBe(7);
});

test("it says before which share of the test days a column lay outside its range on the training days", () => {
  expect(open({ columns: ["Volume"] }).outside).toBe(0);
  // The last day of all is no input: of the 12 test days, 8 come after a row from 51 on.
  const jump = rows.map(([volume, price, close], i) => [i < 51 ? volume : 10 * volume, price, close]);
  expect(open({ columns: ["Volume"] }, jump).outside).toBeCloseTo(8 / 12, 14);
  const drop = rows.map(([volume, price, close], i) => [i < 59 ? volume : 0, price, close]);
  expect(open({ columns: ["Volume"] }, drop).outside).toBe(0);
  // Before 7 test days the open is above the training days' 120.
  expect(open({ columns: ["Volume", "Open"] }).outside).toBeCloseTo(7 / 12, 14);
});

test("a file with other columns is told which options choose them", () => {
  expect(() => readDirection(file([[1, 2]], "Date,Volume,Price"), sizes)).toThrow(
    'prices.csv: the lab needs a column "Open", but the file has "Volume", "Price". Name another with columns or target.',
  );
  const { target, prices } = readDirection(file(rows, "Date,Volume,open,Close/Last"), sizes);
  expect(target).toBe("Close/Last");
  expect(prices.columns).toEqual(["Volume", "open", "Close/Last"]);
});

test("too few days of a part are refused with their number", () => {
  expect(() => open({ lengths: [3, 40] })).toThrow(
    "prices.csv: the lab needs at least 50 training days for windows of 40 days, but of the 60 days " +
      "(2020-01-01 to 2020-02-29) there are 36. Give more days, or change lengths, validation and test.",
  );
  expect(() => open({ test: 0.1 })).toThrow("needs at least 10 test days, but of the 60 days");
  expect(() => open({ validation: 0.1 })).toThrow("needs at least 10 validation days, but of the 60 days");
});

test("days of one kind, and columns that do not change, are refused", () => {
  const rising = rows.map(([volume, price], i) => [volume, price, 100 + i]);
  expect(() => open({}, rising)).toThrow(
    "prices.csv: the lab needs days of both kinds, but all 35 training days (2020-01-01 to 2020-02-05) are up. Give more days.",
  );
  const falling = rows.map(([volume, price, close], i) => [volume, price, i < 47 ? close : 90 - i]);
  expect(() => open({}, falling)).toThrow("but all 12 test days (2020-02-18 to 2020-02-29) are not up.");
  const still = rows.map(([, price, close]) => [7, price, close]);
  for (const features of ["levels", "changes"] as const) {
    expect(() => open({ features }, still)).toThrow(
      'prices.csv: column "Volume" does not change over the training days (2020-01-01 to 2020-02-05), so that it says ' +
        "nothing. Leave it out of columns.",
    );
  }
});

test("a change from 0 is refused with its row, and only where changes are read", () => {
  const holed = rows.map(([volume, price, close], i) => [i === 16 ? 0 : volume, price, close]);
  expect(() => open({ features: "changes" }, holed)).toThrow(
    'prices.csv: row 17 (line 18), column "Volume": it is 0 on 2020-01-17, from which no relative change can be taken. ' +
      'Read levels with features: "levels", or leave it out of columns.',
  );
  expect(open({}, holed).parts.test.to).toBe(60);
});

test("settings that do not fit together are refused", () => {
  expect(() => open({ columns: ["Open", "Open"] })).toThrow("columns has Open twice; name it once.");
  expect(() => open({ columns: ["Open", "open"] })).toThrow("columns has Open twice; name it once.");
  expect(() => open({ lengths: [3, 4, 3] })).toThrow("lengths has 3 twice; name it once.");
  expect(() => open({ lengths: [1, 2, 3, 4, 5, 6, 7, 8] })).toThrow("lengths has 8 entries; at most 7 are compared.");
  expect(() => open({ validation: 0.5, test: 0.5 })).toThrow(
    "validation and test leave no days to learn from: 0.5 + 0.5 must be below 1.",
  );
});
