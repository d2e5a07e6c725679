// Hostile files: whatever the bytes, a file is read or refused in one line that names it, in time that grows with its size.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { DataError, OptionError, RecurraError } from "../../core/errors.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber, weighDecimal } from "../cells/number-cell.ts";
import { decodeText } from "../csv/text.ts";
import { StandardScaler } from "../scaler.ts";
import { Series } from "../series/series.ts";
import { split } from "../split.ts";
import { dissectTime } from "../time/time-cell.ts";
import type { CsvOptions } from "./csv-options.ts";

const NAME = "a.csv";
const inherited = Object.getOwnPropertyNames(Object.prototype).sort();

/** Reads and uses a file; all that may happen is a clear refusal. Returns whether it was read. */
function use(text: string, options: CsvOptions = {}): boolean {
  let series: Series;
  try {
    series = Series.fromCsv(text, { name: NAME, ...options });
  } catch (error) {
    requireClear(error);
    if (error instanceof DataError) expect(error.message.startsWith(`${NAME}: `), error.message).toBe(true);
    else expect(error).toBeInstanceOf(OptionError);
    return false;
  }
  expect(series.times.length).toBe(series.length);
  for (const column of series.columns) {
    const values = series.column(column);
    expect(values.length).toBe(series.length);
    expect(values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)).toBe(false);
  }
  const works = [
    () => series.check(),
    () => series.toString(),
    () => series.times.next(3).map((time) => series.times.format(time)),
    () => series.requireClean(series.columns),
    () => series.column("Close "),
    () => series.windows({ lookback: 2, horizon: 1, inputs: series.columns, targets: series.columns.slice(0, 1) }),
    () => new StandardScaler().fit(split(series, { train: 0.8 }).train).transformSeries(series),
  ];
  for (const work of works) {
    try {
      work();
    } catch (error) {
      requireClear(error);
    }
  }
  return true;
}

function requireClear(error: unknown): void {
  if (!(error instanceof RecurraError)) throw error;
  expect(error.message).not.toMatch(/undefined|\[object|[\p{Cc}\u2028\u2029]/u);
  expect(error.message).toMatch(/^[^\s].*[.:] ?.*\.$/);
  expect(error.message.length).toBeLessThan(1000);
  expect(error.code).toMatch(/^[A-Z0-9_]+$/);
}

/** Pieces of files, right and wrong. */
const piece = fc.oneof(
  fc.constantFrom(",", ";", "\t", "\n", "\r\n", "\r", '"', '""', " ", ".", "-", "+", "e", "E5", "%", "$", "€", "\\"),
  fc.constantFrom("\ufeff", "\0", "\ud800", "\udc00", "\u2028", "\u00a0", "\u0085", "\v", "\x1a", "\ufffd", "😀"),
  fc.constantFrom("1,234", "1.234,5", "1e999", "-1e-400", "NaN", "#N/A", "inf", "0x10", "1_000", "(5)", "١٢", "1 234"),
  fc.constantFrom(
    "2020-01-01",
    "31/12/2020",
    "12/31/2020",
    "02/30/2020",
    "May 5, 2020",
    "20201301",
    "1/1/20",
    "2020-01",
  ),
  fc.constantFrom(
    "2020-01-01T10:00:00Z",
    "2020-01-01 25:00",
    "2020-01-01 10:00+99:00",
    "0000-00-00",
    "9999-12-31",
    "Z",
  ),
  fc.constantFrom("Date", "time", "Close", "__proto__", "constructor", "toString", "column 2", "=cmd()"),
  fc.double().map(String),
  fc.integer().map(String),
  fc.string({ unit: "binary", maxLength: 6 }),
);

const anyOptions: fc.Arbitrary<CsvOptions> = fc.record(
  {
    time: fc.constantFrom<string | false>(false, "Date", "time", "__proto__", ""),
    columns: fc.constantFrom([], ["Close"], ["__proto__", "Close"], ["Date"], ["Close", "Close"]),
    dateOrder: fc.constantFrom("ymd", "dmy", "mdy", "yyy" as "ymd"),
    delimiter: fc.oneof(fc.constantFrom(",", ";", "\t", "|", " ", "", '"', "\n", "1", "ab", "\ud800"), fc.string()),
    decimal: fc.constantFrom(".", ",", "'" as ","),
    sort: fc.boolean(),
    repair: fc.constantFrom("drop", "forward-fill", "linear", "mean" as "drop"),
  },
  { requiredKeys: [] },
);

/** A file as markets and offices write them. */
const realistic = fc
  .record({
    delimiter: fc.constantFrom(",", ";", "\t"),
    end: fc.constantFrom("\n", "\r\n", "\r"),
    quoted: fc.boolean(),
    bom: fc.boolean(),
    order: fc.constantFrom("iso", "dmy", "mdy", "moment"),
    rows: fc.array(fc.tuple(fc.integer({ min: 0, max: 999 }), fc.double({ noNaN: true })), {
      minLength: 1,
      maxLength: 12,
    }),
  })
  .map(({ delimiter, end, quoted, bom, order, rows }) => {
    const cell = (text: string) => (quoted || text.includes(delimiter) ? `"${text}"` : text);
    const lines = rows.map(([step, value], i) => {
      const [month, day] = [String(1 + (i % 12)).padStart(2, "0"), String(1 + (step % 28)).padStart(2, "0")];
      const dates = { iso: `2020-${month}-${day}`, dmy: `${day}.${month}.2020`, mdy: `${month}/${day}/2020` };
      const date = order === "moment" ? `2020-${month}-${day}T10:${day}:00+02:00` : dates[order as "iso"];
      return [date, String(value), `1,${String(step).padStart(3, "0")}`, "text"].map(cell).join(delimiter);
    });
    return (bom ? "\ufeff" : "") + [["Date", "Close", "Volume", "Note"].map(cell).join(delimiter), ...lines].join(end);
  });

/** Changes to a text: at a place (a share of its length), remove some characters, put others in, or repeat a stretch. */
const changes = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(12),
    insert: fc.oneof(fc.constant(""), piece),
    repeat: fc.constantFrom(0, 0, 0, 1, 20),
  }),
  { maxLength: 4 },
);

function change(
  text: string,
  edits: readonly { at: number; remove: number; insert: string; repeat: number }[],
): string {
  return edits.reduce((now, { at, remove, insert, repeat }) => {
    const place = Math.floor(at * now.length);
    const stretch = now.slice(place, place + 20);
    return now.slice(0, place) + insert + stretch.repeat(repeat) + now.slice(place + remove);
  }, text);
}

test("any text is read, or refused in one line that names the file", () => {
  const soup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
  const table = fc
    .array(fc.array(piece, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 })
    .map((rows) => ["Date,Close", ...rows.map((cells) => cells.join(","))].join("\n"));
  fc.assert(
    fc.property(fc.oneof(soup, table, fc.string({ unit: "binary", maxLength: 200 })), anyOptions, (text, options) => {
      use(text, options);
    }),
    fuzz(5000),
  );
});

test("a changed file of real looks is read, or refused in one line that names the file", () => {
  let read = 0;
  let cases = 0;
  const options = fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: anyOptions });
  fc.assert(
    fc.property(realistic, changes, options, (text, edits, options) => {
      cases++;
      if (use(change(text, edits), options)) read++;
    }),
    fuzz(4000),
  );
  // Neither all nor none: the cases reach behind the first check.
  expect(read).toBeGreaterThan(cases / 20);
  expect(read).toBeLessThan(cases);
});

test("any bytes are decoded and read, or refused in one line that names the file", () => {
  const utf16 = (text: string, little: boolean) =>
    Uint8Array.from([
      ...(little ? [0xff, 0xfe] : [0xfe, 0xff]),
      ...Array.from(text, (c) => c.charCodeAt(0)).flatMap((c) => (little ? [c & 255, c >> 8] : [c >> 8, c & 255])),
    ]);
  const encoded = fc
    .tuple(realistic, fc.constantFrom("utf-8", "utf-16le", "utf-16be", "latin"))
    .map(([text, coding]) => {
      if (coding === "utf-8") return new TextEncoder().encode(text);
      return coding === "latin" ? Uint8Array.from(text, (c) => c.charCodeAt(0)) : utf16(text, coding === "utf-16le");
    });
  const mark = fc.constantFrom([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0x50, 0x4b, 3, 4], [0x1f, 0x8b]);
  const noise = fc
    .tuple(mark, fc.uint8Array({ maxLength: 200 }))
    .map(([head, tail]) => Uint8Array.from([...head, ...tail]));
  const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), { maxLength: 8 });
  fc.assert(
    fc.property(fc.oneof(encoded, noise), flips, fc.nat(3), (bytes, edits, cut) => {
      const changed = bytes.slice(0, Math.max(0, bytes.length - cut));
      for (const [at, byte] of edits) changed[Math.floor(at * changed.length)] = byte;
      let text: string;
      try {
        text = decodeText(changed, NAME);
      } catch (error) {
        requireClear(error);
        expect((error as RecurraError).code).toBe("CSV_BINARY");
        return;
      }
      use(text);
    }),
    fuzz(4000),
  );
});

test("columns named like parts of every object are columns like others, and change no object", () => {
  const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "numberOf", "length"];
  const series = Series.fromCsv(`Date,${names.join(",")}\n2020-01-01,1,2,3,4,5,6,7\n2020-01-02,2,3,4,5,6,7,9\n`);
  expect(series.columns).toEqual(names);
  expect([...series.column("__proto__")]).toEqual([1, 2]);
  const scaler = new StandardScaler().fit(split(series, { train: 1 }).train);
  const again = StandardScaler.fromJSON(JSON.parse(JSON.stringify(scaler)));
  expect(again.columns).toEqual(names);
  expect(again.scaleOf("__proto__")).toEqual({ shift: 1.5, scale: 0.5 });
  expect([...again.transformSeries(series).column("__proto__")]).toEqual([-1, 1]);
  const record = Object.fromEntries(names.map((name) => [name, [1, 2]]));
  expect(Series.fromColumns(record).columns).toEqual(names);
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(inherited);
});

test("no cell, however long, makes a pattern go back over what it has matched", () => {
  // A pattern of two parts that match the same signs needs the square of the length: this loop would not end.
  const signs = ["1", ",", ".", "e", "+", "$", " ", ":", "/", "\t"];
  const pumps = signs.flatMap((a) => [a, ...signs.map((b) => a + b), `${a}111`, `${a}${a}1`]);
  for (const pump of pumps) {
    for (const [before, after] of [
      ["", "x"],
      ["1", ""],
      ["-$", "%x"],
      ["1.", "e"],
      ["1e", "!"],
      ["1,", " x"],
    ]) {
      const cell = before + pump.repeat(Math.floor(40_000 / pump.length)) + after;
      isMissing(cell);
      dissectTime(cell);
      parseNumber(cell, ".");
      parseNumber(cell, ",");
      weighDecimal(cell, {});
    }
  }
  expect(parseNumber(`${"1".repeat(1_000_000)}x`, ".")).toBeUndefined();
  expect(parseNumber(`${"1".repeat(1_000_000)}x`, ",")).toBeUndefined();
});

test("half a megabyte in one cell, one line or one quote, and very many columns or empty lines, are read in one pass", () => {
  const many = 500_000;
  const cells = ["1".repeat(many), `${"1".repeat(many)}x`, "x".repeat(many), " ".repeat(many), ".".repeat(many)];
  for (const cell of [
    ...cells,
    ...cells.map((text) => `"${text}"`),
    `"${'""'.repeat(many)}"`,
    `"${"\n".repeat(many)}"`,
  ]) {
    use(`Date,Close\n2020-01-01,${cell}\n2020-01-02,2\n`);
    use(`Date,${cell}\n2020-01-01,1\n2020-01-02,2\n`);
    use(`${cell},Close\n2020-01-01,1\n`);
  }
  use(`Date,Close\n${"\n".repeat(many)}2020-01-01,1\n`);
  use(`Date,"Close"\n${"\r\n".repeat(many)}2020-01-01,1\n`);
  use(`Date,Close\n${"2020-01-01,1\n".repeat(100_000)}"`);
  use(",".repeat(100_000));
  const names = Array.from({ length: 100_000 }, (_, i) => `c${i}`);
  const wide = `${names.join(",")}\n${names.map((_, i) => i).join(",")}\n`;
  expect(Series.fromCsv(wide, { columns: names }).columns).toHaveLength(100_000);
});
