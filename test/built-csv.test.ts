// What the built library reads of a CSV, and what it says of a broken one, must be what the sources read and say.

import fc from "fast-check";
import * as built from "recurra";
import { expect, test } from "vitest";
import { Series } from "../packages/recurra/src/data/series/series.ts";

function outcome(read: () => { columns: readonly string[]; column(name: string): ArrayLike<number> }): unknown {
  try {
    const series = read();
    return series.columns.map((name) => [name, Array.from(series.column(name))]);
  } catch (error) {
    return String(error);
  }
}

function expectSame(text: string): unknown {
  const ours = outcome(() => built.Series.fromCsv(text, { name: "a.csv" }));
  expect(ours).toEqual(outcome(() => Series.fromCsv(text, { name: "a.csv" })));
  return ours;
}

test.each([
  ['Date,"Price, €"\n2024-01-01," 1.5 "\n2024-01-02,"2.5"\n2024-01-03,3.5\n', [["Price, €", [1.5, 2.5, 3.5]]]],
  ['a\n1\n"2', expect.stringContaining("line 3: a quote is opened and never closed")],
  ['a,b\n1,5"x\n2,7"x\n', [["a", [1, 2]]]],
  ['a,b\n1,"x"y\n', expect.stringContaining("line 2: a cell goes on behind its closing quote")],
])("the built library reads %j as the sources do", (text, expected) => {
  expect(expectSame(text)).toEqual(expected);
});

test("the built library reads any quoted text as the sources do", () => {
  const part = fc.constantFrom(
    "1",
    "2.5",
    "é",
    "日",
    '"',
    '""',
    ",",
    ",",
    "\n",
    "\n",
    "\r\n",
    " ",
    "\u00a0",
    "\ufeff",
    '"3"',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      expectSame(`a,b\n"1",2\n${parts.join("")}`);
    }),
    { numRuns: 500 },
  );
});
