import type { ForecastData } from "../data/result.ts";

/** Positions of times along a chart: UTC milliseconds on a time scale, or row numbers on a linear one. */
interface TimeAxis {
  readonly type: "utc" | "linear";
  readonly at: (label: string) => number;
}

/** The axis for a clock's labels: "2018-05-11", "2018-05", "2018", "2018-05-11 16:00:00.000Z", or a row number. */
export function timeAxis(clock: ForecastData["clock"]): TimeAxis {
  return clock === "row" ? { type: "linear", at: Number } : { type: "utc", at: moment };
}

function moment(label: string): number {
  const [date, clock = "00:00"] = label.replace("Z", "").split(" ");
  const [year, month = "01", day = "01"] = date.split("-");
  return Date.parse(`${year}-${month}-${day}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
}
