// Years of two digits: the century and the order of the numbers that put a whole column in order.

import { DataError, wordPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { DAY, formatDays } from "../time/calendar.ts";
import { arrangeShort, type DateOrder, resolveTime, type TimeCell } from "../time/time-cell.ts";
import { followEachOther, timesIn } from "./date-order.ts";
import type { TimeCells } from "./time-cells.ts";
import type { TimeFacts } from "./time-facts.ts";
import { refuseTime, type TimeColumnContext } from "./time-refusal.ts";

export interface ShortYears {
  readonly order: DateOrder;
  readonly century: (year: number) => number;
  readonly note: string;
}

interface Reading extends ShortYears {
  readonly ordered: boolean;
  readonly span: number;
}

/** The first window is the usual one: 40 to 99 are 1940 to 1999, 00 to 39 are 2000 to 2039. The others put a whole column in one century. */
const centuries: readonly ((year: number) => number)[] = [
  (year) => (year < 40 ? 2000 : 1900) + year,
  (year) => 1900 + year,
  (year) => 2000 + year,
];

const orders = { mdy: "month/day/year", dmy: "day/month/year", ymd: "year/month/day" } as const;

/** A span this many times as long as another is of years that are none. */
const FAR = 20;

/**
 * How a column with years of two digits is read. Throws DataError: DATE_ORDER_AMBIGUOUS where several orders of the numbers put the rows in
 * order, DATE_INVALID where none gives dates, TIME_NOT_READ where "Jan-05" may be a day as well.
 */
export function findShortYears(cells: TimeCells, { shape }: TimeFacts, context: TimeColumnContext): ShortYears {
  if (shape === "named-month") requireYears(cells, context);
  const short = shape === "short";
  const asked = context.dateOrder;
  const tried: readonly DateOrder[] = short ? (asked === undefined ? ["mdy", "dmy", "ymd"] : [asked]) : ["ymd"];
  const readings = tried.flatMap((order) => readWith(cells, order, short) ?? []);
  if (readings.length === 0) {
    const wrong = readIn(cells, tried[0], centuries[0], short) as number;
    const words = asked === undefined && short ? "is a date that is none in any order" : "is a date that is none";
    refuseTime("DATE_INVALID", wrong, cells.text(wrong), words, context, ["correct the cell"]);
  }
  const ordered = readings.filter((reading) => reading.ordered).sort((a, b) => a.span - b.span);
  const several = ordered.length === 0 ? readings : ordered;
  const [first, second] = several;
  if (second === undefined) return first;
  const even = several.filter(({ order, century }) => followEachOther(timesIn(cells, order, century)));
  if (even.length === 1) return { ...even[0], note: `${even[0].note}: only so do the hours go on from day to day` };
  const days = new Set(several.map(({ order }) => order));
  const both = days.has("mdy") && days.has("dmy");
  if (!both && ordered.length > 1 && second.span >= FAR * first.span && first.span > 0) return first;
  const at = Math.max(0, firstApart(cells, first, second));
  const read = (reading: ShortYears) =>
    `${formatDays(Math.floor(timeAt(cells, at, reading) / DAY))} read as ${orders[reading.order]}`;
  const found = cells.text(at);
  throw new DataError(
    "DATE_ORDER_AMBIGUOUS",
    context.file,
    `column ${quoteCell(context.column)}: years have two digits, and no date shows which number is which: ${quoteCell(found)} (${wordPlace(context.place(at))}) is ${several.map(read).join(" and ")}`,
    {
      place: { ...context.place(at), column: context.column, said: true },
      found,
      remedies: [["say which with ", { option: "dateOrder", value: several.map(({ order }) => order) }]],
    },
  );
}

/** The first row whose times in two readings differ; -1 where none do. */
function firstApart(cells: TimeCells, one: ShortYears, other: ShortYears): number {
  for (let row = 0; row < cells.length; row++) if (timeAt(cells, row, one) !== timeAt(cells, row, other)) return row;
  return -1;
}

function timeAt(cells: TimeCells, row: number, { order, century }: ShortYears): number {
  return resolveTime(cells.read(row) as TimeCell, order, century) as number;
}

function readWith(cells: TimeCells, order: DateOrder, short: boolean): Reading | undefined {
  let usual: Reading | undefined;
  for (const century of centuries) {
    const found = readIn(cells, order, century, short);
    if (typeof found === "number") continue;
    const { least, most, ordered, span } = found;
    const range = least === most ? `${least}` : `${least} to ${most}`;
    const note = `years of two digits read as ${range}${short ? `, dates as ${orders[order]}` : ""}`;
    const reading = { order, century, note, ordered, span };
    // In order, and then in the shortest time: 39, 40 newest first would be 99 years.
    const better = reading.ordered && !(usual?.ordered && usual.span <= reading.span);
    if (usual === undefined || better) usual = reading;
  }
  return usual;
}

interface ReadColumn {
  /** Years. */
  readonly least: number;
  readonly most: number;
  /** Whether the times never fall, or never rise: the newest row may stand first. */
  readonly ordered: boolean;
  /** From the earliest to the latest time. */
  readonly span: number;
}

/** What the times are in an order of their numbers and a century; the first row without one in its place. */
function readIn(
  cells: TimeCells,
  order: DateOrder,
  century: (year: number) => number,
  short: boolean,
): ReadColumn | number {
  let [least, most, earliest, latest] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  let [rises, falls, before] = [false, false, Number.NaN];
  for (let row = 0; row < cells.length; row++) {
    const cell = cells.read(row) as TimeCell;
    const value = resolveTime(cell, order, century);
    if (typeof value === "string") return row;
    const year = century(short ? arrangeShort(cell, order)[0] : cell.year);
    if (year < least) least = year;
    if (year > most) most = year;
    if (value < earliest) earliest = value;
    if (value > latest) latest = value;
    if (value > before) rises = true;
    if (value < before) falls = true;
    before = value;
  }
  return { least, most, ordered: !(rises && falls), span: latest - earliest };
}

/** "Jan-05" is a month where the months change from row to row; where the numbers change within a month they are days. */
function requireYears(cells: TimeCells, context: TimeColumnContext): void {
  let kept = 0;
  let [month, before] = [0, 0];
  for (let row = 0; row < cells.length; row++) {
    const { year, first } = cells.read(row) as TimeCell;
    if (year === 0 || year > 31) return;
    if (row > 0 && first === month && year !== before) kept++;
    [month, before] = [first, year];
  }
  if (kept === 0 || 2 * kept < cells.length - 1) return;
  const words = "may be a month with its year, or a day without one";
  refuseTime("TIME_NOT_READ", 0, cells.text(0), words, context, ["write years with four digits"]);
}
