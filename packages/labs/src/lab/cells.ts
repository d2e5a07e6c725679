// The cells that labs compare where none are named.
import { type CellName, cellNames } from "recurra/words";

/** Whether courses teach a cell. */
const TAUGHT: Readonly<Record<CellName, boolean>> = { rnn: true, lstm: true, gru: true, mingru: false, slstm: false };

/** The cells that courses teach. */
export const taughtCells: readonly CellName[] = cellNames.filter((cell) => TAUGHT[cell]);
