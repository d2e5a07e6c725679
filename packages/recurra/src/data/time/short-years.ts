// Years of two digits: the century and the order of the numbers that put a whole column in order.

import { DataError, wordPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { DAY, formatDays } from "./calendar.ts";
import { followEachOther } from "./date-order.ts";
import { arrangeShort, type DateOrder, resolveTime, type TimeCell } from "./time-cell.ts";
import { refuseTime, type TimeColumnContext } from "./time-refusal.ts";

export interface ShortYears {
  readonly order: DateOrder;
  readonly century: (year: number) => number;
  readonly note: string;
}

interface Reading extends ShortYears {
  readonly values: readonly number[];
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
export function findShortYears(
  cells: readonly string[],
  parts: readonly TimeCell[],
  context: TimeColumnContext,
): ShortYears {
  if (parts[0].shape === "named-month") requireYears(cells, parts, context);
  const short = parts[0].shape === "short";
  const asked = context.dateOrder;
  const tried: readonly DateOrder[] = short ? (asked === undefined ? ["mdy", "dmy", "ymd"] : [asked]) : ["ymd"];
  const readings = tried.flatMap((order) => readWith(parts, order, short) ?? []);
  if (readings.length === 0) {
    const wrong = parts.findIndex((part) => typeof resolveTime(part, tried[0], centuries[0]) === "string");
    const words = asked === undefined && short ? "is a date that is none in any order" : "is a date that is none";
    refuseTime("DATE_INVALID", wrong, cells, words, context, ["correct the cell"]);
  }
  const ordered = readings.filter((reading) => reading.ordered).sort((a, b) => a.span - b.span);
  const several = ordered.length === 0 ? readings : ordered;
  const [first, second] = several;
  if (second === undefined) return first;
  const even = several.filter(({ values }) => followEachOther(values));
  if (even.length === 1) return { ...even[0], note: `${even[0].note}: only so do the hours go on from day to day` };
  const days = new Set(several.map(({ order }) => order));
  const both = days.has("mdy") && days.has("dmy");
  if (!both && ordered.length > 1 && second.span >= FAR * first.span && first.span > 0) return first;
  const at = Math.max(
    0,
    parts.findIndex((_, i) => first.values[i] !== second.values[i]),
  );
  const read = ({ order, values }: Reading) => `${formatDays(Math.floor(values[at] / DAY))} read as ${orders[order]}`;
  throw new DataError(
    "DATE_ORDER_AMBIGUOUS",
    context.file,
    `column ${quoteCell(context.column)}: years have two digits, and no date shows which number is which: ${quoteCell(cells[at])} (${wordPlace(context.place(at))}) is ${several.map(read).join(" and ")}`,
    {
      place: { ...context.place(at), column: context.column, said: true },
      found: cells[at],
      remedies: [["say which with ", { option: "dateOrder", value: several.map(({ order }) => order) }]],
    },
  );
}

function readWith(parts: readonly TimeCell[], order: DateOrder, short: boolean): Reading | undefined {
  let usual: Reading | undefined;
  for (const century of centuries) {
    const values: number[] = [];
    for (const part of parts) {
      const value = resolveTime(part, order, century);
      if (typeof value === "string") break;
      values.push(value);
    }
    if (values.length < parts.length) continue;
    const years = parts.map((part) => century(short ? arrangeShort(part, order)[0] : part.year));
    const [least, most] = extremes(years);
    const range = least === most ? `${least}` : `${least} to ${most}`;
    const note = `years of two digits read as ${range}${short ? `, dates as ${orders[order]}` : ""}`;
    const [earliest, latest] = extremes(values);
    const reading = { order, century, note, values, ordered: isOrdered(values), span: latest - earliest };
    // In order, and then in the shortest time: 39, 40 newest first would be 99 years.
    const better = reading.ordered && !(usual?.ordered && usual.span <= reading.span);
    if (usual === undefined || better) usual = reading;
  }
  return usual;
}

function extremes(values: readonly number[]): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

/** Whether the times never fall, or never rise: the newest row may stand first. */
function isOrdered(values: readonly number[]): boolean {
  return (
    values.every((value, i) => i === 0 || value >= values[i - 1]) ||
    values.every((value, i) => i === 0 || value <= values[i - 1])
  );
}

/** "Jan-05" is a month where the months change from row to row; where the numbers change within a month they are days. */
function requireYears(cells: readonly string[], parts: readonly TimeCell[], context: TimeColumnContext): void {
  if (parts.some(({ year }) => year === 0 || year > 31)) return;
  const kept = parts.filter((part, i) => i > 0 && part.first === parts[i - 1].first && part.year !== parts[i - 1].year);
  if (kept.length === 0 || 2 * kept.length < parts.length - 1) return;
  const words = "may be a month with its year, or a day without one";
  refuseTime("TIME_NOT_READ", 0, cells, words, context, ["write years with four digits"]);
}
