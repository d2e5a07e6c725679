// The days of --holidays: given one by one, or by country, of which a library knows them.

import type { Series } from "recurra";
import { nearestNames, quoteCell } from "recurra/core";
import { UsageError } from "../terminal/errors.ts";

const DAY = 86_400_000;
const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/;
/** A country, or a country with a state and a region of it: US, DE-BY, US-LA-NO. */
const PLACE_TEXT = /^[A-Za-z]{2}(-[A-Za-z0-9]+){0,2}$/;
/** A model forecasts for some years after its fit. */
const YEARS_AHEAD = 5;

/** What was asked for: days, and places whose public holidays are meant. */
export interface Holidays {
  /** Undefined where there are none. */
  readonly days: string | undefined;
  readonly places: readonly string[];
}

/** Days are left to the library's own check. Throws UsageError for a word that is neither a day nor could be a country. */
export function readHolidays(text: string | undefined): Holidays {
  const words = (text ?? "").split(",").map((word) => word.trim());
  const places = words.filter((word) => PLACE_TEXT.test(word));
  const days = words.filter((word) => !PLACE_TEXT.test(word));
  const wrong = days.find((word) => !DAY_TEXT.test(word));
  if (text !== undefined && wrong !== undefined) throw neither(wrong, []);
  return { days: days.length === 0 || text === undefined ? undefined : days.join(","), places };
}

/** Days and the public holidays of places, in the years of the rows and some years after them, ascending. Throws UsageError. */
export async function holidaysOf({ days, places }: Holidays, { times, length }: Series): Promise<readonly string[]> {
  const found = new Set(days === undefined ? [] : days.split(","));
  if (places.length === 0 || length === 0) return [...found];
  const { default: Calendar } = await import("date-holidays");
  // In some zone the first row may be of the day before.
  const first = new Date(times.at(0) - DAY).getUTCFullYear();
  const last = new Date(times.at(length - 1)).getUTCFullYear() + YEARS_AHEAD;
  for (const place of places) {
    const [country, ...parts] = place.toUpperCase().split("-");
    const all = new Calendar();
    requireNamed(place, country, all.getCountries());
    if (parts.length > 0) requireNamed(place, parts[0], all.getStates(country), country);
    if (parts.length > 1) requireNamed(place, parts[1], all.getRegions(country, parts[0]), `${country}-${parts[0]}`);
    const calendar = new Calendar({ country, state: parts[0], region: parts[1] }, { types: ["public"] });
    for (let year = first; year <= last; year++) {
      for (const { date, start, end } of calendar.getHolidays(year)) {
        const begin = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
        // Some last several days, and a clock may change within.
        const count = Math.max(1, Math.floor((end.getTime() - start.getTime()) / DAY + 0.1));
        for (let i = 0; i < count; i++) found.add(new Date(begin + i * DAY).toISOString().slice(0, 10));
      }
    }
  }
  return [...found].sort();
}

function requireNamed(place: string, code: string, names: object | undefined, within?: string): void {
  const codes = Object.keys(names ?? {});
  if (!codes.includes(code))
    throw neither(
      place,
      codes.map((one) => (within === undefined ? one : `${within}-${one}`)),
    );
}

function neither(word: string, places: readonly string[]): UsageError {
  const near = nearestNames(word.toUpperCase(), places);
  const is = "is neither a day such as 2024-12-25 nor a country such as US or a part of one such as DE-BY";
  return new UsageError("HOLIDAYS_PLACE", "", [{ option: "holidays" }, ` names ${quoteCell(word)}, which ${is}`], {
    found: word,
    remedies: [near.length > 0 ? `take one of ${near.join(", ")}` : "correct it"],
  });
}
