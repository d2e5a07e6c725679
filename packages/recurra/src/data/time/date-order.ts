// Which of a date's numbers is the day and which the month: what the cells of a column show together.

import { DataError, wordPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { type DateOrder, resolveTime, type TimeCell } from "./time-cell.ts";
import { refuseTime as fail, type TimeColumnContext } from "./time-refusal.ts";

/**
 * The order of dates that end with a year of four digits. Throws DATE_ORDER_AMBIGUOUS when no cell shows it, DATE_ORDER_MIXED when cells
 * show both. Steps that decide are noted.
 */
export function findOrder(
  cells: readonly string[],
  parts: readonly TimeCell[],
  context: TimeColumnContext,
  notes: string[],
): DateOrder {
  if (parts.length === 0 || parts[0].shape !== "year-last") return "ymd";
  requireOneSign(cells, parts, context);
  const none = parts.findIndex(({ first, second }) => first > 12 && second > 12);
  if (none >= 0) {
    const { first, second } = parts[none];
    const words = `is a date that is none: neither ${first} nor ${second} is a month`;
    fail("DATE_INVALID", none, cells, words, context, ["correct the cell"]);
  }
  const asked = context.dateOrder;
  if (asked === "ymd") {
    const remedies: Phrase[] = [["use ", { option: "dateOrder", value: ["dmy", "mdy"] }]];
    fail(
      "DATE_ORDER",
      0,
      cells,
      "ends with the year, but was to be read in the order year, month, day",
      context,
      remedies,
    );
  }
  if (asked !== undefined) {
    requireMonths(cells, parts, asked, context);
    return asked;
  }
  const dayFirst = parts.findIndex(({ first, second }) => first > 12 && second <= 12);
  const monthFirst = parts.findIndex(({ first, second }) => second > 12 && first <= 12);
  if (dayFirst >= 0 && monthFirst >= 0) {
    const [early, late] = dayFirst < monthFirst ? [dayFirst, monthFirst] : [monthFirst, dayFirst];
    const [meant, other] = early === dayFirst ? ["month/day", "day/month"] : ["day/month", "month/day"];
    const words = `is ${meant}, but ${wordPlace(context.place(early))} is ${other} (${quoteCell(cells[early])})`;
    fail("DATE_ORDER_MIXED", late, cells, words, context, ["write all dates in one order"]);
  }
  if (dayFirst >= 0) return "dmy";
  if (monthFirst >= 0) return "mdy";
  const example = Math.max(
    0,
    parts.findIndex(({ first, second }) => first !== second),
  );
  // Dates such as 05/05/2020 are the same day both ways.
  if (parts.every(({ first, second }) => first === second)) return "mdy";
  const steady = orderOfSteps(parts);
  if (steady !== undefined) {
    const [meant, other] = steady === "dmy" ? ["day/month", "month/day"] : ["month/day", "day/month"];
    notes.push(`dates read as ${meant}/year, by which all steps are alike: by ${other} they would not be`);
    return steady;
  }
  throw new DataError(
    "DATE_ORDER_AMBIGUOUS",
    context.file,
    `column ${quoteCell(context.column)}: no date shows whether the day or the month comes first: ${quoteCell(cells[example])} (${wordPlace(context.place(example))}) is ${readBothWays(parts[example])}`,
    {
      place: { ...context.place(example), column: context.column, said: true },
      found: cells[example],
      remedies: [["say which with ", { option: "dateOrder", value: ["dmy", "mdy"] }]],
    },
  );
}

/** Fewer days than these show no order by their steps. */
const leastDays = 3;

/** The order by which times of day go on from day to day in equal steps, where by the other they do not. */
function orderOfSteps(parts: readonly TimeCell[]): DateOrder | undefined {
  if (!parts.some(({ clock }) => clock !== undefined && clock > 0)) return undefined;
  if (new Set(parts.map(({ first, second }) => 100 * first + second)).size < leastDays) return undefined;
  const [dmy, mdy] = (["dmy", "mdy"] as const).map((order) => isSteady(parts.map((part) => resolveTime(part, order))));
  return dmy === mdy ? undefined : dmy ? "dmy" : "mdy";
}

function isSteady(times: readonly (number | string)[]): boolean {
  const step = Number(times[1]) - Number(times[0]);
  return step > 0 && times.every((time, i) => i === 0 || Number(time) - Number(times[i - 1]) === step);
}

/** Rows with two signs between their numbers may have two orders: a spreadsheet turns some dates round and leaves the others as text. */
function requireOneSign(cells: readonly string[], parts: readonly TimeCell[], context: TimeColumnContext): void {
  const other = parts.findIndex(({ separator }) => separator !== parts[0].separator);
  if (other < 0) return;
  const signs = [parts[0].separator, parts[other].separator];
  const most = signs.map((sign) =>
    parts.reduce((max, part) => (part.separator === sign ? Math.max(max, part.first) : max), 0),
  );
  const swapped = most.findIndex((first) => first <= 12);
  const odd =
    swapped < 0 ? "" : `: in those with "${signs[swapped]}" no day is above 12, as where day and month were swapped`;
  const words = `has another sign between its numbers than ${wordPlace(context.place(0))} (${quoteCell(cells[0])}), so rows may differ in the order of day and month${odd}`;
  fail("DATE_ORDER_MIXED", other, cells, words, context, ["write all dates in one order, year first"]);
}

function requireMonths(
  cells: readonly string[],
  parts: readonly TimeCell[],
  order: DateOrder,
  context: TimeColumnContext,
): void {
  const wrong = parts.findIndex(({ first, second }) => (order === "dmy" ? second : first) > 12);
  if (wrong < 0) return;
  const { first, second } = parts[wrong];
  const [month, other, read] = order === "dmy" ? [second, "mdy", "day/month/year"] : [first, "dmy", "month/day/year"];
  fail("DATE_INVALID", wrong, cells, `has no month ${month}, read as ${read}`, context, [
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
