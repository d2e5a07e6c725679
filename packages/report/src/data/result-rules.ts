// A result as experiment() and experimentMany() give it, or as JSON keeps it: of which kind each part is that a page is drawn from.

import { OptionError, RecurraError } from "recurra";
import { made, NUMBER, type OptionRule, optional, TEXT, word } from "recurra/core";
import type { ManyResult } from "recurra/many";
import { isObject, type MemberRules, OBJECT, OBJECTS, requireMembers, TEXTS } from "./members.ts";
import type { ForecastResult } from "./result.ts";

/** Every part has a rule. */
type RulesOf<T> = { readonly [K in keyof T]-?: OptionRule<unknown> };

const FILES = { files: OBJECT, versions: OBJECT };

/** A model as the page words it. */
const MODEL = made("a model with its name", (value): value is object => isObject(value) && "name" in value);

const BOUNDS = made(
  "bounds, with min and max",
  (value): value is object => isObject(value) && "min" in value && "max" in value,
);

function orNull<T>(rule: OptionRule<T>): OptionRule<T | null> {
  return {
    ...rule,
    wanted: `${rule.wanted} or null`,
    fits: (value): value is T | null => value === null || rule.fits(value),
  };
}

const FORECAST: RulesOf<ForecastResult> = {
  ...{ format: word("recurra-forecast/1"), status: word("done", "interrupted"), target: TEXT, unit: optional(TEXT) },
  ...{ verdict: OBJECT, forecast: OBJECTS, bounds: optional(BOUNDS), data: OBJECT, backtest: OBJECT },
  ...{ training: OBJECT, history: OBJECT, settings: OBJECT, instant: optional(OBJECT), ...FILES },
};

const MANY: RulesOf<ManyResult> = {
  ...{ format: word("recurra-many/1"), status: word("done"), target: TEXT, unit: optional(TEXT), idColumns: TEXTS },
  ...{ horizon: NUMBER, level: NUMBER, verdict: OBJECT, model: MODEL, scores: OBJECTS, comparisons: OBJECTS },
  ...{ coverage: orNull(NUMBER), series: OBJECTS, shown: OBJECTS, forecasts: orNull(OBJECTS), data: OBJECT },
  ...{ settings: OBJECT, ...FILES },
};

/** Draws a forecast's page. Throws OptionError OPTION_VALUE for a part of another kind, DOCUMENT for one that does not hold what it should. */
export function fromForecast<T>(result: ForecastResult, draw: () => T): T {
  return from("forecastReport", result, FORECAST, draw);
}

/** The same for many series. */
export function fromMany<T>(result: ManyResult, draw: () => T): T {
  return from("manyReport", result, MANY, draw);
}

function from<T>(subject: string, result: object, rules: MemberRules, draw: () => T): T {
  requireMembers(subject, "result", result, rules);
  try {
    return draw();
  } catch (error) {
    if (error instanceof RecurraError) throw error;
    const problem = `the result has a part that no page can be drawn from (${(error as Error).message})`;
    throw new OptionError("DOCUMENT", subject, problem, { cause: error, remedies: ["give the result as it was made"] });
  }
}
