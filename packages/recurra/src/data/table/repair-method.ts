import { type OptionRule, word } from "../../core/option-rules.ts";

/** "drop" leaves rows out, "forward-fill" repeats the past, "linear" draws a line to the future value. */
export type Repair = "drop" | "forward-fill" | "linear";

export const REPAIR: OptionRule<Repair> = /* @__PURE__ */ word<Repair>("drop", "forward-fill", "linear");
