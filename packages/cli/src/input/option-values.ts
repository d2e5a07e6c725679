// From the text of an option to its value, or one line that says what was wanted.

import { UsageError } from "../terminal/failure.ts";

/** A whole number of at least `least`. */
export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < least) {
    throw new UsageError(`${option} must be a whole number of at least ${least}, but it is "${text}".`);
  }
  return value;
}

function below(high: number): string {
  return high === Number.POSITIVE_INFINITY ? "" : ` and below ${high}`;
}

/** A number above `low` and below `high`. */
export function numberBetween(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > low && value < high)) {
    throw new UsageError(`${option} must be a number above ${low}${below(high)}, but it is "${text}".`);
  }
  return value;
}

/** A number from `low` (included) to below `high`. */
export function numberFrom(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= low && value < high)) {
    const range = high === Number.POSITIVE_INFINITY ? `of at least ${low}` : `from ${low} to below ${high}`;
    throw new UsageError(`${option} must be a number ${range}, but it is "${text}".`);
  }
  return value;
}

/** "auto", or how many threads. */
export function threadCount(option: string, text: string): number | "auto" {
  if (text === "auto") return text;
  const threads = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(threads) || threads < 1) {
    throw new UsageError(`${option} must be auto or a whole number of at least 1, but it is "${text}".`);
  }
  return threads;
}

/** One of a few words. */
export function oneOf<T extends string>(option: string, text: string, words: readonly T[]): T {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new UsageError(`${option} must be one of ${words.join(", ")}, but it is "${text}".`);
  return found;
}

/** The part of the series that the backtest runs on: its share, its number of rows, or the date at which it starts. */
export type TestPart =
  | { readonly kind: "fraction"; readonly value: number }
  | { readonly kind: "rows"; readonly value: number }
  | { readonly kind: "date"; readonly value: string };

/** "0.2" or "20%" is a share, "250" a number of rows, "2017-05-12" a date. */
export function testPart(option: string, text: string): TestPart {
  const trimmed = text.trim();
  if (/^[0-9]+$/.test(trimmed)) return { kind: "rows", value: wholeNumber(option, trimmed, 1) };
  if (/^[0-9.]+%$/.test(trimmed)) {
    return { kind: "fraction", value: numberBetween(option, trimmed.slice(0, -1), 0, 100) / 100 };
  }
  if (/^[-+0-9.eE]+$/.test(trimmed) && Number.isFinite(Number(trimmed))) {
    return { kind: "fraction", value: numberBetween(option, trimmed, 0, 1) };
  }
  if (/^[0-9]/.test(trimmed)) return { kind: "date", value: trimmed };
  throw new UsageError(
    `${option} must be a share (0.2), a number of rows (250) or a date (2017-05-12), but it is "${text}".`,
  );
}
