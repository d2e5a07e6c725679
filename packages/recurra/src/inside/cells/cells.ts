// Every cell's inside.
import type { CellName } from "../../words/cells.ts";
import type { CellEquation, CellInside, CellOfForm } from "./cell-inside.ts";
import { gru } from "./gru.ts";
import { lstm } from "./lstm.ts";
import { minGru } from "./mingru.ts";
import type { OpenedForm } from "./opened.ts";
import { rnn } from "./rnn.ts";
import { slstm } from "./slstm.ts";

const CELLS: Readonly<Record<CellName, CellOfForm>> = { rnn, lstm, gru, mingru: minGru, slstm };

/** The inside of a cell in one of its forms. */
export function insideOf(cell: CellName, form: OpenedForm): CellInside {
  return CELLS[cell](form);
}

/** A cell's equations in the order in which they are computed: gates, what else it carries, h. */
export function cellEquations(
  cell: CellName,
  form: OpenedForm = {},
  past: "t-1" | "t+1" = "t-1",
): readonly CellEquation[] {
  const { gates, states, equations } = insideOf(cell, form);
  const [h, ...others] = states;
  return equations?.(past) ?? [...gates, ...others, h].map(({ tex, says }) => ({ tex: tex(past), says }));
}
