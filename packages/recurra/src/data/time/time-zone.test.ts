import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { HOUR } from "./calendar.ts";
import { TimeZone } from "./time-zone.ts";

const berlin = new TimeZone("Europe/Berlin");
const autumn = 1635640200000; // 2021-10-31 00:30 UTC, 02:30 in summer time

test("the offsets of a zone change to the minute", () => {
  expect([berlin.offsetAt(autumn), berlin.offsetAt(autumn + HOUR / 2)]).toEqual([2 * HOUR, HOUR]);
  expect(berlin.offsetText(autumn)).toBe("+02:00");
  expect(new TimeZone("Asia/Kolkata").offsetText(0)).toBe("+05:30");
});

test("a local time is one moment, two where clocks go back, none where they go forward", () => {
  const local = autumn + 2 * HOUR;
  expect(berlin.momentsOf(local)).toEqual([autumn, autumn + HOUR]);
  expect(berlin.momentsOf(local + HOUR)).toEqual([autumn + 2 * HOUR]);
  expect(berlin.momentsOf(Date.UTC(2021, 2, 28, 2, 30))).toEqual([]);
});

const clock = (moment: number, step: number, count: number) =>
  Array.from({ length: count }, (_, i) => {
    const local = new Date(moment + i * step + berlin.offsetAt(moment + i * step)).toISOString();
    return local.slice(0, 16).replace("T", " ");
  });
const csv = (times: readonly string[]) => `time,x\n${times.map((time, i) => `${time},${i % 5}`).join("\n")}\n`;
const read = (times: readonly string[], timeZone?: string) =>
  Series.fromCsv(csv(times), { name: "a.csv", ...(timeZone === undefined ? {} : { timeZone }) });

test.each([HOUR, HOUR / 4])(
  "both hours of autumn are kept apart by the order of the rows, and spring has no gap (%i ms)",
  (step) => {
    for (const start of [Date.UTC(2021, 9, 29), Date.UTC(2021, 2, 26)]) {
      const times = clock(start, step, 500);
      const series = read(times, "Europe/Berlin");
      expect([...series.times.values()]).toEqual(times.map((_, i) => start + i * step));
      expect(series.check().filter(({ kind }) => kind === "gap" || kind === "duplicate-time")).toEqual([]);
      expect([...read(times.toReversed(), "Europe/Berlin").times.values()]).toEqual([...series.times.values()]);
    }
  },
);

test("times are written as the local clock shows them, with its offset", () => {
  const { times } = read(clock(Date.UTC(2021, 9, 30, 22), HOUR, 6), "Europe/Berlin");
  expect([2, 3, 4].map((row) => times.label(row))).toEqual([
    "2021-10-31 02:00+02:00",
    "2021-10-31 02:00+01:00",
    "2021-10-31 03:00+01:00",
  ]);
  expect(times.format(times.next(1)[0])).toBe("2021-10-31 05:00+01:00");
  expect(times.slice(2, 4).label(0)).toBe("2021-10-31 02:00+02:00");
  expect(times.parse("2021-10-31 04:00")).toBe(times.at(5));
});

test("days of a zone are those of its clock, where rows are put into days", () => {
  const series = read(clock(Date.UTC(2021, 9, 28, 22), HOUR, 73), "Europe/Berlin").resample("1d");
  expect([series.times.label(0), series.times.label(2), series.length, series.times.kind]).toEqual([
    "2021-10-29",
    "2021-10-31",
    3,
    "date",
  ]);
});

test("whole days, and one time a day, stay as they stand", () => {
  const days = ["2021-10-30", "2021-10-31", "2021-11-01"];
  expect(read(days, "Europe/Berlin").times.label(1)).toBe("2021-10-31");
  expect(
    read(
      days.map((day) => `${day} 08:00`),
      "Europe/Berlin",
    ).times.step,
  ).toBe("1 day");
});

test("what the zone does not have is refused by row, and so is a zone that is none", () => {
  expect(() => read(["2021-03-28 01:00", "2021-03-28 02:00", "2021-03-28 03:00"], "Europe/Berlin")).toThrow(
    'a.csv: row 2 (line 3), column "time": "2021-03-28 02:00" does not exist in Europe/Berlin: its clocks go forward over 2021-03-28 02:00. Correct the cell, or name another zone with timeZone.',
  );
  expect(() => new TimeZone("Europe/Berln")).toThrow('there is no time zone "Europe/Berln"');
});

test("without a zone an hour that stands twice is named as that of the clocks", () => {
  const said = "The hour 02:00 of 2021-10-31 stands twice, as where clocks go back";
  const series = read(clock(Date.UTC(2021, 9, 29), HOUR, 120));
  expect(series.check().find(({ kind }) => kind === "duplicate-time")?.message).toContain(
    `${said} (timeZone: ZONE keeps both)`,
  );
  expect(() => series.windows({ lookback: 3, horizon: 1, inputs: ["x"], targets: ["x"] })).toThrow(
    `${said}. Keep both, by the zone's clock, with timeZone: ZONE, or leave its second rows out with repair: "drop"`,
  );
  const quarters = read(clock(Date.UTC(2021, 9, 29), HOUR / 4, 480));
  expect(() => quarters.windows({ lookback: 3, horizon: 1, inputs: ["x"], targets: ["x"] })).toThrow(
    `${said}. Keep both, by the zone's clock, with timeZone: ZONE.`,
  );
});
