import { expect, test } from "vitest";
import { DAY, formatDays, HOUR, MINUTE } from "./calendar.ts";
import { resolveTime } from "./time-cell.ts";
import { timeReader } from "./time-format.ts";

const read = (pattern: string, cell: string) => {
  const part = timeReader(pattern)(cell);
  const time = part && resolveTime(part, "ymd");
  return typeof time === "number" ? `${formatDays(Math.floor(time / DAY))} ${(time % DAY) / MINUTE}` : time;
};
const failure = (pattern: string) => {
  try {
    timeReader(pattern);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("was read");
};

test("patterns are read in the letters of strftime", () => {
  const cells = [
    ["%d.%m.%y %Hh%M", "31.05.18 14h30"],
    ["%Y-%d-%m %I:%M %p", "2018-31-05 2:30 pm"],
    ["%A, %e. %B %Y %R", "Donnerstag, 31. Mai 2018 14:30"],
    ["%b %-d %Y (%H.%M)", "MAY 31 2018 (14.30)"],
    ["%Y%jT%H%M%S", "2018151T143000"],
    ["%s", "1527777000"],
    ["%G-W%V-%u %H:%M", "2018-W22-4 14:30"],
    ["%F %T.%f%z", "2018-05-31 16:30:00.000+02:00"],
    ["%H:%M %Z %D", "16:30 CEST 05/31/18"],
  ];
  for (const [pattern, cell] of cells)
    expect(read(pattern, cell), pattern).toBe(`2018-05-31 ${(14.5 * HOUR) / MINUTE}`);
});

test("a pattern says what its times are: years, months, days or moments", () => {
  const shape = (pattern: string, cell: string) => timeReader(pattern)(cell)?.shape;
  expect([shape("%Y", "2018"), shape("%b %Y", "mai 2018"), shape("%d/%m/%Y", "1/5/2018")]).toEqual([
    "year",
    "month",
    "year-first",
  ]);
});

test("years of two digits are those from 1969 to 2068, as POSIX reads them", () => {
  expect([read("%d%m%y", "310569"), read("%d%m%y", "310568")]).toEqual(["1969-05-31 0", "2068-05-31 0"]);
});

test("a cell fits wholly or not at all, and numbers with nothing between them have all their digits", () => {
  expect(read("%d.%m.%Y", "31.05.2018 14:30")).toBeUndefined();
  expect(read("%d%m%Y", "1112018")).toBeUndefined();
  expect(read("%d.%m.%Y", "30.02.2018")).toBe("February 2018 has 28 days");
  expect(read("%Y-%j", "2018-366")).toBeUndefined();
});

test("patterns that cannot be used are refused with what can", () => {
  expect(failure("%Y-%Q")).toMatch(/^timeFormat: "%Y-%Q" has "%Q", which is no directive\. Use those known: %Y %y %m /);
  expect(failure("yyyy-MM-dd HH:mm")).toBe('timeFormat: "yyyy-MM-dd HH:mm" has no year. Write it as %Y-%m-%d %H:%M.');
  expect(failure("%d.%m.")).toBe('timeFormat: "%d.%m." has no year. Say where it stands with %Y, %y or %s.');
  expect(failure("%Y %Y")).toContain("has %Y twice");
  expect(failure("%d %Y")).toContain("has a day without a month");
  expect(failure("%F %I")).toContain("without AM or PM");
});
