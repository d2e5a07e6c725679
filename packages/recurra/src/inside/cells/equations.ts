import { requireOption, word } from "../../core/option-rules.ts";
import type { CellName } from "../../words/cells.ts";
import type { CellEquation } from "./cell-inside.ts";
import { insideOf } from "./cells.ts";
import type { OpenedForm } from "./opened.ts";
import { CELL_WORD, requireForm } from "./require-layer.ts";

/**
 * A cell's equations in the order in which they are computed: gates, what else it carries, h; `past` is what the step before is called. Throws
 * OptionError OPTION_VALUE for a word that is no cell's.
 */
export function cellEquations(
  cell: CellName,
  form: OpenedForm = {},
  past: "t-1" | "t+1" = "t-1",
): readonly CellEquation[] {
  requireOption("cellEquations", "cell", CELL_WORD, cell);
  requireForm("cellEquations", form);
  requireOption("cellEquations", "past", word("t-1", "t+1"), past);
  const { gates, states, equations } = insideOf(cell, form);
  const [h, ...others] = states;
  return equations?.(past) ?? [...gates, ...others, h].map(({ tex, says }) => ({ tex: tex(past), says }));
}
