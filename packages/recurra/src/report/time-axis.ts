import type { ForecastData } from "./result.ts";

/** Positions of times along a chart: dates on a UTC scale, or numbers on a linear one. */
export interface TimeAxis {
  readonly type: "utc" | "linear";
  readonly at: (label: string) => Date | number;
}

/** The axis for a clock's labels: "2018-05-11", "2018-05", "2018", "2018-05-11 16:00:00.000Z", or a row number. */
export function timeAxis(clock: ForecastData["clock"]): TimeAxis {
  return clock === "row" ? { type: "linear", at: Number } : { type: "utc", at: moment };
}

function moment(label: string): Date {
  const [date, clock = "00:00"] = label.replace("Z", "").split(" ");
  const [year, month = "01", day = "01"] = date.split("-");
  return new Date(`${year}-${month}-${day}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
}
