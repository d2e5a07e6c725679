import { Generator, portableMath } from "recurra/core";

/** Monday, 1 January 2024, in days from 1970. */
const FIRST = 19_723;
const DAYS = 730;
const WEEK = [1.05, 1.1, 1.08, 1.06, 1.15, 0.8, 0.62];

/** A CSV of two years of days, the same on every machine: visits with the rhythm of a week and of a year, a slow rise, and noise. */
export function visitsCsv(): string {
  const noise = new Generator(7).stream("visits");
  let mood = 0;
  const rows = Array.from({ length: DAYS }, (_, day) => {
    // What lifts one day lifts the next ones too.
    mood = 0.8 * mood + 0.05 * noise.normal(day);
    const year = 1 + 0.15 * portableMath.sin((2 * Math.PI * (day - 100)) / 365.25);
    const visits = (400 + 0.2 * day) * year * WEEK[day % 7] * (1 + mood + 0.03 * noise.normal(DAYS + day));
    const date = new Date((FIRST + day) * 86_400_000).toISOString().slice(0, 10);
    return `${date},${Math.round(visits)}`;
  });
  return `${["Date,Visits", ...rows].join("\n")}\n`;
}
