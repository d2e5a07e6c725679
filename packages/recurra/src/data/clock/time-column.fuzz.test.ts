import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { DataError } from "../../core/errors.ts";
import { CellColumn } from "../columns/cell-column.ts";
import { civilFromDays, DAY, floorMod, HOUR, MINUTE, pad } from "../time/calendar.ts";
import { readTimeColumn } from "./time-column.ts";

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Ways to write a moment. */
const ways: readonly ((time: number) => string)[] = (() => {
  const parts = (time: number) => {
    const { year, month, day } = civilFromDays(Math.floor(time / DAY));
    const rest = floorMod(time, DAY);
    const [h, m, s] = [Math.floor(rest / HOUR), Math.floor(rest / MINUTE) % 60, Math.floor(rest / 1000) % 60];
    return {
      y: pad(year, 4),
      mo: pad(month, 2),
      d: pad(day, 2),
      month,
      day,
      h,
      hh: pad(h, 2),
      mm: pad(m, 2),
      ss: pad(s, 2),
    };
  };
  const of = (write: (p: ReturnType<typeof parts>, time: number) => string) => (time: number) =>
    write(parts(time), time);
  return [
    of(({ y, mo, d }) => `${y}-${mo}-${d}`),
    of(({ y, mo, d, hh, mm, ss }) => `${y}-${mo}-${d}T${hh}:${mm}:${ss}Z`),
    of(({ y, mo, d, hh, mm, ss }) => `${y}-${mo}-${d} ${hh}:${mm}:${ss}+02:00`),
    of(({ y, mo, d, hh, mm, ss }, t) => `${y}-${mo}-${d} ${hh}:${mm}:${ss}.${pad(floorMod(t, 999_983), 6)}`),
    of(({ y, mo, d, hh, mm }, t) => `${d}.${mo}.${y} ${hh}:${mm}${t % 3 === 0 ? " CET" : " CEST"}`),
    of(({ y, mo, d, hh, mm }) => `${d}.${mo}.${y} ${hh}:${mm}`),
    of(
      ({ y, month, day, h, mm }) => `${month}/${day}/${y} ${h % 12 === 0 ? 12 : h % 12}:${mm} ${h < 12 ? "AM" : "PM"}`,
    ),
    of(({ y, mo, d, hh, mm }) => `${d}/${mo}/${y.slice(2)} ${hh}:${mm}`),
    of(({ y, month, d, hh, mm }) => `${d}-${months[month - 1]}-${y} ${hh}:${mm}`),
    of(({ y, month }) => `${months[month - 1]}-${y.slice(2)}`),
    of(({ y, month }) => `${y}-${month}`),
    of(({ y, month }) => `${y}Q${Math.ceil(month / 3)}`),
    of(({ y, month, day }) => `${y}-W${pad(4 * month, 2)}-${1 + (day % 7)}`),
    of(({ y, mo, d, hh, mm }) => `${y}${mo}${d}${hh}${mm}`),
    of(({ y, mo, d }) => `${y}年${mo}月${d}日`),
    of(({ d, mo, y, hh, mm, h }) => `${d}.${mo}.${y} ${hh}:${mm} - ${pad(h, 2)}:59`),
    of((_, t) => String(Math.floor(t / 1000))),
    of((_, t) => String(t)),
    of((_, t) => `${t}000000`),
    of((_, t) => String(25_569 + t / DAY)),
    of(({ y, month }) => String(Number(y) + (month - 1) / 12).slice(0, 9)),
    of(({ y, month }) => `${y}.${pad(month, 2)}`),
  ];
})();

const wrong = fc.constantFrom(
  "",
  "NA",
  "31.02.2018 10:00",
  "2018-13-01",
  "24:00",
  "x",
  "2018-05-31 24:00:00",
  "1.#IND",
  "99/99/9999",
);
const name = fc.constantFrom("Date", "time", "week", "quarter", "t", "Time (UTC)");
const column = fc
  .record({
    way: fc.constantFrom(...ways),
    start: fc.integer({ min: 0, max: 1_900_000 }).map((quarters) => quarters * 900_000),
    step: fc.constantFrom(MINUTE, 15 * MINUTE, HOUR, 7 * HOUR, DAY, 31 * DAY, 92 * DAY, -DAY, 61_001),
    rows: fc.integer({ min: 1, max: 60 }),
    odd: fc.array(fc.tuple(fc.nat(59), fc.oneof(wrong, fc.constantFrom(...ways)), fc.nat(5)), { maxLength: 2 }),
  })
  .map(({ way, start, step, rows, odd }) => {
    const time = (row: number) => Math.max(0, start + row * step);
    const cells = Array.from({ length: rows }, (_, row) => way(time(row)));
    for (const [row, other, chance] of odd) {
      // Most columns are whole.
      if (chance === 0 && row < rows) cells[row] = typeof other === "string" ? other : other(time(row));
    }
    return cells;
  });

const settings = fc.record({
  column: name,
  asked: fc.boolean(),
  dateOrder: fc.constantFrom(undefined, undefined, "dmy" as const, "mdy" as const),
  format: fc.constantFrom(...Array<undefined>(8).fill(undefined), "%d.%m.%Y %H:%M", "%Y-%m-%d", "%m/%d/%Y %I:%M %p"),
  zone: fc.constantFrom(undefined, undefined, undefined, "Europe/Berlin"),
});

function outcome(cells: readonly string[], given: object & { column: string }, least: number): unknown {
  const place = (row: number) => ({ row: row + 1, line: row + 2 });
  try {
    const { zone, ...found } = readTimeColumn(CellColumn.of(cells), { file: "a.csv", place, ...given, least });
    return { ...found, zone: zone?.name };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const { code, message, place: at, found, remedies } = error;
    return { code, message, at, found, remedies };
  }
}

test("a column that is read by the digits of its forms has the times, notes and errors of one that is read cell by cell", () => {
  let read = 0;
  fc.assert(
    fc.property(column, settings, (cells, given) => {
      const slow = outcome(cells, given, Number.POSITIVE_INFINITY);
      if (!("code" in (slow as object))) read++;
      expect(outcome(cells, given, 1)).toEqual(slow);
    }),
    fuzz(2000),
  );
  expect(read).toBeGreaterThan(700);
});
