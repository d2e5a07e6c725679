import { type OptionRule, part } from "../../core/option-rules.ts";
import type { SeriesSet } from "./series-set.ts";

/** Many series of one file. */
export const SET: OptionRule<SeriesSet> = /* @__PURE__ */ part("a set of series", "idColumns");
