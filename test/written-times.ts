// Forty ways in which programs write the times of a series.

/** One way: the step of its rows, the names of its columns, and their cells for a moment of the clock that the file shows. */
export interface TimeWay {
  readonly step: "hours" | "days" | "weeks" | "months" | "quarters" | "years";
  readonly names: readonly string[];
  readonly cells: (time: Clock) => readonly string[];
  /** Hours east of UTC, where the cells say so. */
  readonly east?: number;
}

/** The parts of a moment, as texts of two digits and more. */
interface Clock {
  readonly ms: number;
  readonly y: string;
  readonly m: string;
  readonly d: string;
  readonly h: string;
  readonly date: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pad = (n: number): string => String(n).padStart(2, "0");

function clockAt(ms: number): Clock {
  const iso = new Date(ms).toISOString();
  const [y, m, d] = iso.slice(0, 10).split("-");
  return { ms, y, m, d, h: iso.slice(11, 13), date: iso.slice(0, 10) };
}

const starts: Readonly<Record<TimeWay["step"], number>> = {
  hours: Date.UTC(2019, 0, 30, 5),
  days: Date.UTC(2019, 0, 20),
  weeks: Date.UTC(2018, 11, 3),
  months: Date.UTC(2016, 2, 1),
  quarters: Date.UTC(2012, 3, 1),
  years: Date.UTC(1988, 0, 1),
};

function momentOf(step: TimeWay["step"], row: number): number {
  const start = starts[step];
  const { y, m } = clockAt(start);
  const month = (count: number): number => Date.UTC(Number(y), Number(m) - 1 + count * row, 1);
  if (step === "months") return month(1);
  if (step === "quarters") return month(3);
  if (step === "years") return month(12);
  return start + row * (step === "hours" ? HOUR : step === "days" ? DAY : 7 * DAY);
}

/** The moments that a reader must find, as UTC milliseconds, and the cells of each. */
export function writeTimes(way: TimeWay, rows: number): { times: number[]; cells: (readonly string[])[] } {
  const shown = Array.from({ length: rows }, (_, row) => momentOf(way.step, row));
  return {
    times: shown.map((ms) => ms - (way.east ?? 0) * HOUR),
    cells: shown.map((ms) => way.cells(clockAt(ms))),
  };
}

const months = "January February March April May June July August September October November December".split(" ");
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const monthOf = ({ m }: Clock): string => months[Number(m) - 1];
const quarterOf = ({ m }: Clock): string => String(Math.ceil(Number(m) / 3));
const bare = (digits: string): string => String(Number(digits));
const german = ({ d, m, y }: Clock): string => `${d}.${m}.${y}`;

/** 5:00 PM. */
function half({ h }: Clock): string {
  const hour = Number(h);
  return `${hour % 12 === 0 ? 12 : hour % 12}:00 ${hour < 12 ? "AM" : "PM"}`;
}

function isoWeek({ ms }: Clock): { year: number; week: string } {
  const thursday = ms + 3 * DAY;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: pad(1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY))) };
}

/** A day's midnight as the 24th hour of the day before. */
function until24(time: Clock): string {
  return time.h === "00" ? `${clockAt(time.ms - DAY).date} 24:00` : `${time.date} ${time.h}:00`;
}

function one(step: TimeWay["step"], name: string, cell: (time: Clock) => string, east = 0): TimeWay {
  return { step, names: [name], cells: (time) => [cell(time)], east };
}

function several(step: TimeWay["step"], names: readonly string[], cells: TimeWay["cells"]): TimeWay {
  return { step, names, cells };
}

export const timeWays: Readonly<Record<string, TimeWay>> = {
  "ISO with T": one("hours", "time", (t) => `${t.date}T${t.h}:00`),
  "ISO with blank": one("hours", "Date", (t) => `${t.date} ${t.h}:00:00`),
  "ISO with Z": one("hours", "datetime", (t) => `${t.date}T${t.h}:00:00.000Z`),
  "ISO with offset": one("hours", "utc_timestamp", (t) => `${t.date}T${t.h}:00:00+02:00`, 2),
  "zone behind": one("hours", "Time", (t) => `${t.date} ${t.h}:00 CET`, 1),
  compact: one("hours", "time", (t) => `${t.date.replaceAll("-", "")}T${t.h}00`),
  "fourteen digits": one("hours", "datetime", (t) => `${t.date.replaceAll("-", "")}${t.h}0000`),
  "24:00": one("hours", "Date", until24),
  "German with time": one("hours", "Datum", (t) => `${german(t)} ${t.h}:00`),
  "twelve hours": one("hours", "Date", (t) => `${bare(t.m)}/${bare(t.d)}/${t.y} ${half(t)}`),
  "named month with time": one("hours", "Timestamp", (t) => `${t.d}-${monthOf(t).slice(0, 3)}-${t.y} ${t.h}:00`),
  interval: one(
    "hours",
    "MTU (CET/CEST)",
    (t) => `${german(t)} ${t.h}:00 - ${german(clockAt(t.ms + HOUR))} ${clockAt(t.ms + HOUR).h}:00`,
  ),
  "Unix seconds": one("hours", "timestamp", (t) => String(t.ms / 1000)),
  "Unix milliseconds": one("hours", "openTime", (t) => String(t.ms)),
  "Unix microseconds": one("hours", "time", (t) => `${t.ms}000`),
  "Unix nanoseconds": one("hours", "unix", (t) => `${t.ms}000000`),
  "day numbers with time": one("hours", "Date", (t) => (t.ms / DAY + 25_569).toFixed(10)),
  "date and time": several("hours", ["Date", "Time"], (t) => [t.date, `${t.h}:00`]),
  "German date and interval": several("hours", ["Datum", "Uhrzeit"], (t) => [
    german(t),
    `${t.h}:00 - ${clockAt(t.ms + HOUR).h}:00`,
  ]),
  "date and hour": several("hours", ["dteday", "hr"], (t) => [t.date, bare(t.h)]),
  "year, month, day, hour": several("hours", ["year", "month", "day", "hour"], (t) => [t.y, t.m, t.d, t.h].map(bare)),
  "year/month/day": one("days", "Date", (t) => `${t.y}/${bare(t.m)}/${bare(t.d)}`),
  "day.month.year": one("days", "Date", (t) => `${bare(t.d)}.${bare(t.m)}.${t.y}`),
  "month/day/year": one("days", "Date", (t) => `${t.m}/${t.d}/${t.y}`),
  "day/month/short year": one("days", "Date", (t) => `${t.d}/${t.m}/${t.y.slice(2)}`),
  "day-Mon-short year": one("days", "Date", (t) => `${bare(t.d)}-${monthOf(t).slice(0, 3)}-${t.y.slice(2)}`),
  "weekday before": one(
    "days",
    "Day",
    (t) => `${weekdays[new Date(t.ms).getUTCDay()].slice(0, 3)}, ${monthOf(t)} ${bare(t.d)}, ${t.y}`,
  ),
  "eight digits": one("days", "date", (t) => t.date.replaceAll("-", "")),
  "day numbers": one("days", "Date", (t) => String(t.ms / DAY + 25_569)),
  "ISO weeks": one("weeks", "Week", (t) => `${isoWeek(t).year}-W${isoWeek(t).week}`),
  "year and week": several("weeks", ["year", "week"], (t) => [String(isoWeek(t).year), bare(isoWeek(t).week)]),
  "Mon-short year": one("months", "Month", (t) => `${monthOf(t).slice(0, 3)}-${t.y.slice(2)}`),
  "six digits": one("months", "month", (t) => `${t.y}${t.m}`),
  "1985M01": one("months", "TIME_PERIOD", (t) => `${t.y}M${t.m}`),
  "month/year": one("months", "Period", (t) => `${t.m}/${t.y}`),
  "firsts of months": one("months", "Date", (t) => `${t.m}/${t.d}/${t.y}`),
  "year and month": several("months", ["Year", "Month"], (t) => [t.y, monthOf(t)]),
  "2019Q1": one("quarters", "DATE", (t) => `${t.y}Q${quarterOf(t)}`),
  "Q1 2019": one("quarters", "Quarter", (t) => `Q${quarterOf(t)} ${t.y}`),
  years: one("years", "Year", (t) => t.y),
};
