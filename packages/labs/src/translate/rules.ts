// The rival: rules. They know what a person knows who has seen the formats of training: names of months, that a number of four digits is a year,
// and that the day stands before the month where both could be.
import { dayOf, isoOf } from "./calendar-day.ts";
import { languages } from "./languages.ts";
import { monthOf, nearestMonths } from "./month-names.ts";

/** Two digits from 50 on are years of the 1900s. */
const TURN = 50;

interface Number {
  readonly value: number;
  readonly digits: number;
}

/** The date that a text means, as ISO 8601 writes it; undefined where the rules find none. */
export function readByRules(text: string): string | undefined {
  const tokens = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  const numbers = tokens
    .filter((token) => /^\d/.test(token))
    .map((token): Number => ({ value: Number.parseInt(token, 10), digits: token.length }));
  const words = tokens.filter((token) => !/^\d/.test(token));
  const day = dayFrom(numbers, findMonth(words));
  return day === undefined ? undefined : isoOf(day);
}

/** Days of the week, which are passed over: "sun" is near to "jun". */
const WEEKDAYS: ReadonlySet<string> = new Set(
  Object.values(languages)
    .flatMap(({ days, shortDays }) => [...days, ...shortDays])
    .map((name) => name.toLowerCase().replace(/\.$/, "")),
);

/** The month that a word names; if none does, the one whose name is nearest to a word of three letters or more. */
function findMonth(words: readonly string[]): number | undefined {
  const named = words.map(monthOf).filter((month) => month !== undefined);
  if (named.length > 0) return named.at(-1); // a weekday's abbreviation that is a month's, too, stands before it
  for (const word of words) {
    const [only, ...others] = word.length < 3 || WEEKDAYS.has(word) ? [] : nearestMonths(word);
    if (only !== undefined && others.length === 0) return only;
  }
  return undefined;
}

function dayFrom(numbers: readonly Number[], month: number | undefined): number | undefined {
  if (month !== undefined) {
    if (numbers.length !== 2) return undefined;
    const [first, second] = numbers;
    const yearFirst = first.digits > 2 || first.value > 31;
    const [year, day] = yearFirst ? [first, second] : [second, first];
    return dayOf(yearOf(year), month, day.value);
  }
  if (numbers.length === 1 && numbers[0].digits === 8) {
    const { value } = numbers[0];
    return dayOf(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100);
  }
  if (numbers.length !== 3) return undefined;
  const [first, second, third] = numbers;
  if (first.digits > 2) return dayOf(first.value, second.value, third.value);
  const year = yearOf(third);
  return dayOf(year, second.value, first.value) ?? dayOf(year, first.value, second.value);
}

function yearOf({ value, digits }: Number): number {
  if (digits > 2) return value;
  return value + (value < TURN ? 2000 : 1900);
}
