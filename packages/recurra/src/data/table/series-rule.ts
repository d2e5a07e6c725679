import { type OptionRule, part } from "../../core/option-rules.ts";
import type { SeriesView } from "./series-view.ts";

/** A series, or what has all that one has. */
export const SERIES: OptionRule<SeriesView> = /* @__PURE__ */ part("a series", "requireOrdered");
