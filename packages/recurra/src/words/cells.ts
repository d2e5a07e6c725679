// The words of recurrent cells, where programs meet them before anything is loaded that computes. What a cell is: nn/recurrent/cells.ts.

/** The words of all cells in settings, in the order in which choices name them. */
export const cellNames = ["rnn", "lstm", "gru", "mingru", "slstm"] as const;

/** The word of a cell in settings. */
export type CellName = (typeof cellNames)[number];

/** The cells that courses teach: what is compared where nobody says which. */
export const taughtCells: readonly CellName[] = ["rnn", "lstm", "gru"];

const TITLES: Readonly<Record<CellName, string>> = {
  rnn: "RNN",
  lstm: "LSTM",
  gru: "GRU",
  mingru: "minGRU",
  slstm: "sLSTM",
};

/** What sentences call a cell: "GRU". A word that is none stays as it is. */
export function cellTitle(cell: unknown): string {
  if (typeof cell !== "string") return "network";
  return cellNames.includes(cell as CellName) ? TITLES[cell as CellName] : cell;
}
