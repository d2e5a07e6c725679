import { expect, test } from "vitest";
import { readAsColumn } from "./column-reader.ts";
import { makeDates } from "./data.ts";
import { readByRules } from "./rules.ts";

test.each([
  ["3rd of March 1998", "1998-03-03"],
  ["03/11/2021", "2021-11-03"],
  ["11/13/2021", "2021-11-13"],
  ["Tuesday, 5 Jan 99", "1999-01-05"],
  ["march 7 2005", "2005-03-07"],
  ["Di, 16. Feb. 21", "2021-02-16"],
  ["mar. 3 mar. 2020", "2020-03-03"],
  ["le 1er août 2001", "2001-08-01"],
  ["MIÉRCOLES, 29 DE FEBRERO DE 2012", "2012-02-29"],
  ["19991231", "1999-12-31"],
  ["1.2.49", "2049-02-01"],
  ["1.2.50", "1950-02-01"],
  ["Setpember 3 1998", "1998-09-03"],
  ["1998 March 3", "1998-03-03"],
  ["Sun 31 Ocober 2038", "2038-10-31"],
  ["29 February 2001", undefined],
  ["31/31/2001", undefined],
  ["March 2005", undefined],
  ["99999999", undefined],
  ["hello", undefined],
  ["", undefined],
  ["1 2 3 4", undefined],
])("rules read %s as %s", (text, iso) => {
  expect(readByRules(text)).toBe(iso);
});

test("the rules read every text that the lab writes: whoever wrote both knows both", () => {
  const { train, unknown } = makeDates({ train: 3000, validation: 1, test: 1000 }, 0.5, 1);
  expect(train.filter(({ text, iso }) => readByRules(text) !== iso)).toEqual([]);
  expect(unknown.filter(({ text, iso }) => readByRules(text) !== iso)).toEqual([]);
});

test("the library's reader reads the usual forms, and says of others that they are none", () => {
  expect(readAsColumn("1998-03-03")).toBe("1998-03-03");
  expect(readAsColumn("March 3, 1998")).toBe("1998-03-03");
  expect(readAsColumn('"; hello')).toBeUndefined();
});
