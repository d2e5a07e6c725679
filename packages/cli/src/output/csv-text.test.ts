import { expect, test } from "vitest";
import { csvText } from "./csv-text.ts";

const header = ["time", "value", "note"];
const rows = [
  ["2021-01-01 10:00", 1.5, null],
  ["2021-01-02 10:00", -2e-9, 'a "b", c'],
];

test("rows stand below their header with commas and points, and what is absent is an empty cell", () => {
  expect(csvText(header, rows)).toBe('time,value,note\n2021-01-01 10:00,1.5,\n2021-01-02 10:00,-2e-9,"a ""b"", c"\n');
});

test("the signs of the file that came in are those of the file that goes out, except for blanks between cells", () => {
  expect(csvText(header, rows, { delimiter: ";", decimal: "," })).toBe(
    'time;value;note\n2021-01-01 10:00;1,5;\n2021-01-02 10:00;-2e-9;"a ""b"", c"\n',
  );
  expect(csvText(["a"], [[1.5]], { delimiter: ",", decimal: "," })).toBe('a\n"1,5"\n');
  expect(csvText(header, rows, { delimiter: " ", decimal: "." })).toBe(csvText(header, rows));
});
