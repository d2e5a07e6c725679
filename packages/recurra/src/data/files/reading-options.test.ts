import { expect, test } from "vitest";
import { readingOptionNames, readReadingOptions } from "./reading-options.ts";

test("texts of a form become what openSeries takes", () => {
  expect(
    readReadingOptions({
      ...{ time: "Date,Time", dateOrder: "dmy", decimal: ",", delimiter: "tab", header: "day,load", skipFirst: "2" },
      ...{ missing: "-9999,M", where: "Store=3\nDept=1", wide: "false", encoding: "windows-1251", part: "hourly" },
    }),
  ).toEqual({
    ...{ time: "Date,Time", dateOrder: "dmy", decimal: ",", delimiter: "\t", header: ["day", "load"], skipFirst: 2 },
    ...{ missing: expect.anything(), where: ["Store=3", "Dept=1"], wide: false },
    ...{ encoding: "windows-1251", part: "hourly" },
  });
  expect(readReadingOptions({ time: "false" })).toEqual({ time: false });
});

test("a name that is none, and a value that cannot be used, are refused", () => {
  expect(() => readReadingOptions({ decimals: "," })).toThrow(
    'openSeries: there is no option "decimals". Say decimal.',
  );
  expect(() => readReadingOptions({ decimal: ";" })).toThrow('decimal must be one of ".", ",", but it is ";"');
  expect(() => readReadingOptions({ encoding: "klingon" })).toThrow("encoding must be");
});

test("what is done with the rows is none of it", () => {
  expect(readingOptionNames).toEqual(expect.arrayContaining(["time", "part", "encoding", "units", "categories"]));
  for (const name of ["sort", "repair", "name"]) expect(readingOptionNames).not.toContain(name);
});
