// Which of a date's numbers is the day and which the month: what the cells of a column show together.

import { DataError, wordPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { DAY } from "../time/calendar.ts";
import { type DateOrder, resolveTime, type TimeCell } from "../time/time-cell.ts";
import type { TimeCells } from "./time-cells.ts";
import type { TimeFacts } from "./time-facts.ts";
import { refuseTime as fail, type TimeColumnContext } from "./time-refusal.ts";

/**
 * The order of dates that end with a year of four digits. Throws DATE_ORDER_AMBIGUOUS when no cell shows it, DATE_ORDER_MIXED when cells
 * show both. Steps that decide are noted.
 */
export function findOrder(
  cells: TimeCells,
  { shape, rows, daytimes, midnights }: TimeFacts,
  context: TimeColumnContext,
  notes: string[],
): DateOrder {
  if (shape !== "year-last") return "ymd";
  if (rows.separator >= 0) refuseSigns(cells, rows.separator, context);
  const none = rows.bothOver;
  if (none >= 0) {
    const { first, second } = cells.read(none) as TimeCell;
    const words = `is a date that is none: neither ${first} nor ${second} is a month`;
    fail("DATE_INVALID", none, cells.text(none), words, context, ["correct the cell"]);
  }
  const asked = context.dateOrder;
  if (asked === "ymd") {
    const remedies: Phrase[] = [["use ", { option: "dateOrder", value: ["dmy", "mdy"] }]];
    fail(
      "DATE_ORDER",
      0,
      cells.text(0),
      "ends with the year, but was to be read in the order year, month, day",
      context,
      remedies,
    );
  }
  if (asked !== undefined) {
    const wrong = asked === "dmy" ? rows.secondOver : rows.firstOver;
    if (wrong >= 0) refuseMonth(cells, wrong, asked, context);
    return asked;
  }
  const { dayFirst, monthFirst } = rows;
  if (dayFirst >= 0 && monthFirst >= 0) {
    const [early, late] = dayFirst < monthFirst ? [dayFirst, monthFirst] : [monthFirst, dayFirst];
    const [meant, other] = early === dayFirst ? ["month/day", "day/month"] : ["day/month", "month/day"];
    const words = `is ${meant}, but ${wordPlace(context.place(early))} is ${other} (${quoteCell(cells.text(early))})`;
    fail("DATE_ORDER_MIXED", late, cells.text(late), words, context, ["write all dates in one order"]);
  }
  if (dayFirst >= 0) return "dmy";
  if (monthFirst >= 0) return "mdy";
  const example = rows.different;
  // Dates such as 05/05/2020 are the same day both ways.
  if (example < 0) return "mdy";
  const steady = daytimes || midnights ? orderOfSteps(cells) : undefined;
  if (steady !== undefined) {
    const [meant, other] = steady === "dmy" ? ["day/month", "month/day"] : ["month/day", "day/month"];
    notes.push(`dates read as ${meant}/year, by which hours go on from day to day: by ${other} they would not`);
    return steady;
  }
  const found = cells.text(example);
  const both = readBothWays(cells.read(example) as TimeCell);
  throw new DataError(
    "DATE_ORDER_AMBIGUOUS",
    context.file,
    `column ${quoteCell(context.column)}: no date shows whether the day or the month comes first: ${quoteCell(found)} (${wordPlace(context.place(example))}) is ${both}`,
    {
      place: { ...context.place(example), column: context.column, said: true },
      found,
      remedies: [["say which with ", { option: "dateOrder", value: ["dmy", "mdy"] }]],
    },
  );
}

/** Steps that may be longer than the usual one, in parts of all. */
const mostLonger = 0.05;

/**
 * Whether times (UTC milliseconds, rising or falling) go on from day to day: at one step below a day, across at least two midnights, with no
 * day left out between rows. In another order of a date's numbers, a month or a year would lie at each midnight.
 */
export function followEachOther(values: ArrayLike<number>): boolean {
  if (values.length < 6) return false;
  const sign = values[1] < values[0] ? -1 : 1;
  let step = DAY;
  for (let i = 1; i < values.length; i++) {
    const distance = sign * (values[i] - values[i - 1]);
    if (distance <= 0 || distance >= DAY) return false;
    step = Math.min(step, distance);
  }
  let [longer, midnights] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    const distance = sign * (values[i] - values[i - 1]);
    if (distance !== step) longer++;
    else if (Math.floor(values[i] / DAY) !== Math.floor(values[i - 1] / DAY)) midnights++;
  }
  return midnights >= 2 && longer <= mostLonger * values.length;
}

/** The order by which times of day go on from day to day, where by the other they do not. */
function orderOfSteps(cells: TimeCells): DateOrder | undefined {
  const [dmy, mdy] = (["dmy", "mdy"] as const).map((order) => followEachOther(timesIn(cells, order)));
  return dmy === mdy ? undefined : dmy ? "dmy" : "mdy";
}

/** The times of all cells in an order of their numbers; NaN for one that is none. */
export function timesIn(cells: TimeCells, order: DateOrder, century?: (year: number) => number): Float64Array {
  const times = new Float64Array(cells.length);
  for (let row = 0; row < times.length; row++) {
    times[row] = Number(resolveTime(cells.read(row) as TimeCell, order, century));
  }
  return times;
}

/** Rows with two signs between their numbers may have two orders: a spreadsheet turns some dates round and leaves the others as text. */
function refuseSigns(cells: TimeCells, other: number, context: TimeColumnContext): never {
  const signs = [0, other].map((row) => cells.read(row)?.separator);
  const most = signs.map(() => 0);
  for (let row = 0; row < cells.length; row++) {
    const { separator, first } = cells.read(row) as TimeCell;
    const at = signs.indexOf(separator);
    if (at >= 0) most[at] = Math.max(most[at], first);
  }
  const swapped = most.findIndex((first) => first <= 12);
  const odd =
    swapped < 0 ? "" : `: in those with "${signs[swapped]}" no day is above 12, as where day and month were swapped`;
  const words = `has another sign between its numbers than ${wordPlace(context.place(0))} (${quoteCell(cells.text(0))}), so rows may differ in the order of day and month${odd}`;
  return fail("DATE_ORDER_MIXED", other, cells.text(other), words, context, [
    "write all dates in one order, year first",
  ]);
}

function refuseMonth(cells: TimeCells, wrong: number, order: DateOrder, context: TimeColumnContext): never {
  const { first, second } = cells.read(wrong) as TimeCell;
  const [month, other, read] = order === "dmy" ? [second, "mdy", "day/month/year"] : [first, "dmy", "month/day/year"];
  return fail("DATE_INVALID", wrong, cells.text(wrong), `has no month ${month}, read as ${read}`, context, [
    "correct the cell",
    ["choose the other order with ", { option: "dateOrder", value: other }],
  ]);
}

function readBothWays(part: TimeCell): string {
  const dmy = isoDate(part.year, part.second, part.first);
  const mdy = isoDate(part.year, part.first, part.second);
  return `${dmy} read as day/month/year and ${mdy} read as month/day/year`;
}

function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
