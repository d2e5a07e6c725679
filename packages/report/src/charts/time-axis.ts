import { type TickUnit, timeTicks } from "recurra/drawing";
import { grouped } from "recurra/words";
import type { ForecastData } from "../data/result.ts";

type Clock = ForecastData["clock"];

/** Positions of times along a chart: UTC milliseconds on a time scale, or row numbers on a linear one. */
export interface TimeAxis {
  readonly type: "utc" | "linear";
  readonly at: (label: string) => number;
  /** About `count` ticks within a span, and what stands at them. */
  readonly ticks: (
    span: readonly [number, number],
    count: number,
  ) => { ticks: number | number[]; tickFormat: (at: number) => string };
}

const FINEST: Readonly<Record<Exclude<Clock, "row">, TickUnit>> = {
  datetime: "second",
  date: "day",
  month: "month",
  quarter: "month",
  year: "year",
};

/** The axis for a clock's labels: "2018-05-11", "2018-05", "2018-Q2", "2018", "2018-05-11 16:00:00.000Z", "2018-05-11 16:00+02:00", or a row number. */
export function timeAxis(clock: Clock): TimeAxis {
  if (clock === "row") {
    const tickFormat = (row: number): string => (Number.isInteger(row) ? grouped(row) : "");
    return { type: "linear", at: Number, ticks: (_, count) => ({ ticks: count, tickFormat }) };
  }
  return {
    type: "utc",
    at: moment,
    ticks: (span, count) => {
      const { ticks, tickFormat } = timeTicks(span, count, FINEST[clock]);
      return { ticks: [...ticks], tickFormat };
    },
  };
}

/** Times of a zone stand where its clocks show them. */
function moment(label: string): number {
  const [date, clock = "00:00"] = label.replace(/Z$|(?<=:\d{2}(?:\.\d+)?)[+-]\d{2}:\d{2}$/, "").split(" ");
  const [year, part = "01", day = "01"] = date.split("-");
  const month = part.startsWith("Q") ? String(3 * Number(part.slice(1)) - 2).padStart(2, "0") : part;
  return Date.parse(`${year}-${month}-${day}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
}
