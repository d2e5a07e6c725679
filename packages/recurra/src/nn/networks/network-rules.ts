// The options that the networks of a Forecaster have in common.
import { COUNT, DROPPED, type OptionRule, whole, word } from "../../core/option-rules.ts";
import { CELL } from "../recurrent/cells.ts";
import type { Distribution } from "./forecast-head.ts";

/** What the outputs are. */
export const DISTRIBUTION: OptionRule<Distribution> = /* @__PURE__ */ word("point", "quantile", "studentT");
/** A column of x; -1 for none. */
export const COLUMN: OptionRule<number> = /* @__PURE__ */ whole(-1);
/** A number of columns or rows. */
export const SOME: OptionRule<number> = /* @__PURE__ */ whole(0);

/** The cell, the layers and the window. */
export const WINDOW_RULES: {
  readonly cell: typeof CELL;
  readonly inputSize: typeof COUNT;
  readonly hiddenSize: typeof COUNT;
  readonly numLayers: typeof COUNT;
  readonly dropout: typeof DROPPED;
  readonly lookback: typeof COUNT;
  readonly horizon: typeof COUNT;
} = {
  ...{ cell: CELL, inputSize: COUNT, hiddenSize: COUNT, numLayers: COUNT, dropout: DROPPED },
  ...{ lookback: COUNT, horizon: COUNT },
};

/** Those of them that no network has a default for. */
export const WINDOW_NAMES: readonly string[] = Object.keys(WINDOW_RULES);
