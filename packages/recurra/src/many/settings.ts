// The settings of the protocol over many series: plain data, read as those of an experiment on one.

import { type OptionRules, readOptions, word } from "../core/option-rules.ts";
import type { ExperimentSettings } from "../experiment/index.ts";
import { experimentRules } from "../experiment/index.ts";
import { GLOBAL_RULES, type GlobalOptions } from "../global/index.ts";

/**
 * What may be asked of the protocol over many series: all that a GlobalForecaster may be told, and what is done with the series around it.
 * What is left out is found from the data, or is a default; `target` too, where the set has one column.
 */
export interface ManySettings
  extends Partial<GlobalOptions>,
    Pick<ExperimentSettings, "unit" | "sort" | "resample" | "repair" | "fillGaps" | "test"> {
  /** Share of truths that the intervals are to hold. Default 0.9. */
  readonly level?: number;
  /** "few": naive forecasts and a ridge regression alone. Default: "all" up to 200 series of 200,000 rows together. */
  readonly rivals?: "all" | "few";
}

const { unit, sort, resample, repair, fillGaps, test } = experimentRules;
const level = {
  wanted: "a share above 0 and below 1, such as 0.9 for 90 %",
  fits: (value: unknown): value is number => typeof value === "number" && value > 0 && value < 1,
  read: (given: string) => {
    const value = Number(given);
    return given.trim() !== "" && value > 0 && value < 1 ? value : undefined;
  },
};

/** What each setting may be, in the order in which they are asked for. */
export const manyRules: OptionRules<ManySettings> = {
  ...{ target: GLOBAL_RULES.target, unit, horizon: GLOBAL_RULES.horizon, lookback: GLOBAL_RULES.lookback },
  ...{ season: GLOBAL_RULES.season, min: GLOBAL_RULES.min, max: GLOBAL_RULES.max },
  ...{ sort, resample, repair, fillGaps },
  ...GLOBAL_RULES,
  ...{ test, level, rivals: word("all", "few") },
};

/** Settings out of plain data: values or their texts. Throws OptionError OPTION_UNKNOWN and OPTION_VALUE. */
export function readManySettings(given: object): ManySettings {
  return readOptions("experimentMany", given, manyRules) as ManySettings;
}
