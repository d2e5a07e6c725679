// Tables written from known values, in every style that the reader knows, are read back to the same values.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { Series } from "../series/series.ts";
import { civilFromDays, DAY, monthNames, pad } from "../time/calendar.ts";
import type { CsvOptions } from "./csv-options.ts";

const FIRST = -25_567; // 1900-01-01
const LAST = 47_481; // 2099-12-31

type DateStyle =
  | "iso"
  | "slashes"
  | "dmy"
  | "mdy"
  | "points"
  | "digits"
  | "named"
  | "day-named"
  | "utc"
  | "zone"
  | "clock";

function writeTime(style: DateStyle, day: number, clock: number): { text: string; time: number } {
  const { year, month, day: date } = civilFromDays(day);
  const [y, m, d] = [pad(year, 4), pad(month, 2), pad(date, 2)];
  const hours = `${pad(Math.floor(clock / 60), 2)}:${pad(clock % 60, 2)}`;
  const moment = day * DAY + clock * 60_000;
  const texts: Record<DateStyle, [string, number]> = {
    iso: [`${y}-${m}-${d}`, day * DAY],
    slashes: [`${y}/${month}/${date}`, day * DAY],
    dmy: [`${d}/${m}/${y}`, day * DAY],
    mdy: [`${month}/${date}/${y}`, day * DAY],
    points: [`${d}.${m}.${y}`, day * DAY],
    digits: [`${y}${m}${d}`, day * DAY],
    named: [`${monthNames[month - 1].slice(0, 3)} ${date}, ${y}`, day * DAY],
    "day-named": [`${date} ${monthNames[month - 1]} ${y}`, day * DAY],
    clock: [`${y}-${m}-${d} ${hours}`, moment],
    utc: [`${y}-${m}-${d}T${hours}:00.000Z`, moment],
    zone: [`${y}-${m}-${d} ${hours}-05:30`, moment + 330 * 60_000],
  };
  const [text, time] = texts[style];
  return { text, time };
}

/** The digits of a number in groups of three, or as JavaScript writes it, with the decimal sign asked for. */
function writeNumber(value: number, decimal: "." | ",", grouped: boolean, dress: string): string {
  let text = String(value);
  if (grouped && /^-?\d+(\.\d+)?$/.test(text)) {
    const [whole, rest] = text.split(".");
    const groups = whole.replace(/\B(?=(\d{3})+$)/g, "G");
    text = rest === undefined ? groups : `${groups}.${rest}`;
  }
  const signs: Record<string, string> = { ".": decimal, G: decimal === "." ? "," : "." };
  const digits = text.replace(/[.G]/g, (sign) => signs[sign]);
  if (dress === "$") return digits.startsWith("-") ? `-$${digits.slice(1)}` : `$${digits}`;
  return dress === "%" ? `${digits}%` : digits;
}

const value = fc
  .oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -9_999_999, max: 9_999_999 }).map((n) => n / 1000),
    fc.integer(),
    fc.constantFrom(0, 1, -1, 5e-324, Number.MAX_VALUE, 2 ** 53 - 1, 0.1, 1e21, 123_456_789),
  )
  .map((number) => number + 0); // JavaScript writes -0 as "0".
const gap = fc.constantFrom("", "NA", "n/a", "#N/A", "NaN", "null", "None", "-", ".", "?");

/** Names that are no time and hold no separator; the separators are put in where the reader is given them, not where it finds them. */
const columnName = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
    fc.constantFrom("__proto__", 'say "hi"', "two\nlines", "Ünïcode 😀", "x", "y", "'", "\\", "#", "=1+1", "NA"),
  )
  .map((name) => name.trim())
  .filter((name) => name !== "" && !/[,;\t\r]|date|time|month|period|day|year|stamp|column/i.test(name));

const table = fc.record({
  names: fc.uniqueArray(columnName, { minLength: 1, maxLength: 4 }),
  rows: fc.uniqueArray(fc.tuple(fc.integer({ min: FIRST, max: LAST }), fc.nat(1439)), {
    minLength: 2,
    maxLength: 12,
    selector: ([day]) => day,
  }),
  cells: fc.infiniteStream(fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: gap })),
  style: fc.constantFrom<DateStyle>(
    "iso",
    "slashes",
    "dmy",
    "mdy",
    "points",
    "digits",
    "named",
    "day-named",
    "utc",
    "zone",
    "clock",
  ),
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  decimal: fc.constantFrom<"." | ",">(".", ","),
  grouped: fc.boolean(),
  dress: fc.constantFrom("", "", "$", "%"),
  end: fc.constantFrom("\n", "\r\n", "\r"),
  quote: fc.constantFrom("needed", "all", "padded"),
  bom: fc.boolean(),
  told: fc.boolean(),
  trailing: fc.nat(3),
});

test("a table that was written from values is read back to the same values, times, names and lines", () => {
  fc.assert(
    fc.property(table, (given) => {
      const { names, delimiter, decimal, grouped, dress, end, quote, style } = given;
      const told = given.told || delimiter === "|";
      const cell = (text: string) => {
        const must = quote === "all" || /["\n\r]/.test(text) || text.includes(delimiter);
        const written = must ? `"${text.replaceAll('"', '""')}"` : text;
        return quote === "padded" ? `  ${written} ` : written;
      };
      // The days ascend, so that nothing is turned round; one day beyond the 12th shows the order of day and month.
      const days = [...given.rows].sort(([a], [b]) => a - b);
      const order = style === "dmy" || style === "points" ? "dmy" : style === "mdy" ? "mdy" : undefined;
      const shows = days.some(([day]) => civilFromDays(day).day > 12);
      const times: number[] = [];
      const columns = names.map((): number[] => []);
      const lines: number[] = [];
      // The column "sure" has one cell that only its decimal sign explains.
      const header = ["Date", "sure", ...names];
      let text = header.map(cell).join(delimiter) + end;
      let line = 1 + header.join("").split("\n").length - 1;
      for (const [row, [day, clock]] of days.entries()) {
        const { text: date, time } = writeTime(style, day, clock);
        times.push(time);
        lines.push(++line);
        const cells = names.map((_, c) => {
          const next = row === 0 ? 12.5 : (given.cells.next().value as number | string);
          columns[c].push(typeof next === "number" ? next : Number.NaN);
          return typeof next === "number" ? writeNumber(next, decimal, grouped, dress) : next;
        });
        text += [date, `0${decimal}5`, ...cells].map(cell).join(delimiter) + end;
      }
      text += `${delimiter.repeat(header.length - 1)}${end}`.repeat(given.trailing);
      const options: CsvOptions = {
        name: "a.csv",
        ...(told ? { delimiter, decimal } : {}),
        ...(order !== undefined && (!shows || told) ? { dateOrder: order } : {}),
      };
      const series = Series.fromCsv((given.bom ? "\ufeff" : "") + text, options);
      expect([...series.times.values()]).toEqual(times);
      expect(series.columns).toEqual(["sure", ...names]);
      for (const [c, name] of names.entries()) expect([...series.column(name)]).toEqual(columns[c]);
      expect(series.place(0)).toBe(`row 1 (line ${lines[0]})`);
      expect(series.place(days.length - 1)).toBe(`row ${days.length} (line ${lines[days.length - 1]})`);
    }),
    fuzz(4000),
  );
});
