// A time zone by its name, such as Europe/Berlin. The rules are those of the runtime, the one thing here that its version decides: the
// only file of the rooms of data that asks Intl.

import { OptionError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { type OptionRule, text } from "../../core/option-rules.ts";
import { DAY, daysFromCivil, HOUR, MINUTE, pad } from "./calendar.ts";

export const TIME_ZONE: OptionRule<string> = /* @__PURE__ */ text("a time zone such as Europe/Berlin");

/** What a day of UTC has of a zone: its offset, and where that changes within the day, when and to what. */
interface ZoneDay {
  readonly offset: number;
  readonly changes: number;
  readonly later: number;
}

/** The offsets of a zone from UTC, in milliseconds. */
export class TimeZone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, ZoneDay>();
  #near: { readonly day: number; readonly offset: number | undefined } = { day: Number.NaN, offset: undefined };

  /** Throws OptionError TIME_ZONE for a name that the runtime does not know. */
  constructor(name: string) {
    this.name = name;
    const numeric = "numeric";
    const parts = {
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    } as const;
    try {
      this.#format = new Intl.DateTimeFormat("en-US", {
        ...parts,
        timeZone: name,
        hourCycle: "h23",
        calendar: "gregory",
        era: "short",
      });
    } catch {
      throw new OptionError("TIME_ZONE", "timeZone", `there is no time zone ${quoteCell(name)}`, {
        found: name,
        remedies: ["name one as the IANA time zone database does: Europe/Berlin, America/New_York, UTC"],
      });
    }
  }

  /** How far local clocks are ahead of UTC at a moment. */
  offsetAt(utc: number): number {
    const number = Math.floor(utc / DAY);
    let day = this.#days.get(number);
    if (day === undefined) {
      day = this.#readDay(number);
      this.#days.set(number, day);
    }
    return utc < day.changes ? day.offset : day.later;
  }

  /** The moments at which local clocks show a time, in order: two where they go back, none where they go forward. */
  momentsOf(local: number): number[] {
    const found = new Set<number>();
    for (const near of [local - DAY, local + DAY]) {
      const moment = local - this.offsetAt(near);
      if (moment + this.offsetAt(moment) === local) found.add(moment);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** The one offset of the days around a local time; undefined where clocks change within them. */
  steadyOffset(local: number): number | undefined {
    const day = Math.floor(local / DAY);
    if (day !== this.#near.day) {
      const offsets = new Set(
        [-1, 0, 1].flatMap((at) => [this.offsetAt((day + at) * DAY), this.offsetAt((day + at + 1) * DAY - 1)]),
      );
      const [offset] = offsets;
      this.#near = { day, offset: offsets.size === 1 ? offset : undefined };
    }
    return this.#near.offset;
  }

  /** The offset at a moment as text: "+02:00". */
  offsetText(utc: number): string {
    const minutes = Math.round(this.offsetAt(utc) / MINUTE);
    const size = Math.abs(minutes);
    return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60), 2)}:${pad(size % 60, 2)}`;
  }

  #readDay(number: number): ZoneDay {
    const [start, end] = [number * DAY, (number + 1) * DAY];
    const [offset, later] = [this.#ask(start), this.#ask(end - 1000)];
    if (offset === later) return { offset, changes: end, later };
    // To the second.
    let [low, high] = [start, end - 1000];
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (this.#ask(middle) === offset) low = middle;
      else high = middle;
    }
    return { offset, changes: high, later };
  }

  #ask(utc: number): number {
    const parts = new Map(this.#format.formatToParts(utc).map(({ type, value }) => [type, value]));
    const at = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const year = parts.get("era")?.startsWith("B") ? 1 - at("year") : at("year");
    const days = daysFromCivil(year, at("month"), at("day"));
    return days * DAY + at("hour") * HOUR + at("minute") * MINUTE + at("second") * 1000 - utc;
  }
}
