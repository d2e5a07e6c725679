// An axis: what a program says of it, and what it spans then.

import { OptionError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import { checkOptions, either, made, type OptionRule, type OptionRules, TEXT, word } from "../core/option-rules.ts";
import { DAY } from "../data/time/calendar.ts";
import type { AxisSpan } from "../drawing/index.ts";
import { roundSpan } from "./round-span.ts";
import { placeOf } from "./values.ts";

/** An axis. */
export interface AxisOptions {
  /** With the unit. */
  readonly label?: string;
  /** Default: "time" where there are dates, else "linear". */
  readonly scale?: "linear" | "log" | "time";
  /** Where it begins and ends. Default: what the data need. */
  readonly domain?: readonly [number, number] | readonly [string | Date, string | Date];
}

export interface DrawnAxis extends AxisSpan {
  readonly label: string;
}

const DOMAIN = made<NonNullable<AxisOptions["domain"]>>(
  "two places, the first below the second",
  (value): value is NonNullable<AxisOptions["domain"]> =>
    Array.isArray(value) && value.length === 2 && placeOf(value[0]) < placeOf(value[1]),
);

const RULES: OptionRules<AxisOptions> = { label: TEXT, scale: word("linear", "log", "time"), domain: DOMAIN };

const OPTIONS: OptionRule<AxisOptions> = made(
  "an object such as { label, scale, domain }",
  (value): value is AxisOptions => typeof value === "object" && value !== null && !Array.isArray(value),
);

/** The name of an axis, or more of it. */
export const AXIS: OptionRule<string | AxisOptions> = either(TEXT, OPTIONS);

/** What an option says of an axis; a text is its name. */
export function axisOptions(subject: string, axis: string, given: string | AxisOptions = {}): AxisOptions {
  if (typeof given === "string") return { label: given };
  checkOptions(`${subject}: ${axis}`, given, RULES);
  return given;
}

/** The axis that holds these values; round at both ends where that is wished for. */
export function axisFor(
  subject: string,
  { label = "", scale = "linear", domain }: AxisOptions,
  values: readonly number[],
  round: boolean,
): DrawnAxis {
  const type = scale === "time" ? "utc" : scale;
  const seen = values.filter((value) => Number.isFinite(value) && (type !== "log" || value > 0));
  const whole = seen.every(Number.isInteger);
  const days = type === "utc" && seen.every((time) => time % DAY === 0);
  const [low, high] = domain === undefined ? roomFor(seen, type) : [placeOf(domain[0]), placeOf(domain[1])];
  if (!Number.isFinite(high - low) || (type === "log" && low <= 0)) {
    const wanted = type === "log" ? "above 0" : "a finite distance apart";
    throw new OptionError(
      "PICTURE_AXIS",
      subject,
      `the axis ${quoteCell(label)} is to reach from ${low} to ${high}, which must be ${wanted}`,
      { found: [low, high], remedies: ["leave out what lies so far away", ["set ", { option: "domain" }]] },
    );
  }
  const rounded = round && domain === undefined && type !== "utc" ? roundSpan(low, high, type) : ([low, high] as const);
  return { label, type, whole, domain: rounded, finest: days ? "day" : "second" };
}

/** The least and the greatest value, with room around where they are the same. */
function roomFor(values: readonly number[], type: AxisSpan["type"]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return type === "log" ? [0.1, 10] : type === "utc" ? [0, 864e5] : [0, 1];
  if (low < high) return [low, high];
  if (type === "log") return [low / 2, low * 2];
  const around = type === "utc" ? 864e5 : Math.abs(low) > 1e-300 ? Math.abs(low) / 2 : 1;
  return [low - around, high + around];
}
