// Which of a date's numbers is the day and which the month: what the cells of a column show together.

import { DataError, wordPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
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
    notes.push(`dates read as ${meant}/year, by which all steps are alike: by ${other} they would not be`);
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

/** Fewer days than these show no order by their steps. */
const leastDays = 3;

/** The order by which times of day go on from day to day in equal steps, where by the other they do not. */
function orderOfSteps(cells: TimeCells): DateOrder | undefined {
  const days = new Set<number>();
  for (let row = 0; row < cells.length; row++) {
    const { first, second } = cells.read(row) as TimeCell;
    days.add(100 * first + second);
  }
  if (days.size < leastDays) return undefined;
  const [dmy, mdy] = (["dmy", "mdy"] as const).map((order) => isSteady(cells, order));
  return dmy === mdy ? undefined : dmy ? "dmy" : "mdy";
}

function isSteady(cells: TimeCells, order: DateOrder): boolean {
  let [before, step] = [Number.NaN, Number.NaN];
  for (let row = 0; row < cells.length; row++) {
    const time = Number(resolveTime(cells.read(row) as TimeCell, order));
    if (row === 1) step = time - before;
    if (row > 0 && !(step > 0 && time - before === step)) return false;
    before = time;
  }
  return cells.length > 1;
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
