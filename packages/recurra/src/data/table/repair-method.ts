import { type OptionRule, word } from "../../core/option-rules.ts";

/** "drop" leaves rows out, "forward-fill" repeats the past, "linear" draws a line to the future value. */
export type Repair = "drop" | "forward-fill" | "linear";

/**
 * How missing times and cells are filled in: "linear" draws a line to the future value, "forward-fill" repeats the past, "seasonal" repeats
 * the season before.
 */
export type GapFill = "linear" | "forward-fill" | "seasonal";

export const GAP_FILL: OptionRule<GapFill> = /* @__PURE__ */ word<GapFill>("linear", "forward-fill", "seasonal");

export const REPAIR: OptionRule<Repair> = /* @__PURE__ */ word<Repair>("drop", "forward-fill", "linear");
