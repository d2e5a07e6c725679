// What of the rows to come is known before they are: columns of the data that were declared so, and waves and marks of the calendar.

import { OptionError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import { made, type OptionRule } from "../core/option-rules.ts";
import { CALENDAR_FEATURES, type CalendarFeature, calendarWidth } from "./calendar-feature.ts";

/** The settings that say it. */
export interface KnownAhead {
  /** Columns whose values are known for the rows that are forecast, such as a price that is set or a promotion that is planned. */
  readonly future?: readonly string[];
  /** Columns of words whose columns, `column=word`, stand among `inputs` or `future`: a model file says by them how its data are read. */
  readonly categories?: readonly string[];
  /** What of the clock is made into columns, as sines and cosines: "hour", "weekday", "month", "dayOfYear". Rows need times. */
  readonly calendar?: readonly CalendarFeature[];
  /** Days ("2024-12-25") that are marked by a column, of rows of a day or less. Years without any are refused: the list may not reach so far. */
  readonly holidays?: readonly string[];
}

/** As an experiment is asked for it. */
export type CalendarSetting = "auto" | readonly CalendarFeature[];

/** Distinct names in a list that is not empty. */
function areNames(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((name) => typeof name === "string" && name !== "") &&
    new Set(value).size === value.length
  );
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

export const CALENDAR: OptionRule<readonly CalendarFeature[]> = {
  wanted: `a list of ${CALENDAR_FEATURES.map((name) => JSON.stringify(name)).join(", ")}, each once`,
  fits: (value): value is readonly CalendarFeature[] =>
    areNames(value) && value.every((name) => CALENDAR_FEATURES.includes(name as CalendarFeature)),
  read(text) {
    const list = listOf(text);
    return CALENDAR.fits(list) ? list : undefined;
  },
};

const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/;

export const HOLIDAYS: OptionRule<readonly string[]> = {
  wanted: 'a list of days such as "2024-12-25", each once',
  fits: (value): value is readonly string[] => areNames(value) && value.every((day) => DAY_TEXT.test(day)),
  read(text) {
    const list = listOf(text);
    return HOLIDAYS.fits(list) ? list : undefined;
  },
};

export const FUTURE: OptionRule<readonly string[]> = /* @__PURE__ */ made("names of columns, each once", areNames);

/** How many columns are known ahead. */
export function aheadWidth({ future = [], calendar = [], holidays = [] }: KnownAhead): number {
  return future.length + calendarWidth(calendar) + (holidays.length > 0 ? 1 : 0);
}

/** Columns of x that a network reads: its inputs, and what is known ahead. */
export function inputWidth(settings: KnownAhead & { readonly inputs: readonly string[] }): number {
  return settings.inputs.length + aheadWidth(settings);
}

/** The settings that must go with what is known ahead. */
interface Beside extends Pick<KnownAhead, "future" | "holidays"> {
  readonly model?: string;
  readonly target?: string;
  readonly inputs?: readonly string[];
  readonly calendar?: CalendarSetting;
}

/**
 * Throws OptionError OPTION_CONFLICT for the target among the columns that are known ahead, for a column that is an input too, and for a
 * model that cannot be told.
 */
export function requireFuture(subject: string, settings: Beside): void {
  const { target, inputs = [], future = [] } = settings;
  requireListens(subject, settings);
  if (target !== undefined && future.includes(target)) {
    throw new OptionError(
      "OPTION_CONFLICT",
      subject,
      [{ option: "future" }, ` names ${quoteCell(target)}, which is to be forecast and so not known ahead`],
      { found: target, remedies: [["leave it out of ", { option: "future" }], "choose another target"] },
    );
  }
  const both = future.find((name) => inputs.includes(name));
  if (both === undefined) return;
  throw new OptionError(
    "OPTION_CONFLICT",
    subject,
    [`${quoteCell(both)} stands in `, { option: "inputs" }, ", read up to the last row, and in ", { option: "future" }],
    {
      found: both,
      context: "A column that is known ahead is read of the past rows too",
      remedies: [
        ["leave it out of ", { option: "inputs" }],
        ["leave it out of ", { option: "future" }, " if it is not known ahead"],
      ],
    },
  );
}

/** A decoder that writes row by row reads its own forecasts alone. */
function requireListens(subject: string, { model, ...settings }: Beside): void {
  const told = (["future", "calendar", "holidays"] as const).find((name) => settings[name] !== undefined);
  if (model !== "seq2seq" || told === undefined) return;
  throw new OptionError(
    "OPTION_CONFLICT",
    subject,
    [{ option: "model", value: model }, " reads its own forecasts alone, and so nothing of ", { option: told }],
    { found: model, remedies: ["choose another model", ["leave ", { option: told }, " out"]] },
  );
}
