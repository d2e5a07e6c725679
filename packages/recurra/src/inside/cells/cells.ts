// Every cell's inside.
import type { CellName } from "../../words/cells.ts";
import type { CellInside, CellOfForm } from "./cell-inside.ts";
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
