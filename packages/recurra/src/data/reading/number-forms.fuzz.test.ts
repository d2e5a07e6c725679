import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { raised } from "../cells/magnitudes.ts";
import { weighDecimal } from "../cells/number-cell.ts";
import { CellColumn } from "../columns/cell-column.ts";
import { FormAnswers } from "../columns/form-answers.ts";
import { NumberForms } from "./number-forms.ts";

const digits = fc.stringMatching(/^\d{1,9}$/);
const number = fc.oneof(
  fc.tuple(digits, digits).map(([a, b]) => `${a}.${b}`),
  fc.tuple(digits, digits).map(([a, b]) => `${a},${b}`),
  fc.stringMatching(/^\d{1,3}(,\d{3}){1,3}(\.\d{1,3})?$/),
  fc.stringMatching(/^\d{1,3}(\.\d{3}){1,3}(,\d{1,3})?$/),
  fc.stringMatching(/^\d{1,3}( \d{3}){1,3}$/),
  fc.stringMatching(/^\d[eE]-?\d$/),
  digits,
);
const around = fc.constantFrom(
  ...[
    "#",
    "-#",
    "−#",
    "+#",
    "(#)",
    "$#",
    "-$#",
    "# €",
    "#%",
    "# km/h",
    "#m2",
    "# m3",
    "#k",
    "# *",
    "# [1]",
    "#-",
    "'#",
    '"#"',
    "#°C",
  ],
  ...["EUR #", "# (p)", "#,-", "# May", "#:#", "#-#", "1.#IND", "x#", "NA"],
);
const cells = fc
  .record({
    around: fc.array(around, { minLength: 1, maxLength: 3 }),
    numbers: fc.array(number, { minLength: 1, maxLength: 40 }),
  })
  .map(({ around, numbers }) => numbers.map((one, i) => around[i % around.length].replaceAll("#", one)));
const decimal = fc.constantFrom("." as const, "," as const);

test("numbers that are read by their form are those that are read cell by cell, and so is what stands around them", () => {
  fc.assert(
    fc.property(cells, decimal, (texts, sign) => {
      const column = CellColumn.of(texts);
      column.values();
      const [fast, slow] = [1, Number.POSITIVE_INFINITY].map((least) => new NumberForms(column, sign, least));
      for (let row = 0; row < texts.length; row++) {
        const dress = ({ missing, dressed }: ReturnType<NumberForms["read"]>) => {
          const { digits: _, ...rest } = dressed ?? { digits: "" };
          return { missing, ...rest };
        };
        expect(dress(fast.read(row))).toEqual(dress(slow.read(row)));
        expect(Object.is(fast.value, slow.value), `${texts[row]}: ${fast.value} for ${slow.value}`).toBe(true);
      }
    }),
    fuzz(3000),
  );
});

test("what a form answers is what each of its cells answers", () => {
  const shows = (cell: string) => {
    const evidence = {};
    weighDecimal(cell, evidence);
    return Object.keys(evidence).join();
  };
  fc.assert(
    fc.property(cells, (texts) => {
      const column = CellColumn.of(texts.flatMap((text) => Array(120).fill(text)));
      const answers = new FormAnswers(column, shows);
      for (let i = 0; i < texts.length; i++) expect(answers.at(120 * i), texts[i]).toBe(shows(texts[i]));
    }),
    fuzz(500),
  );
});

test("a point is moved as in the text of the number", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.tuple(fc.integer(), fc.nat(8)).map(([n, k]) => n / Number(`1e${k}`)),
      ),
      fc.constantFrom(3, 5, 6, 7, 9, 12),
      (value, power) => {
        const [digits, exponent = 0] = String(value).split("e");
        expect(raised(value, power)).toBe(Number(`${digits}e${Number(exponent) + power}`));
      },
    ),
    fuzz(3000),
  );
});
